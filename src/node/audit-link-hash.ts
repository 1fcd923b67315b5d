import { hash as hashOf } from 'node:crypto'
import type Database from 'better-sqlite3'
import { linkBytes } from '../platform/audit/audit-link.ts'

/**
 * Lets a statement hash its own link of the audit chain, so that a batch takes the next place while it holds the
 * database, and many at once make one chain without trying again. Not callable from triggers or views.
 */
export function addAuditLinkHash(sqlite: Database.Database): void {
  // The columns of one entry, in the order in which the audit store names them.
  const hash = (
    seq: number,
    at: number,
    actor: string,
    action: string,
    subject: string,
    details: string,
    last: string,
  ) => hashOf('sha256', linkBytes({ seq, at, actor, action, subject, details, previousHash: last }))
  sqlite.function('audit_link_hash', { deterministic: true, directOnly: true }, hash)
}
