import { sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { filled, oncePerDatabase } from '../../platform/db/prepared.ts'
import { issuingHalt } from './issuing-halt-tables.ts'

type IssuingHalt = typeof issuingHalt.$inferSelect

export async function findIssuingHalt(db: Db): Promise<IssuingHalt | undefined> {
  return (await db.select().from(issuingHalt))[0]
}

/** The first reason stays. */
export const insertIssuingHalt = (db: Db, row: IssuingHalt): Statement =>
  db.insert(issuingHalt).values(row).onConflictDoNothing()

export const deleteIssuingHalt = (db: Db): Statement => db.delete(issuingHalt)

/** For the batch that writes an award: a halt may have come while it was being signed. */
export const requireNoIssuingHalt = (db: Db): Statement => filled(noHalt(db), {})

const noHalt = oncePerDatabase((db) =>
  requireRow(db, 'issuing is not halted', sql`(select 1 where not exists (select 1 from ${issuingHalt}))`).prepare(),
)
