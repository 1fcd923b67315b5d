import { and, asc, desc, eq, ne, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { type keyStates, signingKey } from './issuers-tables.ts'

export type SigningKeyRow = typeof signingKey.$inferSelect
type KeyState = (typeof keyStates)[number]

/** Oldest first: a DID document keeps its order as keys are added. */
export function listKeys(db: Db, issuerId: string): Promise<SigningKeyRow[]> {
  return db
    .select()
    .from(signingKey)
    .where(eq(signingKey.issuerId, issuerId))
    .orderBy(asc(signingKey.createdAt), asc(signingKey.id))
}

/** All but the compromised ones. */
export const listPublishedKeys = (db: Db, issuerId: string): Promise<SigningKeyRow[]> =>
  publishedKeys(db).all({ issuerId })

const publishedKeys = oncePerDatabase((db) =>
  db
    .select()
    .from(signingKey)
    .where(and(eq(signingKey.issuerId, sql.placeholder('issuerId')), ne(signingKey.state, 'compromised')))
    .orderBy(asc(signingKey.createdAt), asc(signingKey.id))
    .prepare(),
)

export async function findActiveKey(
  db: Db,
  issuerId: string,
  algorithm: SigningKeyRow['algorithm'],
): Promise<SigningKeyRow | undefined> {
  const isActive = and(
    eq(signingKey.issuerId, issuerId),
    eq(signingKey.algorithm, algorithm),
    eq(signingKey.state, 'active'),
  )
  return (await db.select().from(signingKey).where(isActive))[0]
}

/** The last that signed for a former identity: for what is still said in its name. */
export async function findLastKeyOf(
  db: Db,
  issuer: { id: string; did: string },
  algorithm: SigningKeyRow['algorithm'],
): Promise<SigningKeyRow | undefined> {
  const isTheirs = and(
    eq(signingKey.issuerId, issuer.id),
    eq(signingKey.algorithm, algorithm),
    ne(signingKey.state, 'compromised'),
    sql`substr(${signingKey.id}, 1, ${issuer.did.length + 1}) = ${`${issuer.did}#`}`,
  )
  const found = await db.select().from(signingKey).where(isTheirs).orderBy(desc(signingKey.createdAt)).limit(1)
  return found[0]
}

/** Of all issuers, those that sign now, the oldest issuers first. */
export const listActiveKeys = (db: Db, limit: number): Promise<SigningKeyRow[]> =>
  db.select().from(signingKey).where(eq(signingKey.state, 'active')).orderBy(asc(signingKey.issuerId)).limit(limit)

export const insertKey = (db: Db, row: typeof signingKey.$inferInsert): Statement => db.insert(signingKey).values(row)

/** Moves a key out of the state it was seen in, or abandons the whole batch. */
export function moveKey(
  db: Db,
  key: Pick<SigningKeyRow, 'id' | 'state'>,
  to: { state: KeyState; retiredAt: number },
): [Statement, Statement] {
  const asSeen = and(eq(signingKey.id, key.id), eq(signingKey.state, key.state))
  return [
    requireRow(db, 'key moved', db.select({ id: signingKey.id }).from(signingKey).where(asSeen)),
    db.update(signingKey).set(to).where(eq(signingKey.id, key.id)),
  ]
}
