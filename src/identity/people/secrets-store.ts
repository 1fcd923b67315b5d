import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { secret } from './secrets-tables.ts'

export type SecretFacts = Pick<typeof secret.$inferSelect, 'subject' | 'payload' | 'createdAt'>
interface SecretKey {
  hash: string
  purpose: string
  now: number
}

const facts = { subject: secret.subject, payload: secret.payload, createdAt: secret.createdAt }
const isLive = ({ hash, purpose, now }: SecretKey) =>
  and(eq(secret.hash, hash), eq(secret.purpose, purpose), gt(secret.expiresAt, now), isNull(secret.usedAt))

export const insertSecret = (db: Db, row: typeof secret.$inferInsert): Statement => db.insert(secret).values(row)

export async function findLiveSecret(db: Db, key: SecretKey): Promise<SecretFacts | undefined> {
  return (await db.select(facts).from(secret).where(isLive(key)))[0]
}

/** One statement finds and spends, so that two can't both have it. */
export const spendingSecret = (db: Db, key: SecretKey) =>
  db.update(secret).set({ usedAt: key.now }).where(isLive(key)).returning(facts)

export async function spendSecret(db: Db, key: SecretKey): Promise<SecretFacts | undefined> {
  return (await spendingSecret(db, key))[0]
}

export type SecretAbout = typeof secret.$inferSelect

/** Also when it was used or its time is over. */
export async function findSecretAbout(
  db: Db,
  { purpose, subject }: { purpose: string; subject: string },
): Promise<SecretAbout | undefined> {
  return (
    await db
      .select()
      .from(secret)
      .where(and(eq(secret.purpose, purpose), eq(secret.subject, subject)))
  )[0]
}

/** Also when it was used or its time is over. */
export async function findSecretByHash(
  db: Db,
  { purpose, hash }: { purpose: string; hash: string },
): Promise<SecretAbout | undefined> {
  return (
    await db
      .select()
      .from(secret)
      .where(and(eq(secret.purpose, purpose), eq(secret.hash, hash)))
  )[0]
}

/** All that are left of these kinds, for the batch of a change after which none of them may count. */
export const spendingSecretsAbout = (
  db: Db,
  { purposes, subject, now }: { purposes: readonly string[]; subject: string; now: number },
): Statement =>
  db
    .update(secret)
    .set({ usedAt: now })
    .where(and(inArray(secret.purpose, purposes), eq(secret.subject, subject), isNull(secret.usedAt)))

export const requireLiveSecret = (db: Db, key: SecretKey): Statement =>
  requireRow(db, 'secret', db.select({ hash: secret.hash }).from(secret).where(isLive(key)))

/** Also what was used: until its time is over, it can be told apart from what never was. */
export async function deleteSecretsBefore(db: Db, time: number): Promise<void> {
  await db.delete(secret).where(lte(secret.expiresAt, time))
}
