import { asc, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/db.ts'
import { isFoundIn, isFoundInEmail } from '../../platform/db/name-search.ts'
import { type lanes, person } from '../people/people-tables.ts'
import { localName } from './local-names-store.ts'
import type { AccountState, StaffMember, StaffPage, StaffPlace } from './staff.ts'

/** By name. `organizationId` bounds it; ask who may see its people before. */
export async function listStaff(db: Db, organizationId: string, page: StaffPage): Promise<StaffMember[]> {
  const { limit, after, words = [], role: roleName, placeId, lane, account } = page
  const shownName = shown('name', organizationId)
  const shownEmail = shown('email', organizationId)
  const sortedBy = sql`lower(coalesce(${knownBelow('name', organizationId)}, "person"."sorting_name", "person"."name"))`
  const conditions = [
    sql`exists (select 1 ${rolesBelow(organizationId)} ${roleName === undefined ? sql`` : sql`and role.name = ${roleName}`}
      ${
        placeId === undefined
          ? sql``
          : sql`and exists (select 1 from organization_ancestor inside
        where inside.organization_id = role.organization_id and inside.ancestor_id = ${placeId})`
      })`,
    ...words.map((word): SQL => sql`(${isFoundIn(shownName, word)} or ${isFoundInEmail(shownEmail, word)})`),
    ...(lane === undefined ? [] : [sql`${laneOf(organizationId)} = ${lane}`]),
    ...(account === undefined ? [] : [sql`${accountOf(organizationId)} = ${account}`]),
    ...(after === undefined
      ? []
      : [
          sql`(${sortedBy}, "person"."id") > (select ${sortedBy}, "person"."id" from ${person} where "person"."id" = ${after})`,
        ]),
  ]
  return await db
    .select({
      personId: person.id,
      name: shownName,
      email: shownEmail,
      lane: laneOf(organizationId),
      places: placesOf(organizationId),
      account: accountOf(organizationId),
      isKnown: sql<boolean>`${isKnown(organizationId)}`.mapWith(Boolean),
    })
    .from(person)
    .where(sql.join(conditions, sql` and `))
    .orderBy(sortedBy, asc(person.id))
    .limit(limit)
}

const rolesBelow = (organizationId: string) =>
  sql`from role join organization_ancestor place on place.organization_id = role.organization_id
    where place.ancestor_id = ${organizationId} and role.person_id = "person"."id"`

/** What the place nearest to them calls them, as long as none of these places knows their account. */
const knownBelow = (column: 'name' | 'email', organizationId: string) =>
  sql`(select case when count(*) = count(called) then min(called) end from
    (select ${localName(column, sql`"person"."id"`, sql`(role.organization_id)`)} as called ${rolesBelow(organizationId)}))`

const shown = (column: 'name' | 'email', organizationId: string) =>
  sql<string>`coalesce(${knownBelow(column, organizationId)}, "person".${sql.identifier(column)})`

const isKnown = (organizationId: string) => sql`(${knownBelow('name', organizationId)} is null)`

/** What they say themselves, else what their newest position in sight says. */
const laneOf = (organizationId: string) =>
  sql<
    (typeof lanes)[number] | null
  >`coalesce(case when ${isKnown(organizationId)} then "person"."lane" end, (select position.lane from position
    join organization_ancestor place on place.organization_id = position.organization_id
    where position.person_id = "person"."id" and place.ancestor_id = ${organizationId} and position.lane is not null
    order by position.starts_on desc limit 1))`

const placesOf = (organizationId: string) =>
  sql<StaffPlace[]>`(select json_group_array(json_object('id', id, 'name', name, 'roles', json(roles))) from
    (select organization.id, organization.name, json_group_array(role.name) as roles
      from role join organization_ancestor place on place.organization_id = role.organization_id
      join organization on organization.id = role.organization_id
      where place.ancestor_id = ${organizationId} and role.person_id = "person"."id"
      group by organization.id order by place.distance desc, organization.name))`.mapWith(
    (text: string): StaffPlace[] => JSON.parse(text),
  )

const accountOf = (organizationId: string) =>
  sql<AccountState>`case
    when not exists (select 1 ${rolesBelow(organizationId)} and role.suspended_at is null) then 'suspended'
    when not ${isKnown(organizationId)} then 'waiting'
    when "person"."suspended_at" is not null then 'suspended'
    when exists (select 1 from person_email where person_email.person_id = "person"."id" and person_email.verified_at is not null)
      or exists (select 1 from session where session.person_id = "person"."id")
      then 'active' else 'waiting' end`
