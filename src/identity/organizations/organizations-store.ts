import { and, count, eq, exists, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { PersonActor } from '../people/actor.ts'
import { heldRole, organisation, organisationAncestor } from './organizations-tables.ts'
import { type Action, mayWith, type RoleName, rolesThatMay } from './permissions.ts'
import type { OrganisationSettings } from './settings.ts'

export type OrganisationRow = typeof organisation.$inferSelect

export async function findOrganisation(db: Db, organisationId: string): Promise<OrganisationRow | undefined> {
  return (await db.select().from(organisation).where(eq(organisation.id, organisationId)))[0]
}

/** For who may do this there. To anybody without a role at it somebody else's organisation is not there at all. */
export async function getOrganisationFor(
  db: Db,
  actor: PersonActor,
  organisationId: string,
  action: Action,
): Promise<OrganisationRow> {
  const rows = await db
    .select({ organisation, roleName: heldRole.name })
    .from(organisation)
    .innerJoin(heldRole, eq(heldRole.issuerId, organisation.id))
    .where(and(eq(organisation.id, organisationId), eq(heldRole.personId, actor.personId)))
  const [first] = rows
  if (!first) throw noOrganisation()
  const roles = rows.map(({ roleName }) => roleName)
  if (!mayWith(roles, action)) {
    throw new AppError(
      'forbidden',
      `Your role at ${first.organisation.name} does not allow this. Ask one of its owners.`,
    )
  }
  return first.organisation
}

export const noOrganisation = () =>
  new AppError('not-found', 'There is no such organization, or you have no role there.')

/** From the root down to the organisation itself. */
export async function listPath(db: Db, organisationId: string): Promise<OrganisationRow[]> {
  const rows = await db
    .select({ organisation })
    .from(organisationAncestor)
    .innerJoin(organisation, eq(organisation.id, organisationAncestor.ancestorId))
    .where(eq(organisationAncestor.organisationId, organisationId))
    .orderBy(sql`${organisationAncestor.distance} desc`)
  return rows.map((row) => row.organisation)
}

/** The kinds of role that somebody holds at an organisation, or anywhere when none is named. */
export async function listHeldRoleNames(
  db: Db,
  actor: PersonActor,
  organisationId?: string | undefined,
): Promise<RoleName[]> {
  const rows = await db
    .selectDistinct({ name: heldRole.name })
    .from(heldRole)
    .where(
      and(
        eq(heldRole.personId, actor.personId),
        organisationId === undefined ? undefined : eq(heldRole.issuerId, organisationId),
      ),
    )
  return rows.map(({ name }) => name)
}

export interface OrganisationInTree extends Pick<OrganisationRow, 'id' | 'parentId' | 'type' | 'name' | 'closedAt'> {
  /** Names from the root down to the parent. */
  above: string[]
}

export interface TreePage {
  limit: number
  /** Id of the organisation after which the page begins. */
  after?: string | undefined
  /** Each has to be part of the name. */
  words?: readonly string[]
  /** Only what is right below this one. */
  parentId?: string | undefined
  /** Only where a role of theirs lets them do this. */
  action?: Action
}

/** In the order of the tree: each after its parent, by name. Those where the actor has a role, or all of them. */
export async function listOrganisations(
  db: Db,
  whose: PersonActor | 'all',
  { limit, after, words = [], parentId, action = 'organisation.see' }: TreePage,
): Promise<OrganisationInTree[]> {
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
                sql`${heldRole.issuerId} = ${organisation.id}`,
                inArray(heldRole.name, [...rolesThatMay(action)]),
              ),
            ),
        )
  const rows = await db
    .select({
      id: organisation.id,
      parentId: organisation.parentId,
      type: organisation.type,
      name: organisation.name,
      closedAt: organisation.closedAt,
      names: sql<string>`${namesAbove}`,
    })
    .from(organisation)
    .where(
      and(
        isSeen,
        parentId === undefined ? undefined : eq(organisation.parentId, parentId),
        ...words.map((word): SQL => sql`instr(lower(${organisation.name}), ${word}) > 0`),
        after === undefined ? undefined : sql`${placeOf(sql`${organisation.id}`)} > ${placeOf(sql`${after}`)}`,
      ),
    )
    .orderBy(placeOf(sql`${organisation.id}`))
    .limit(limit)
  return rows.map(({ names, ...row }) => {
    // What json_group_array writes.
    const path = JSON.parse(names) as string[]
    return { ...row, above: path.slice(0, -1) }
  })
}

