import { and, asc, count, eq, exists, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Db, Statement } from '../../platform/db/db.ts'
import { isFoundIn, isFoundInEmail } from '../../platform/db/name-search.ts'
import { hasEmail } from '../people/people-store.ts'
import { person } from '../people/people-tables.ts'
import { localName } from './local-names-store.ts'
import { heldRole, organization, organizationAncestor, role } from './organizations-tables.ts'
import type { RoleName } from './permissions.ts'
import { mayAct } from './role-conditions-store.ts'

export interface RoleHolder {
  personId: string
  name: string
  email: string
  roles: RoleName[]
  /** Those of them that are suspended. */
  suspended: RoleName[]
}

export interface HolderPage {
  limit: number
  /** Id of the person after whom the page begins. */
  after?: string | undefined
  /** Each has to be part of the name or the address. */
  words?: readonly string[]
  role?: RoleName | undefined
  /** Only this one. */
  personId?: string
}

/** Who was given a role at this very organization, by name. */
export async function listRoleHolders(db: Db, organizationId: string, page?: HolderPage): Promise<RoleHolder[]> {
  const { limit = maxHolders, after, words = [], role: name, personId } = page ?? {}
  const granted = (roleName?: RoleName) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(role)
        .where(
          and(
            eq(role.organizationId, organizationId),
            sql`${role.personId} = ${person.id}`,
            roleName === undefined ? undefined : eq(role.name, roleName),
          ),
        ),
    )
  const shownName = shown('name', sql`${organizationId}`)
  const email = shown('email', sql`${organizationId}`)
  const sortedBy = sql`lower(coalesce(${knownHere('name', sql`${organizationId}`)}, "person"."sorting_name", "person"."name"))`
  const matches = (word: string): SQL => sql`(${isFoundIn(shownName, word)} or ${isFoundInEmail(email, word)})`
  return await db
    .select({
      personId: person.id,
      name: shownName,
      email,
      roles: rolesOf(organizationId, sql`1`),
      suspended: rolesOf(organizationId, sql`suspended_at is not null`),
    })
    .from(person)
    .where(
      and(
        granted(name),
        personId === undefined ? undefined : eq(person.id, personId),
        ...words.map(matches),
        after === undefined
          ? undefined
          : sql`(${sortedBy}, "person"."id") > (select ${sortedBy}, "person"."id" from ${person} where "person"."id" = ${after})`,
      ),
    )
    .orderBy(sortedBy, asc(person.id))
    .limit(limit)
}

/** By whose name this address stands in a list of people that somebody may see. */
export async function findHolderInSight(db: Db, viewerId: string, email: string): Promise<string | undefined> {
  const isShown = sql`${shown('email', sql`"role"."organization_id"`)} = ${email}`
  return (await holdersInSight(db, viewerId, email, isShown).limit(1))[0]?.id
}

/** Who has this address and stands in such a list, under whatever address. */
export const holdersInSight = (db: Db, viewerId: string, email: string, isShown?: SQL) =>
  db
    .select({ id: person.id })
    .from(person)
    .where(
      and(
        hasEmail(db, email),
        exists(
          db
            .select({ one: sql`1` })
            .from(role)
            .where(
              and(
                sql`"role"."person_id" = "person"."id"`,
                isShown,
                mayAct(db, viewerId, 'people.see', sql`"role"."organization_id"`),
              ),
            ),
        ),
      ),
    )

/** Everywhere somebody was given one, by the names of the organizations. */
export const listRolesOf = (db: Db, personId: string) =>
  db
    .select({ role: role.name, organization: organization.name, since: role.createdAt })
    .from(role)
    .innerJoin(organization, eq(organization.id, role.organizationId))
    .where(eq(role.personId, personId))
    .orderBy(asc(organization.name), asc(organization.id), asc(role.name))

export async function countRoles(db: Db, organizationId: string): Promise<{ role: RoleName; count: number }[]> {
  return await db
    .select({ role: role.name, count: count() })
    .from(role)
    .where(eq(role.organizationId, organizationId))
    .groupBy(role.name)
}

