import { and, desc, eq, exists, or, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { organization, role } from '../organizations/organizations-tables.ts'
import { mayAct } from '../organizations/role-conditions-store.ts'
import { isSamePerson } from '../people/people-store.ts'
import { position } from './positions-tables.ts'

export type PositionRow = typeof position.$inferSelect
export type PositionWithPlace = PositionRow & { organizationName: string }

/** Of one person, newest first; where somebody else asks, only at organizations whose people they manage. */
export async function listPositions(
  db: Db,
  personId: string,
  options: { managedBy?: string } = {},
): Promise<PositionWithPlace[]> {
  const { managedBy } = options
  const rows = await db
    .select({ position, organizationName: organization.name })
    .from(position)
    .innerJoin(organization, eq(organization.id, position.organizationId))
    .where(
      and(
        isSamePerson(db, position.personId, personId),
        managedBy === undefined ? undefined : mayAct(db, managedBy, 'people.manage', position.organizationId),
      ),
    )
    .orderBy(desc(position.startsOn), desc(position.id))
    .limit(200)
  return rows.map((row) => ({ ...row.position, organizationName: row.organizationName }))
}

/** For who manages the people where it is held. */
export async function findPositionFor(db: Db, managerId: string, positionId: string): Promise<PositionRow | undefined> {
  const [found] = await db
    .select()
    .from(position)
    .where(and(eq(position.id, positionId), mayAct(db, managerId, 'people.manage', position.organizationId)))
  return found
}

/** Whether this manager has to do with a person: one of theirs has a role or a position where they manage the people. */
export async function isManagedBy(db: Db, managerId: string, personId: string): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(organization)
    .where(
      and(
        mayAct(db, managerId, 'people.manage', organization.id),
        or(
          exists(
            db
              .select({ one: sql`1` })
              .from(role)
              .where(and(eq(role.organizationId, organization.id), eq(role.personId, personId))),
          ),
          exists(
            db
              .select({ one: sql`1` })
              .from(position)
              .where(and(eq(position.organizationId, organization.id), eq(position.personId, personId))),
          ),
        ),
      ),
    )
    .limit(1)
  return rows.length > 0
}

export const insertPosition = (db: Db, row: PositionRow): Statement => db.insert(position).values(row)

export const updatePosition = (
  db: Db,
  positionId: string,
  change: Partial<Pick<PositionRow, 'title' | 'lane' | 'startsOn' | 'endsOn'>>,
): Statement => db.update(position).set(change).where(eq(position.id, positionId))

/** Holds a batch to the dates that its writer saw. */
export const requirePosition = (db: Db, seen: Pick<PositionRow, 'id' | 'startsOn' | 'endsOn'>): Statement =>
  requireRow(
    db,
    'position is as it was',
    db
      .select({ id: position.id })
      .from(position)
      .where(
        and(eq(position.id, seen.id), eq(position.startsOn, seen.startsOn), sql`${position.endsOn} is ${seen.endsOn}`),
      ),
  )
