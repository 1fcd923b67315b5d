import { and, desc, eq, gt, inArray, lte } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { dataExport } from './privacy-tables.ts'

export type DataExport = typeof dataExport.$inferSelect

/** Newest first, as far as there is or will be something to download. */
export const listExports = (db: Db, personId: string, now: number): Promise<DataExport[]> =>
  db
    .select()
    .from(dataExport)
    .where(
      and(
        eq(dataExport.personId, personId),
        inArray(dataExport.state, ['waiting', 'ready']),
        gt(dataExport.expiresAt, now),
      ),
    )
    .orderBy(desc(dataExport.createdAt))
    .limit(10)

export async function findExport(db: Db, exportId: string): Promise<DataExport | undefined> {
  return (await db.select().from(dataExport).where(eq(dataExport.id, exportId)))[0]
}

export async function isExportFile(db: Db, fileKey: string): Promise<boolean> {
  return (await db.select({ id: dataExport.id }).from(dataExport).where(eq(dataExport.fileKey, fileKey))).length > 0
}

export const requireWaitingExport = (db: Db, exportId: string): Statement =>
  requireRow(
    db,
    'export is waited for',
    db
      .select({ id: dataExport.id })
      .from(dataExport)
      .where(and(eq(dataExport.id, exportId), eq(dataExport.state, 'waiting'))),
  )

export const insertExport = (db: Db, row: DataExport): Statement => db.insert(dataExport).values(row)

export const markExportReady = (db: Db, exportId: string, { size }: { size: number }): Statement =>
  db
    .update(dataExport)
    .set({ state: 'ready', size })
    .where(and(eq(dataExport.id, exportId), eq(dataExport.state, 'waiting')))

/** Whose time is over, with files that may still be there. */
export const listExportsOver = (db: Db, now: number): Promise<DataExport[]> =>
  db.select().from(dataExport).where(lte(dataExport.expiresAt, now)).limit(100)

export async function deleteExport(db: Db, exportId: string): Promise<void> {
  await db.delete(dataExport).where(eq(dataExport.id, exportId))
}
