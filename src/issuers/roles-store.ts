import { and, asc, count, eq, ne, or, sql } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { person } from '../people/people-tables.ts'
import { role } from './issuers-tables.ts'
import type { RoleName } from './roles.ts'

export interface RoleHolder {
  personId: string
  name: string
  email: string
  roles: RoleName[]
}

export async function listRoleHolders(db: Db, issuerId: string): Promise<RoleHolder[]> {
  const rows = await db
    .select({ personId: person.id, name: person.name, email: person.email, roleName: role.name })
    .from(role)
    .innerJoin(person, eq(person.id, role.personId))
    .where(eq(role.issuerId, issuerId))
    .orderBy(asc(person.name), asc(person.id), asc(role.name))
  const byId = new Map<string, RoleHolder>()
  for (const { roleName, ...holder } of rows) {
    const known = byId.get(holder.personId)
    if (known) known.roles.push(roleName)
    else byId.set(holder.personId, { ...holder, roles: [roleName] })
  }
  return [...byId.values()]
}

/** Finds the person by address when it runs, so that it can follow an insert in one batch. */
export const insertRole = (
  db: Db,
  grant: { email: string; issuerId: string; name: RoleName; createdAt: number },
): Statement =>
  db
    .insert(role)
    .select(
      sql`select ${person.id}, ${grant.issuerId}, ${grant.name}, ${grant.createdAt} from ${person} where ${person.email} = ${grant.email}`,
    )
    .onConflictDoNothing()

export const insertRoleOf = (db: Db, row: typeof role.$inferInsert): Statement =>
  db.insert(role).values(row).onConflictDoNothing()

export const deleteRole = (db: Db, held: { personId: string; issuerId: string; name: RoleName }): Statement =>
  db.delete(role).where(isSame(held))

/** Finds the role to be taken away, unless it is the last owner's: an issuer without an owner could never get one again. */
export const removableRole = (db: Db, held: { personId: string; issuerId: string; name: RoleName }) =>
  db
    .select({ one: sql`1` })
    .from(role)
    .where(and(isSame(held), or(ne(role.name, 'owner'), sql`${owners(db, held.issuerId)} > 1`)))

export async function hasRole(db: Db, held: { personId: string; issuerId: string; name: RoleName }): Promise<boolean> {
  return (await db.select({ name: role.name }).from(role).where(isSame(held))).length > 0
}

const owners = (db: Db, issuerId: string) =>
  db
    .select({ owners: count() })
    .from(role)
    .where(and(eq(role.issuerId, issuerId), eq(role.name, 'owner')))

const isSame = (held: { personId: string; issuerId: string; name: RoleName }) =>
  and(eq(role.personId, held.personId), eq(role.issuerId, held.issuerId), eq(role.name, held.name))