/** Finds the person by address when it runs, so that it can follow an insert in one batch. */
export const insertRole = (
  db: Db,
  grant: { email: string; organizationId: string; name: RoleName; createdAt: number },
): Statement =>
  db
    .insert(role)
    .select(
      sql`select ${person.id}, ${grant.organizationId}, ${grant.name}, ${grant.createdAt}, null from ${person} where ${hasEmail(db, grant.email)}`,
    )
    .onConflictDoNothing()

export const insertRoleOf = (db: Db, row: typeof role.$inferInsert): Statement =>
  db.insert(role).values(row).onConflictDoNothing()

export const deleteRole = (db: Db, held: { personId: string; organizationId: string; name: RoleName }): Statement =>
  db.delete(role).where(isSame(held))

/** Finds the role to be taken away, unless no other owner is left, here or above: nobody could ever give one again. */
export const removableRole = (db: Db, held: { personId: string; organizationId: string; name: RoleName }) =>
  db
    .select({ one: sql`1` })
    .from(role)
    .where(and(isSame(held), or(ne(role.name, 'owner'), exists(otherOwners(db, held)))))

export async function hasRole(
  db: Db,
  held: { personId: string; organizationId: string; name: RoleName },
): Promise<boolean> {
  return (await db.select({ name: role.name }).from(role).where(isSame(held))).length > 0
}

/** Every role of somebody from an organization down, as the conditions of a change find them. */
export const anyRoleBelow = (
  db: Db,
  { personId, organizationId }: { personId: string; organizationId: string },
  which: 'all' | 'active' | 'suspended' = 'all',
) =>
  db
    .select({ one: sql`1` })
    .from(role)
    .where(and(isBelow(db, personId, organizationId), isOf[which]))

export const deleteRolesBelow = (db: Db, personId: string, organizationId: string): Statement =>
  db.delete(role).where(isBelow(db, personId, organizationId))

export const suspendRolesBelow = (db: Db, personId: string, organizationId: string, at: number): Statement =>
  db
    .update(role)
    .set({ suspendedAt: at })
    .where(and(isBelow(db, personId, organizationId), isOf.active))

export const reinstateRolesBelow = (db: Db, personId: string, organizationId: string): Statement =>
  db
    .update(role)
    .set({ suspendedAt: null })
    .where(isBelow(db, personId, organizationId))

/** More than the largest district employs: a whole list is for exports. */
const maxHolders = 100_000

const shown = (column: 'name' | 'email', organizationId: SQL) =>
  sql<string>`coalesce(${knownHere(column, organizationId)}, "person".${sql.identifier(column)})`

const knownHere = (column: 'name' | 'email', organizationId: SQL) =>
  localName(column, sql`"person"."id"`, sql`(${organizationId})`)

const rolesOf = (organizationId: string, condition: SQL) =>
  sql<string>`(select coalesce(json_group_array(name), '[]') from (select name from role
    where person_id = ${person.id} and organization_id = ${organizationId} and ${condition} order by name))`.mapWith(
    (text: string): RoleName[] => JSON.parse(text),
  )

const isOf = { all: undefined, active: isNull(role.suspendedAt), suspended: isNotNull(role.suspendedAt) }

const isBelow = (db: Db, personId: string, organizationId: string) =>
  and(
    eq(role.personId, personId),
    inArray(
      role.organizationId,
      db
        .select({ id: organizationAncestor.organizationId })
        .from(organizationAncestor)
        .where(eq(organizationAncestor.ancestorId, organizationId)),
    ),
  )

const otherOwners = (db: Db, held: { personId: string; organizationId: string }) =>
  db
    .select({ one: sql`1` })
    .from(heldRole)
    .where(
      and(
        eq(heldRole.issuerId, held.organizationId),
        eq(heldRole.name, 'owner'),
        or(ne(heldRole.personId, held.personId), ne(heldRole.organizationId, held.organizationId)),
      ),
    )

const isSame = (held: { personId: string; organizationId: string; name: RoleName }) =>
  and(eq(role.personId, held.personId), eq(role.organizationId, held.organizationId), eq(role.name, held.name))
