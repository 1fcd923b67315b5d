import { and, eq, sql } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { AppError } from '../errors.ts'
import type { PersonActor } from '../people/actor.ts'
import { type Action, type RoleName, rolesThatMay } from './can.ts'
import { heldRole, organisation, organisationAncestor } from './organisations-tables.ts'

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
  if (!first) throw new AppError('not-found', 'There is no such organisation, or you have no role there.')
  if (!rows.some((row) => rolesThatMay(action).includes(row.roleName))) {
    throw new AppError(
      'forbidden',
      `Your role at ${first.organisation.name} does not allow this. Ask one of its owners.`,
    )
  }
  return first.organisation
}

/** Each kind of role that somebody holds anywhere. */
export async function listHeldRoleNames(db: Db, actor: PersonActor): Promise<RoleName[]> {
  const rows = await db
    .selectDistinct({ name: heldRole.name })
    .from(heldRole)
    .where(eq(heldRole.personId, actor.personId))
  return rows.map(({ name }) => name)
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
