import { and, eq, gt, lte } from 'drizzle-orm'
import type { Db } from '../../platform/db/db.ts'
import { keptForm } from './sign-in-tables.ts'

export async function insertKeptForm(db: Db, row: typeof keptForm.$inferInsert): Promise<void> {
  await db.insert(keptForm).values(row)
}

export async function findKeptFormRow(
  db: Db,
  { hash, now }: { hash: string; now: number },
): Promise<typeof keptForm.$inferSelect | undefined> {
  return (
    await db
      .select()
      .from(keptForm)
      .where(and(eq(keptForm.hash, hash), gt(keptForm.expiresAt, now)))
  )[0]
}

export async function deleteKeptForm(db: Db, hash: string): Promise<boolean> {
  return (await db.delete(keptForm).where(eq(keptForm.hash, hash)).returning({ hash: keptForm.hash })).length > 0
}

export async function deleteKeptFormsBefore(db: Db, time: number): Promise<void> {
  await db.delete(keptForm).where(lte(keptForm.expiresAt, time))
}
