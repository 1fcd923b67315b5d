import type { auditEntry } from './audit-tables.ts'

export type AuditEntry = typeof auditEntry.$inferSelect
/** What an entry says, before it has its place in the chain. */
export type AuditContent = Omit<AuditEntry, 'seq' | 'previousHash' | 'hash'>

/** What stands where the first entry names the one before it. */
export const beforeFirst = '0'.repeat(64)

/** What the SHA-256 of an entry covers: a zero byte (it marks a link, as leaves are marked in RFC 6962), the previous hash and the entry as a JSON array. */
export function linkBytes({ seq, at, actor, action, subject, details, previousHash }: Omit<AuditEntry, 'hash'>) {
  const text = new TextEncoder().encode(JSON.stringify([seq, at, actor, action, subject, details]))
  const link = new Uint8Array(33 + text.length)
  link.set(fromHex(previousHash), 1)
  link.set(text, 33)
  return link
}

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16)
  return bytes
}
