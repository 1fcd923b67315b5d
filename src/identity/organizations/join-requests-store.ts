import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { isFoundIn } from '../../platform/db/name-search.ts'
import { person } from '../people/people-tables.ts'
import type { OrganizationRow } from './organizations-store.ts'
import { heldRole, joinRequest, organization } from './organizations-tables.ts'

export type JoinRequestRow = typeof joinRequest.$inferSelect

export interface WaitingRequest {
  request: JoinRequestRow
  person: Pick<typeof person.$inferSelect, 'id' | 'name' | 'email'>
}

export async function findJoinRequest(db: Db, requestId: string): Promise<JoinRequestRow | undefined> {
  return (await db.select().from(joinRequest).where(eq(joinRequest.id, requestId)))[0]
}

export async function listWaitingRequests(db: Db, organizationId: string): Promise<WaitingRequest[]> {
  return await db
    .select({ request: joinRequest, person: { id: person.id, name: person.name, email: person.email } })
    .from(joinRequest)
    .innerJoin(person, eq(person.id, joinRequest.personId))
    .where(and(eq(joinRequest.organizationId, organizationId), isNull(joinRequest.decision), isNull(person.erasedAt)))
    .orderBy(asc(joinRequest.createdAt), asc(joinRequest.id))
    .limit(200)
}

/** Organizations that somebody may ask to join, by name: open to all who ask, or to a domain of an address of theirs. */
export async function listJoinable(
  db: Db,
  personId: string,
  { limit, words, organizationId }: { limit: number; words: readonly string[]; organizationId?: string },
): Promise<OrganizationRow[]> {
  return await db
    .select()
    .from(organization)
    .where(
      and(
        isNull(organization.closedAt),
        organizationId === undefined ? undefined : eq(organization.id, organizationId),
        ...words.map((word) => isFoundIn(sql`${organization.name}`, word)),
        sql`(${nearest('joining')} = 'ask' or exists (
          select 1 from person_email, json_each(${nearest('domains')}) domain
          where person_email.person_id = ${personId} and person_email.verified_at is not null
          and substr(person_email.email, instr(person_email.email, '@') + 1) = domain.value))`,
        sql`not exists (select 1 from role where role.person_id = ${personId} and role.organization_id = ${organization.id})`,
      ),
    )
    .orderBy(sql`lower(${organization.name})`, asc(organization.id))
    .limit(limit)
}

/** Owners who can decide: those of the organization itself, or else of the nearest above it. */
export async function listDeciders(db: Db, organizationId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ personId: heldRole.personId })
    .from(heldRole)
    .where(
      and(
        eq(heldRole.issuerId, organizationId),
        eq(heldRole.name, 'owner'),
        sql`${heldRole.organizationId} = (
          select link.ancestor_id from organization_ancestor link join held_role owner
          on owner.organization_id = link.ancestor_id and owner.issuer_id = ${organizationId} and owner.name = 'owner'
          where link.organization_id = ${organizationId} order by link.distance limit 1)`,
      ),
    )
    .limit(20)
  return rows.map(({ personId }) => personId)
}

export const insertJoinRequest = (
  db: Db,
  row: Pick<JoinRequestRow, 'id' | 'organizationId' | 'personId' | 'createdAt'>,
): Statement => db.insert(joinRequest).values(row)

/** Decides what nobody has decided, or abandons the whole batch. */
export const decideJoinRequest = (
  db: Db,
  requestId: string,
  decided: Required<Pick<JoinRequestRow, 'decision' | 'decidedBy' | 'decidedAt'>>,
): Statement[] => [
  requireRow(
    db,
    'request waits',
    db
      .select({ id: joinRequest.id })
      .from(joinRequest)
      .where(and(eq(joinRequest.id, requestId), isNull(joinRequest.decision))),
  ),
  db.update(joinRequest).set(decided).where(eq(joinRequest.id, requestId)),
]

/** A setting as the nearest organization says it, as `effectiveSettings` does. */
const nearest = (setting: 'joining' | 'domains') => {
  const value = sql.raw(`json_extract(above.settings, '$.${setting}')`)
  return sql`(select ${value} from organization_ancestor link join organization above on above.id = link.ancestor_id
    where link.organization_id = ${organization.id} and ${value} is not null order by link.distance limit 1)`
}
