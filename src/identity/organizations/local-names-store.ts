import { and, eq, inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Db, Statement } from '../../platform/db/db.ts'
import { hasEmail } from '../people/people-store.ts'
import { knownAs, organisationAncestor } from './organizations-tables.ts'
import { mayAct } from './role-conditions-store.ts'

/** What the nearest of these organisations and of those above them calls somebody, where one does; null where they know the account. */
export const knownAt = (column: 'name' | 'email', personId: SQLWrapper, organisationIds: SQL): SQL =>
  sql`(select known_as.${sql.identifier(column)} from known_as
    join organisation_ancestor above on above.ancestor_id = known_as.organisation_id
    where known_as.person_id = ${personId} and above.organisation_id in ${organisationIds} order by above.distance limit 1)`

/**
 * Where the viewer knows somebody only by what organisations call them, so does the organisation that the viewer gives them
 * a role at. Before the role is written, and nothing for anybody else.
 */
export const callAsInSight = (
  db: Db,
  viewerId: string,
  { email, organisationId }: { email: string; organisationId: string },
): Statement => {
  const nameAt = (place: SQL) => knownAt('name', sql`"person"."id"`, sql`(${place})`)
  const isSeen = mayAct(db, viewerId, 'people.see', sql`"role"."organisation_id"`)
  return db
    .insert(knownAs)
    .select(
      sql`select "person"."id", ${organisationId}, known.name, known.email
        from person join known_as known on known.person_id = "person"."id"
        where ${hasEmail(db, email)} and known.email = ${email}
        and exists (select 1 from role join organisation_ancestor above on above.organisation_id = "role"."organisation_id"
          where "role"."person_id" = "person"."id" and above.ancestor_id = known.organisation_id and ${isSeen})
        and not exists (select 1 from role where "role"."person_id" = "person"."id" and ${isSeen}
          and ${nameAt(sql`"role"."organisation_id"`)} is null)
        and ${nameAt(sql`${organisationId}`)} is null
        order by known.organisation_id limit 1`,
    )
    .onConflictDoNothing()
}

/** What an organisation calls people below it, they are called where they are moved away from there. Before the move. */
export const keepKnownAs = (
  db: Db,
  { organisationId, parentId }: { organisationId: string; parentId: string | null },
): Statement =>
  db
    .insert(knownAs)
    .select(
      sql`select known.person_id, ${organisationId}, known.name, known.email from known_as known
        join organisation_ancestor above on above.ancestor_id = known.organisation_id
        where above.organisation_id = ${organisationId} and exists (select 1 from role held
          join organisation_ancestor below on below.organisation_id = held.organisation_id
          where held.person_id = known.person_id and below.ancestor_id = ${organisationId})
        and known.organisation_id not in (select ancestor_id from organisation_ancestor where organisation_id is ${parentId})
        order by above.distance`,
    )
    .onConflictDoNothing()

/** They have said yes to this organisation, which may know them by their own name now. */
export const forgetKnownAs = (
  db: Db,
  { personId, organisationId }: { personId: string; organisationId: string },
): Statement =>
  db
    .delete(knownAs)
    .where(
      and(
        eq(knownAs.personId, personId),
        inArray(
          knownAs.organisationId,
          db
            .select({ id: organisationAncestor.ancestorId })
            .from(organisationAncestor)
            .where(eq(organisationAncestor.organisationId, organisationId)),
        ),
      ),
    )
