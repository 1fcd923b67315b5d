import { and, asc, eq, exists, ne, or, sql } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { hasEmail } from '../people/people-store.ts'
import { person } from '../people/people-tables.ts'
import type { RoleName } from './can.ts'
import { heldRole, role } from './organisations-tables.ts'

export interface RoleHolder {
  personId: string
  name: string
  email: string
  roles: RoleName[]
}

export async function listRoleHolders(db: Db, organisationId: string): Promise<RoleHolder[]> {
  const rows = await db
    .select({ personId: person.id, name: person.name, email: person.email, roleName: role.name })
    .from(role)
    .innerJoin(person, eq(person.id, role.personId))
    .where(eq(role.organisationId, organisationId))
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
  grant: { email: string; organisationId: string; name: RoleName; createdAt: number },
): Statement =>
  db
    .insert(role)
    .select(
      sql`select ${person.id}, ${grant.organisationId}, ${grant.name}, ${grant.createdAt}, null from ${person} where ${hasEmail(db, grant.email)}`,
    )
    .onConflictDoNothing()

export const insertRoleOf = (db: Db, row: typeof role.$inferInsert): Statement =>
  db.insert(role).values(row).onConflictDoNothing()

export const deleteRole = (db: Db, held: { personId: string; organisationId: string; name: RoleName }): Statement =>
  db.delete(role).where(isSame(held))

/** Finds the role to be taken away, unless no other owner is left, here or above: nobody could ever give one again. */
export const removableRole = (db: Db, held: { personId: string; organisationId: string; name: RoleName }) =>
  db
    .select({ one: sql`1` })
    .from(role)
    .where(and(isSame(held), or(ne(role.name, 'owner'), exists(otherOwners(db, held)))))

export async function hasRole(
  db: Db,
  held: { personId: string; organisationId: string; name: RoleName },
): Promise<boolean> {
  return (await db.select({ name: role.name }).from(role).where(isSame(held))).length > 0
}

const otherOwners = (db: Db, held: { personId: string; organisationId: string }) =>
  db
    .select({ one: sql`1` })
    .from(heldRole)
    .where(
      and(
        eq(heldRole.issuerId, held.organisationId),
        eq(heldRole.name, 'owner'),
        or(ne(heldRole.personId, held.personId), ne(heldRole.organisationId, held.organisationId)),
      ),
    )

const isSame = (held: { personId: string; organisationId: string; name: RoleName }) =>
  and(eq(role.personId, held.personId), eq(role.organisationId, held.organisationId), eq(role.name, held.name))
