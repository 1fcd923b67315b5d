import { and, asc, eq, notExists, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { heldRole } from '../organizations/organizations-tables.ts'
import { type Permission, type RoleName, rolesThatMay } from '../organizations/permissions.ts'
import type { PersonActor } from '../people/actor.ts'
import { issuer } from './issuers-tables.ts'

export type IssuerRow = typeof issuer.$inferSelect

/** For the public: everybody may see who issues. */
export async function findIssuer(db: Db, issuerId: string): Promise<IssuerRow | undefined> {
  return (await db.select().from(issuer).where(eq(issuer.id, issuerId)))[0]
}

/** All that sign here. */
export const listIssuers = (db: Db): Promise<Pick<IssuerRow, 'id' | 'did'>[]> =>
  db.select({ id: issuer.id, did: issuer.did }).from(issuer).orderBy(asc(issuer.createdAt)).limit(1000)

export async function getIssuer(db: Db, issuerId: string): Promise<IssuerRow> {
  return (await findIssuer(db, issuerId)) ?? notFound()
}

/** For who may do this there. To anybody without a role at it an issuer of someone else's is not there at all. */
export async function getIssuerFor(
  db: Db,
  actor: PersonActor,
  issuerId: string,
  permission: Permission,
): Promise<IssuerRow> {
  const rows = await db
    .select({ issuer, roleName: heldRole.name })
    .from(issuer)
    .innerJoin(heldRole, eq(heldRole.issuerId, issuer.id))
    .where(and(eq(issuer.id, issuerId), eq(heldRole.personId, actor.personId)))
  const [first] = rows
  if (!first) return notFound()
  if (!rows.some((row) => rolesThatMay(permission).includes(row.roleName))) {
    throw new AppError('forbidden', 'refused.roleNotEnough', { name: first.issuer.name })
  }
  return first.issuer
}

export interface IssuerWithRoles extends IssuerRow {
  roles: RoleName[]
}

/** Those where the actor has a role, with the roles. */
export async function listIssuersOf(db: Db, actor: PersonActor): Promise<IssuerWithRoles[]> {
  const rows = await db
    .selectDistinct({ issuer, roleName: heldRole.name })
    .from(heldRole)
    .innerJoin(issuer, eq(issuer.id, heldRole.issuerId))
    .where(eq(heldRole.personId, actor.personId))
    .orderBy(asc(issuer.name), asc(issuer.id), asc(heldRole.name))
  const byId = new Map<string, IssuerWithRoles>()
  for (const row of rows) {
    const known = byId.get(row.issuer.id)
    if (known) known.roles.push(row.roleName)
    else byId.set(row.issuer.id, { ...row.issuer, roles: [row.roleName] })
  }
  return [...byId.values()]
}

/** Those where the actor has no role, by name: issuers are public. */
export async function listOtherIssuers(
  db: Db,
  actor: PersonActor,
  limit: number,
): Promise<Pick<IssuerRow, 'id' | 'name'>[]> {
  const isTheirs = db
    .select({ one: sql`1` })
    .from(heldRole)
    .where(and(eq(heldRole.personId, actor.personId), eq(heldRole.issuerId, issuer.id)))
  return await db
    .select({ id: issuer.id, name: issuer.name })
    .from(issuer)
    .where(notExists(isTheirs))
    .orderBy(asc(issuer.name), asc(issuer.id))
    .limit(limit)
}

export const insertIssuer = (db: Db, row: typeof issuer.$inferInsert): Statement => db.insert(issuer).values(row)

export const updateIssuerProfile = (
  db: Db,
  issuerId: string,
  profile: Pick<IssuerRow, 'name' | 'url' | 'email' | 'description'>,
): Statement => updateIssuer(db, issuerId, profile)

export const updateIssuerLook = (
  db: Db,
  issuerId: string,
  look: Partial<Pick<IssuerRow, 'logoKey' | 'color'>>,
): Statement => updateIssuer(db, issuerId, look)

export const updateIssuerTrust = (db: Db, issuerId: string, trust: IssuerRow['trust']): Statement =>
  updateIssuer(db, issuerId, { trust })

const updateIssuer = (db: Db, issuerId: string, change: Partial<typeof issuer.$inferInsert>): Statement =>
  db
    .update(issuer)
    .set({ ...change, revision: sql`${issuer.revision} + 1` })
    .where(eq(issuer.id, issuerId))

/** Holds a batch to the edit that its writer saw. */
export const requireIssuerRevision = (db: Db, issuerId: string, revision: number): Statement =>
  requireRow(
    db,
    'issuer is as it was',
    db
      .select({ id: issuer.id })
      .from(issuer)
      .where(and(eq(issuer.id, issuerId), eq(issuer.revision, revision))),
  )

function notFound(): never {
  throw new AppError('not-found', 'refused.noIssuer')
}
