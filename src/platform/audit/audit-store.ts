import { and, asc, desc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { filled, oncePerDatabase } from '../db/prepared.ts'
import { type AuditContent, type AuditEntry, beforeFirst } from './audit-link.ts'
import { auditEntry } from './audit-tables.ts'

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

/** Takes the place after the entry that is last when this runs. Needs a database that calls functions of ours. */
export const insertAsNextAuditEntry = (db: Db, content: AuditContent): Statement =>
  filled(nextEntry(db), { ...content })

const nextEntry = oncePerDatabase((db) => {
  const { placeholder } = sql
  return db
    .insert(auditEntry)
    .select(
      sql`
      with last as (
        select coalesce(max(seq), 0) + 1 as seq, coalesce(max(hash), ${beforeFirst}) as previous_hash
        from (select seq, hash from audit_entry order by seq desc limit 1)
      ), event as (
        select ${placeholder('at')} as at, ${placeholder('actor')} as actor, ${placeholder('action')} as action,
          ${placeholder('subject')} as subject, ${placeholder('details')} as details
      )
      select seq, at, actor, action, subject, details, previous_hash,
        audit_link_hash(seq, at, actor, action, subject, details, previous_hash)
      from last, event`,
    )
    .prepare()
})

/** In their order: the database takes each only behind the one before it. */
export const insertAuditEntries = (db: Db, entries: readonly AuditEntry[]): Statement =>
  filled(entriesInserted(db), { entries: JSON.stringify(entries) })

const entriesInserted = oncePerDatabase((db) => {
  const names = Object.keys(getTableColumns(auditEntry))
  const values = names.map((name) => sql`value ->> ${sql.raw(`'${name}'`)}`)
  return db
    .insert(auditEntry)
    .select(sql`select ${sql.join(values, sql`, `)} from json_each(${sql.placeholder('entries')}) order by key`)
    .prepare()
})

/**
 * The latest of all entries, from the one on that says that issuing goes on: who says so has looked at the clock. Not the time of
 * the last, which may have been written by the clock that was set back.
 */
export const findLatestTime = async (db: Db): Promise<number | undefined> => (await latestTime(db).get({}))?.at

const latestTime = oncePerDatabase((db) => {
  const resumed = db
    .select({ seq: sql`coalesce(max(${auditEntry.seq}), 0)` })
    .from(auditEntry)
    // In these words, so that the small index of such entries is used.
    .where(sql`${auditEntry.action} = 'issuing.resumed'`)
  return (
    db
      .select({ at: auditEntry.at })
      .from(auditEntry)
      // The sign keeps the database from walking through all entries since: by time, the first is the one.
      .where(sql`+${auditEntry.seq} >= (${resumed})`)
      .orderBy(desc(auditEntry.at))
      .limit(1)
      .prepare()
  )
})
