import { and, eq, gt, isNull, lte } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../db/db.ts'
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

export const requireLiveSecret = (db: Db, key: SecretKey): Statement =>
  requireRow(db, 'secret', db.select({ hash: secret.hash }).from(secret).where(isLive(key)))

/** Also what was used: until its time is over, it can be told apart from what never was. */
export async function deleteSecretsBefore(db: Db, time: number): Promise<void> {
  await db.delete(secret).where(lte(secret.expiresAt, time))
}
