import { and, eq, inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Db, Statement } from '../../platform/db/db.ts'
import { hasEmail } from '../people/people-store.ts'
import { knownAs, organizationAncestor } from './organizations-tables.ts'
import { mayAct } from './role-conditions-store.ts'

/** What the nearest of these organizations and of those above them calls somebody, where one does; null where they know the account. */
export const localName = (column: 'name' | 'email', personId: SQLWrapper, organizationIds: SQL): SQL =>
  sql`(select known_as.${sql.identifier(column)} from known_as
    join organization_ancestor above on above.ancestor_id = known_as.organization_id
    where known_as.person_id = ${personId} and above.organization_id in ${organizationIds} order by above.distance limit 1)`

/**
 * Where the viewer knows somebody only by what organizations call them, so does the organization that the viewer gives them
 * a role at. Before the role is written, and nothing for anybody else.
 */
export const copyLocalName = (
  db: Db,
  viewerId: string,
  { email, organizationId }: { email: string; organizationId: string },
): Statement => {
  const nameAt = (place: SQL) => localName('name', sql`"person"."id"`, sql`(${place})`)
  const isSeen = mayAct(db, viewerId, 'people.see', sql`"role"."organization_id"`)
  return db
    .insert(knownAs)
    .select(
      sql`select "person"."id", ${organizationId}, known.name, known.email
        from person join known_as known on known.person_id = "person"."id"
        where ${hasEmail(db, email)} and known.email = ${email}
        and exists (select 1 from role join organization_ancestor above on above.organization_id = "role"."organization_id"
          where "role"."person_id" = "person"."id" and above.ancestor_id = known.organization_id and ${isSeen})
        and not exists (select 1 from role where "role"."person_id" = "person"."id" and ${isSeen}
          and ${nameAt(sql`"role"."organization_id"`)} is null)
        and ${nameAt(sql`${organizationId}`)} is null
        order by known.organization_id limit 1`,
    )
    .onConflictDoNothing()
}

/** What an organization calls people below it, they are called where they are moved away from there. Before the move. */
export const keepLocalNames = (
  db: Db,
  { organizationId, parentId }: { organizationId: string; parentId: string | null },
): Statement =>
  db
    .insert(knownAs)
    .select(
      sql`select known.person_id, ${organizationId}, known.name, known.email from known_as known
        join organization_ancestor above on above.ancestor_id = known.organization_id
        where above.organization_id = ${organizationId} and exists (select 1 from role held
          join organization_ancestor below on below.organization_id = held.organization_id
          where held.person_id = known.person_id and below.ancestor_id = ${organizationId})
        and known.organization_id not in (select ancestor_id from organization_ancestor where organization_id is ${parentId})
        order by above.distance`,
    )
    .onConflictDoNothing()

/** They have said yes to this organization, which may know them by their own name now. */
export const forgetLocalName = (
  db: Db,
  { personId, organizationId }: { personId: string; organizationId: string },
): Statement =>
  db
    .delete(knownAs)
    .where(
      and(
        eq(knownAs.personId, personId),
        inArray(
          knownAs.organizationId,
          db
            .select({ id: organizationAncestor.ancestorId })
            .from(organizationAncestor)
            .where(eq(organizationAncestor.organizationId, organizationId)),
        ),
      ),
    )
