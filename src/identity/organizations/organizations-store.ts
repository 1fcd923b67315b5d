import { and, count, eq, exists, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { isFoundIn } from '../../platform/db/name-search.ts'
import { AppError } from '../../platform/errors.ts'
import type { PersonActor } from '../people/actor.ts'
import { heldRole, organization, organizationAncestor, role } from './organizations-tables.ts'
import { mayWith, type Permission, type RoleName, rolesThatMay } from './permissions.ts'
import type { OrganizationSettings } from './settings.ts'

export type OrganizationRow = typeof organization.$inferSelect

export async function findOrganization(db: Db, organizationId: string): Promise<OrganizationRow | undefined> {
  return (await db.select().from(organization).where(eq(organization.id, organizationId)))[0]
}

/** For who may do this there. To anybody without a role at it somebody else's organization is not there at all. */
export async function getOrganizationFor(
  db: Db,
  actor: PersonActor,
  organizationId: string,
  permission: Permission,
): Promise<OrganizationRow> {
  const rows = await db
    .select({ organization, roleName: heldRole.name })
    .from(organization)
    .innerJoin(heldRole, eq(heldRole.issuerId, organization.id))
    .where(and(eq(organization.id, organizationId), eq(heldRole.personId, actor.personId)))
  const [first] = rows
  if (!first) throw noOrganization()
  const roles = rows.map(({ roleName }) => roleName)
  if (!mayWith(roles, permission)) {
    throw new AppError('forbidden', 'refused.roleNotEnough', { name: first.organization.name })
  }
  return first.organization
}

export const noOrganization = (cause?: unknown) => new AppError('not-found', 'refused.noOrganization', {}, { cause })

/** From the root down to the organization itself. */
export async function listPath(db: Db, organizationId: string): Promise<OrganizationRow[]> {
  const rows = await db
    .select({ organization })
    .from(organizationAncestor)
    .innerJoin(organization, eq(organization.id, organizationAncestor.ancestorId))
    .where(eq(organizationAncestor.organizationId, organizationId))
    .orderBy(sql`${organizationAncestor.distance} desc`)
  return rows.map((row) => row.organization)
}

/** The kinds of role that somebody holds at an organization, or anywhere when none is named. */
export async function listHeldRoleNames(
  db: Db,
  actor: PersonActor,
  organizationId?: string | undefined,
): Promise<RoleName[]> {
  const rows = await db
    .selectDistinct({ name: heldRole.name })
    .from(heldRole)
    .where(
      and(
        eq(heldRole.personId, actor.personId),
        organizationId === undefined ? undefined : eq(heldRole.issuerId, organizationId),
      ),
    )
  return rows.map(({ name }) => name)
}

export interface OrganizationInTree extends Pick<OrganizationRow, 'id' | 'parentId' | 'type' | 'name' | 'closedAt'> {
  /** Names from the root down to the parent. */
  above: string[]
}

export interface TreePage {
  limit: number
  /** Id of the organization after which the page begins. */
  after?: string | undefined
  /** Each has to be part of the name. */
  words?: readonly string[]
  /** Only what is right below this one. */
  parentId?: string | undefined
  /** Only where a role of theirs lets them do this. */
  permission?: Permission
}

/** In the order of the tree: each after its parent, by name. Those where the actor has a role, or all of them. */
export async function listOrganizations(
  db: Db,
  whose: PersonActor | 'all',
  { limit, after, words = [], parentId, permission = 'organization.see' }: TreePage,
): Promise<OrganizationInTree[]> {
  const isSeen =
    whose === 'all'
      ? undefined
      : exists(
          db
            .select({ one: sql`1` })
            .from(heldRole)
            .where(
              and(
                eq(heldRole.personId, whose.personId),
                sql`${heldRole.issuerId} = ${organization.id}`,
                inArray(heldRole.name, [...rolesThatMay(permission)]),
              ),
            ),
        )
  const rows = await db
    .select({
      id: organization.id,
      parentId: organization.parentId,
      type: organization.type,
      name: organization.name,
      closedAt: organization.closedAt,
      names: sql<string>`${namesAbove}`,
    })
    .from(organization)
    .where(
      and(
        isSeen,
        parentId === undefined ? undefined : eq(organization.parentId, parentId),
        ...words.map((word): SQL => isFoundIn(sql`${organization.name}`, word)),
        after === undefined ? undefined : sql`${placeOf(sql`${organization.id}`)} > ${placeOf(sql`${after}`)}`,
      ),
    )
    .orderBy(placeOf(sql`${organization.id}`))
    .limit(limit)
  return rows.map(({ names, ...row }) => {
    // What json_group_array writes.
    const path = JSON.parse(names) as string[]
    return { ...row, above: path.slice(0, -1) }
  })
}

export async function countOrganizationsBelow(db: Db, organizationId: string): Promise<number> {
  const row = await db
    .select({ below: count() })
    .from(organizationAncestor)
    .where(and(eq(organizationAncestor.ancestorId, organizationId), sql`${organizationAncestor.distance} > 0`))
    .get()
  return row?.below ?? 0
}

/** With its place in the tree, which is below its parent as that stands when this runs. */
export const insertOrganization = (db: Db, row: typeof organization.$inferInsert): [Statement, Statement] => [
  db.insert(organization).values(row),
  db.insert(organizationAncestor).select(
    sql`select ${row.id}, ${row.id}, 0 union all
      select ${row.id}, ancestor_id, distance + 1 from organization_ancestor
      where organization_id = ${row.parentId ?? null}`,
  ),
]

export const updateOrganization = (
  db: Db,
  organizationId: string,
  change: { name?: string; settings?: OrganizationSettings },
): Statement => db.update(organization).set(change).where(eq(organization.id, organizationId))

/** Takes an organization with all that is below it to another place, which is not below itself. */
export function moveOrganizationRows(db: Db, moved: OrganizationRow, parentId: string | null): Statement[] {
  const below = sql`(select organization_id from organization_ancestor where ancestor_id = ${moved.id})`
  return [
    requireRow(
      db,
      'moves as seen',
      sql`(select 1 from organization where id = ${moved.id} and parent_id is ${moved.parentId} and closed_at is null
        and (${parentId} is null or ${parentId} in (select id from organization where closed_at is null))
        and (${parentId} is null or ${parentId} not in ${below}))`,
    ),
    db.delete(organizationAncestor).where(sql`organization_id in ${below} and ancestor_id not in ${below}`),
    db.insert(organizationAncestor).select(
      sql`select lower_part.organization_id, upper_part.ancestor_id, lower_part.distance + upper_part.distance + 1
        from organization_ancestor lower_part, organization_ancestor upper_part
        where lower_part.ancestor_id = ${moved.id} and upper_part.organization_id = ${parentId}`,
    ),
    db.update(organization).set({ parentId }).where(eq(organization.id, moved.id)),
  ]
}

/** Only what has nothing open below it. */
export const closeOrganizationRow = (db: Db, organizationId: string, closedAt: number): Statement[] => [
  requireRow(
    db,
    'nothing open below',
    sql`(select 1 from organization where id = ${organizationId} and closed_at is null
      and not exists (select 1 from organization below where below.parent_id = ${organizationId} and below.closed_at is null))`,
  ),
  db.update(organization).set({ closedAt }).where(eq(organization.id, organizationId)),
]

/** Only below what is open. */
export const reopenOrganizationRow = (db: Db, organizationId: string): Statement[] => [
  requireRow(
    db,
    'parent is open',
    db
      .select({ id: organization.id })
      .from(organization)
      .where(
        and(
          eq(organization.id, organizationId),
          isNotNull(organization.closedAt),
          sql`not exists (select 1 from organization above where above.id = ${organization.parentId} and above.closed_at is not null)`,
        ),
      ),
  ),
  db.update(organization).set({ closedAt: null }).where(eq(organization.id, organizationId)),
]

export const requireOpen = (db: Db, organizationId: string): Statement =>
  requireRow(
    db,
    'organization is open',
    db
      .select({ id: organization.id })
      .from(organization)
      .where(and(eq(organization.id, organizationId), isNull(organization.closedAt))),
  )

/** For the end of a batch that takes owners away: whatever is open from here down still has one, its own or one above. */
export const requireOwnersBelow = (db: Db, organizationId: string): Statement =>
  requireRow(
    db,
    'owner is left',
    sql`(select 1 where not exists (
      select 1 from organization_ancestor below join organization on organization.id = below.organization_id
      where below.ancestor_id = ${organizationId} and organization.closed_at is null and not exists (
        select 1 from held_role where held_role.issuer_id = organization.id and held_role.name = 'owner'
      )))`,
  )

/** What is sorted by: the names from the root down, each with its id, as two may be called the same. */
const placeOf = (id: SQL) => sql`(select group_concat(part, char(1)) from (
  select lower(above.name) || char(2) || above.id as part from organization_ancestor link
  join organization above on above.id = link.ancestor_id where link.organization_id = ${id} order by link.distance desc))`

const namesAbove = sql`(select json_group_array(name) from (
  select above.name as name from organization_ancestor link
  join organization above on above.id = link.ancestor_id
  where link.organization_id = ${organization.id} order by link.distance desc))`

/** The districts that somebody has a role at or below, so many at most. */
export async function listDistrictNames(db: Db, personId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: organization.id, name: organization.name })
    .from(role)
    .innerJoin(organizationAncestor, eq(organizationAncestor.organizationId, role.organizationId))
    .innerJoin(organization, eq(organization.id, organizationAncestor.ancestorId))
    .where(
      and(
        eq(role.personId, personId),
        isNull(role.suspendedAt),
        eq(organization.type, 'district'),
        isNull(organization.closedAt),
      ),
    )
    .limit(limit)
  return rows.map(({ name }) => name)
}

/** Organizations that stand below no other, so many at most. */
export async function listRootNames(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ name: organization.name })
    .from(organization)
    .where(and(isNull(organization.parentId), isNull(organization.closedAt)))
    .limit(limit)
  return rows.map(({ name }) => name)
}
