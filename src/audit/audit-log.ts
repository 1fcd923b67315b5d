import { type Db, isRuleBroken, type Statement } from '../db/db.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { type AuditEntry, findLastAuditEntry, insertAuditEntry, listAuditEntries } from './audit-store.ts'

/** What happened, in ids and digests: never names, addresses or words that a person wrote. */
export interface AuditEvent {
  /** A person's id, `operator` for the command line, `system` for jobs. */
  actor: string
  /** Such as `award.issued`. */
  action: string
  /** Id of what it happened to. */
  subject: string
  details?: Readonly<Record<string, string | number | boolean>>
}

/**
 * Writes statements and their audit entries together, or nothing. When another write took the next place in the chain
 * first, it is tried again behind that one; every other failure is the statements' own and is thrown.
 */
export async function commit(
  platform: Pick<Platform, 'db' | 'now'>,
  events: AuditEvent | readonly AuditEvent[],
  statements: readonly Statement[],
): Promise<void> {
  const list = 'actor' in events ? [events] : events
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const entries = await chain(list, await findLastAuditEntry(platform.db), platform.now().getTime())
    const [first, ...rest] = [...entries.map((entry) => insertAuditEntry(platform.db, entry)), ...statements]
    if (!first) return
    try {
      await platform.db.batch([first, ...rest])
      return
    } catch (error) {
      if (!isRuleBroken(error, 'audit_entry_follows_the_last')) throw error
    }
  }
  throw new AppError('busy', 'Too many changes are being made at once. Nothing was saved; please try again.', {
    retryAfterSeconds: 5,
  })
}

export type AuditVerdict =
  | { state: 'intact'; entries: number; head: string }
  | { state: 'broken'; seq: number; reason: 'missing' | 'not-linked' | 'altered' }

/** Walks the whole chain and names the first entry that does not belong. Entries cut off at the end show only against a copy of `head` kept elsewhere. */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  let last = { seq: 0, hash: beforeFirst }
  for (;;) {
    const page = await listAuditEntries(db, { after: last.seq, limit: 500 })
    if (page.length === 0) return { state: 'intact', entries: last.seq, head: last.hash }
    for (const entry of page) {
      if (entry.seq !== last.seq + 1) return { state: 'broken', seq: last.seq + 1, reason: 'missing' }
      if (entry.previousHash !== last.hash) return { state: 'broken', seq: entry.seq, reason: 'not-linked' }
      if (entry.hash !== (await hashOf(entry))) return { state: 'broken', seq: entry.seq, reason: 'altered' }
      last = entry
    }
  }
}

const mostAttempts = 500
const beforeFirst = '0'.repeat(64)

async function chain(events: readonly AuditEvent[], last: Pick<AuditEntry, 'seq' | 'hash'> | undefined, at: number) {
  const entries: AuditEntry[] = []
  let previous = last ?? { seq: 0, hash: beforeFirst }
  for (const event of events) {
    const content = {
      seq: previous.seq + 1,
      at,
      actor: event.actor,
      action: event.action,
      subject: event.subject,
      details: canonicalText(event.details ?? {}),
      previousHash: previous.hash,
    }
    const entry = { ...content, hash: await hashOf(content) }
    entries.push(entry)
    previous = entry
  }
  return entries
}

const canonicalText = (details: NonNullable<AuditEvent['details']>) =>
  JSON.stringify(Object.fromEntries(Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1))))

/** SHA-256 of a zero byte (it marks a link, as leaves are marked in RFC 6962), the previous hash and the entry as a JSON array. */
async function hashOf(entry: Omit<AuditEntry, 'hash'>) {
  const { seq, at, actor, action, subject, details } = entry
  const text = new TextEncoder().encode(JSON.stringify([seq, at, actor, action, subject, details]))
  const link = new Uint8Array(33 + text.length)
  link.set(fromHex(entry.previousHash), 1)
  link.set(text, 33)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', link)))
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
