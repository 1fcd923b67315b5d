import { type Db, isPreconditionFailed, isRuleBroken, isUniqueViolation, type Statement } from '../db/db.ts'
import { sha256Hex } from '../encoding.ts'
import { AppError, type RefusalKey } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { AuditAction } from './audit-actions.ts'
import { type AuditContent, type AuditEntry, beforeFirst, linkBytes } from './audit-link.ts'
import { findLastAuditEntry, insertAsNextAuditEntry, insertAuditEntries, listAuditEntries } from './audit-store.ts'

/** What happened, in ids and digests: never names, addresses or words that a person wrote. */
export interface AuditEvent {
  /** A person's id, `operator` for the command line, `system` for jobs. */
  actor: string
  action: AuditAction
  /** Id of what it happened to. */
  subject: string
  details?: Readonly<Record<string, string | number | boolean>>
}

/**
 * What is thrown where somebody else was faster: a precondition does not hold any more, or an index let only one through. A
 * message is a `state-conflict`; whatever is more than that says itself what it is, with what the database said as its cause.
 */
export type Overtaken = RefusalKey | ((cause: unknown) => AppError)

/** Writes statements and their audit entries together, or nothing. What else is thrown is the failure of the statements themselves. */
export async function commit(
  platform: Pick<Platform, 'db' | 'now'>,
  events: AuditEvent | readonly AuditEvent[],
  statements: readonly Statement[],
  { overtaken }: { overtaken?: Overtaken | undefined } = {},
): Promise<void> {
  const at = platform.now().getTime()
  const contents = ('actor' in events ? [events] : events).map((event) => toContent(event, at))
  try {
    await writeWithEntries(platform.db, contents, statements)
  } catch (error) {
    if (overtaken === undefined || !(isPreconditionFailed(error) || isUniqueViolation(error))) throw error
    throw typeof overtaken === 'string'
      ? new AppError('state-conflict', overtaken, {}, { cause: error })
      : overtaken(error)
  }
}

export type AuditVerdict =
  | { state: 'intact'; entries: number; head: string }
  | { state: 'broken'; seq: number; reason: 'missing' | 'not-linked' | 'altered' }

/** Walks the whole chain and names the first entry that does not belong. Entries cut off at the end show only against a copy of `head` kept elsewhere. */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  let walked = await walkAudit(db, chainStart, 5000)
  while (walked.state === 'so-far') walked = await walkAudit(db, walked.last, 5000)
  return walked
}

/** An entry that was found to belong, behind which to go on. */
export type AuditLink = Pick<AuditEntry, 'seq' | 'hash'>
export const chainStart: AuditLink = { seq: 0, hash: beforeFirst }

/** A part of that walk, of so many entries at most: a long chain is walked in steps. */
export async function walkAudit(
  db: Db,
  start: AuditLink,
  most: number,
): Promise<AuditVerdict | { state: 'so-far'; last: AuditLink }> {
  let last = start
  while (last.seq - start.seq < most) {
    const page = await listAuditEntries(db, { after: last.seq, limit: 500 })
    if (page.length === 0) return { state: 'intact', entries: last.seq, head: last.hash }
    for (const entry of page) {
      if (entry.seq !== last.seq + 1) return { state: 'broken', seq: last.seq + 1, reason: 'missing' }
      if (entry.previousHash !== last.hash) return { state: 'broken', seq: entry.seq, reason: 'not-linked' }
      if (entry.hash !== (await hashOf(entry))) return { state: 'broken', seq: entry.seq, reason: 'altered' }
      last = { seq: entry.seq, hash: entry.hash }
    }
  }
  return { state: 'so-far', last }
}

async function writeWithEntries(db: Db, contents: readonly AuditContent[], statements: readonly Statement[]) {
  if (!db.callsFunctions) return await commitBehindLast(db, contents, statements)
  await writeAll(db, [...contents.map((content) => insertAsNextAuditEntry(db, content)), ...statements])
}

/** For a database elsewhere: when another write took the next place in the chain first, it is tried again behind that one. */
async function commitBehindLast(db: Db, contents: readonly AuditContent[], statements: readonly Statement[]) {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const entries = await chain(contents, await findLastAuditEntry(db))
    try {
      return await writeAll(db, [insertAuditEntries(db, entries), ...statements])
    } catch (error) {
      if (!isRuleBroken(error, 'audit_entry_follows_the_last')) throw error
    }
  }
  throw new AppError(
    'busy',
    'refused.tooManyChanges',
    {},
    {
      retryAfterSeconds: 5,
    },
  )
}

const mostAttempts = 500

async function writeAll(db: Db, [first, ...rest]: Statement[]) {
  if (first) await db.batch([first, ...rest])
}

async function chain(contents: readonly AuditContent[], last: Pick<AuditEntry, 'seq' | 'hash'> | undefined) {
  const entries: AuditEntry[] = []
  let previous = last ?? { seq: 0, hash: beforeFirst }
  for (const content of contents) {
    const link = { ...content, seq: previous.seq + 1, previousHash: previous.hash }
    const entry = { ...link, hash: await hashOf(link) }
    entries.push(entry)
    previous = entry
  }
  return entries
}

const toContent = ({ actor, action, subject, details = {} }: AuditEvent, at: number): AuditContent => ({
  at,
  actor,
  action,
  subject,
  details: canonicalText(details),
})

const canonicalText = (details: NonNullable<AuditEvent['details']>) =>
  JSON.stringify(Object.fromEntries(Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1))))

const hashOf = (entry: Omit<AuditEntry, 'hash'>) => sha256Hex(linkBytes(entry))
