import { and, asc, eq, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { passkey } from './sign-in-tables.ts'

export type Passkey = typeof passkey.$inferSelect

export async function findPasskey(db: Db, credentialId: string): Promise<Passkey | undefined> {
  return (await db.select().from(passkey).where(eq(passkey.credentialId, credentialId)))[0]
}

export async function listPasskeys(db: Db, personId: string): Promise<Passkey[]> {
  return await db
    .select()
    .from(passkey)
    .where(eq(passkey.personId, personId))
    .orderBy(asc(passkey.createdAt), asc(passkey.id))
}

export const insertPasskey = (db: Db, row: typeof passkey.$inferInsert): Statement => db.insert(passkey).values(row)

/** Only as long as nobody used it meanwhile: two answers with one count are of two authenticators. */
export const requireCounter = (db: Db, { id, counter }: Pick<Passkey, 'id' | 'counter'>): Statement =>
  requireRow(
    db,
    'passkey',
    db
      .select({ id: passkey.id })
      .from(passkey)
      .where(and(eq(passkey.id, id), eq(passkey.counter, counter))),
  )

export const markPasskeyUsed = (
  db: Db,
  { id, counter, isSynced, now }: Pick<Passkey, 'id' | 'counter' | 'isSynced'> & { now: number },
): Statement =>
  db
    .update(passkey)
    .set({ counter: sql`max(${passkey.counter}, ${counter})`, isSynced, lastUsedAt: now })
    .where(eq(passkey.id, id))

/** Only where it is that person's. */
export const renamePasskeyOf = (
  db: Db,
  { personId, id, name }: { personId: string; id: string; name: string },
): Statement =>
  db
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.personId, personId), eq(passkey.id, id)))

/** Abandons the batch where it was removed meanwhile. */
export const deletePasskeyOf = (db: Db, { personId, id }: { personId: string; id: string }): Statement[] => {
  const isTheirs = and(eq(passkey.personId, personId), eq(passkey.id, id))
  return [
    requireRow(db, 'passkey is there', db.select({ id: passkey.id }).from(passkey).where(isTheirs)),
    db.delete(passkey).where(isTheirs),
  ]
}
