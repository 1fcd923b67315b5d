import { and, eq, exists, inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { filled, isAmong, oncePerDatabase } from '../../platform/db/prepared.ts'
import { heldRole } from './organizations-tables.ts'
import { type Permission, rolesThatMay } from './permissions.ts'

/** Whether somebody may do this at an organization, as part of a query that looks things up through them. */
export const mayAct = (
  db: Db,
  personId: SQLWrapper | string,
  permission: Permission,
  issuerId: SQLWrapper | string,
): SQL => exists(selectRole(db, personId, permission, issuerId))

/** For a batch that depends on a role: it may have been taken away since it was looked at. */
export const requireRole = (db: Db, personId: string, permission: Permission, issuerId: string): Statement =>
  filled(roleStillHeld(db), { personId, issuerId, roles: JSON.stringify(rolesThatMay(permission)) })

const roleStillHeld = oncePerDatabase((db) =>
  requireRow(
    db,
    'role is still held',
    db
      .select({ one: sql`1` })
      .from(heldRole)
      .where(
        and(
          eq(heldRole.personId, sql.placeholder('personId')),
          eq(heldRole.issuerId, sql.placeholder('issuerId')),
          isAmong(heldRole.name, sql.placeholder('roles')),
        ),
      ),
  ).prepare(),
)

const selectRole = (db: Db, personId: SQLWrapper | string, permission: Permission, issuerId: SQLWrapper | string) =>
  db
    .select({ one: sql`1` })
    .from(heldRole)
    .where(
      and(
        // All are text; drizzle's types can't tell that of a column of another table.
        sql`${heldRole.personId} = ${personId}`,
        sql`${heldRole.issuerId} = ${issuerId}`,
        inArray(heldRole.name, [...rolesThatMay(permission)]),
      ),
    )