export async function countOrganisationsBelow(db: Db, organisationId: string): Promise<number> {
  const row = await db
    .select({ below: count() })
    .from(organisationAncestor)
    .where(and(eq(organisationAncestor.ancestorId, organisationId), sql`${organisationAncestor.distance} > 0`))
    .get()
  return row?.below ?? 0
}

/** With its place in the tree, which is below its parent as that stands when this runs. */
export const insertOrganisation = (db: Db, row: typeof organisation.$inferInsert): [Statement, Statement] => [
  db.insert(organisation).values(row),
  db.insert(organisationAncestor).select(
    sql`select ${row.id}, ${row.id}, 0 union all
      select ${row.id}, ancestor_id, distance + 1 from organisation_ancestor
      where organisation_id = ${row.parentId ?? null}`,
  ),
]

export const updateOrganisation = (
  db: Db,
  organisationId: string,
  change: { name?: string; settings?: OrganisationSettings },
): Statement => db.update(organisation).set(change).where(eq(organisation.id, organisationId))

/** Takes an organisation with all that is below it to another place, which is not below itself. */
export function moveOrganisationRows(db: Db, moved: OrganisationRow, parentId: string | null): Statement[] {
  const below = sql`(select organisation_id from organisation_ancestor where ancestor_id = ${moved.id})`
  return [
    requireRow(
      db,
      'moves as seen',
      sql`(select 1 from organisation where id = ${moved.id} and parent_id is ${moved.parentId} and closed_at is null
        and (${parentId} is null or ${parentId} in (select id from organisation where closed_at is null))
        and (${parentId} is null or ${parentId} not in ${below}))`,
    ),
    db.delete(organisationAncestor).where(sql`organisation_id in ${below} and ancestor_id not in ${below}`),
    db.insert(organisationAncestor).select(
      sql`select lower_part.organisation_id, upper_part.ancestor_id, lower_part.distance + upper_part.distance + 1
        from organisation_ancestor lower_part, organisation_ancestor upper_part
        where lower_part.ancestor_id = ${moved.id} and upper_part.organisation_id = ${parentId}`,
    ),
    db.update(organisation).set({ parentId }).where(eq(organisation.id, moved.id)),
  ]
}

/** Only what has nothing open below it. */
export const closeOrganisationRow = (db: Db, organisationId: string, closedAt: number): Statement[] => [
  requireRow(
    db,
    'nothing open below',
    sql`(select 1 from organisation where id = ${organisationId} and closed_at is null
      and not exists (select 1 from organisation below where below.parent_id = ${organisationId} and below.closed_at is null))`,
  ),
  db.update(organisation).set({ closedAt }).where(eq(organisation.id, organisationId)),
]

/** Only below what is open. */
export const reopenOrganisationRow = (db: Db, organisationId: string): Statement[] => [
  requireRow(
    db,
    'parent is open',
    db
      .select({ id: organisation.id })
      .from(organisation)
      .where(
        and(
          eq(organisation.id, organisationId),
          isNotNull(organisation.closedAt),
          sql`not exists (select 1 from organisation above where above.id = ${organisation.parentId} and above.closed_at is not null)`,
        ),
      ),
  ),
  db.update(organisation).set({ closedAt: null }).where(eq(organisation.id, organisationId)),
]

export const requireOpen = (db: Db, organisationId: string): Statement =>
  requireRow(
    db,
    'organisation is open',
    db
      .select({ id: organisation.id })
      .from(organisation)
      .where(and(eq(organisation.id, organisationId), isNull(organisation.closedAt))),
  )

/** For the end of a batch that takes owners away: whatever is open from here down still has one, its own or one above. */
export const requireOwnersBelow = (db: Db, organisationId: string): Statement =>
  requireRow(
    db,
    'owner is left',
    sql`(select 1 where not exists (
      select 1 from organisation_ancestor below join organisation on organisation.id = below.organisation_id
      where below.ancestor_id = ${organisationId} and organisation.closed_at is null and not exists (
        select 1 from held_role where held_role.issuer_id = organisation.id and held_role.name = 'owner'
      )))`,
  )

/** What is sorted by: the names from the root down, each with its id, as two may be called the same. */
const placeOf = (id: SQL) => sql`(select group_concat(part, char(1)) from (
  select lower(above.name) || char(2) || above.id as part from organisation_ancestor link
  join organisation above on above.id = link.ancestor_id where link.organisation_id = ${id} order by link.distance desc))`

const namesAbove = sql`(select json_group_array(name) from (
  select above.name as name from organisation_ancestor link
  join organisation above on above.id = link.ancestor_id
  where link.organisation_id = ${organisation.id} order by link.distance desc))`
