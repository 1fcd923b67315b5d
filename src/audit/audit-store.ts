import { and, asc, desc, eq, gt, type SQL } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { auditEntry } from './audit-tables.ts'

export type AuditEntry = typeof auditEntry.$inferSelect

export async function findLastAuditEntry(db: Db): Promise<Pick<AuditEntry, 'seq' | 'hash'> | undefined> {
  return await db
    .select({ seq: auditEntry.seq, hash: auditEntry.hash })
    .from(auditEntry)
    .orderBy(desc(auditEntry.seq))
    .limit(1)
    .get()
}

/** Oldest first, from after a sequence number on. */
export async function listAuditEntries(
  db: Db,
  options: { after: number; limit: number; subject?: string },
): Promise<AuditEntry[]> {
  const conditions: SQL[] = [gt(auditEntry.seq, options.after)]
  if (options.subject !== undefined) conditions.push(eq(auditEntry.subject, options.subject))
  return await db
    .select()
    .from(auditEntry)
    .where(and(...conditions))
    .orderBy(asc(auditEntry.seq))
    .limit(options.limit)
}

export const insertAuditEntry = (db: Db, entry: AuditEntry): Statement => db.insert(auditEntry).values(entry)
