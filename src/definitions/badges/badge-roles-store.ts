import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { type Permission, rolesThatMay } from '../../identity/organizations/permissions.ts'
import { mayAct } from '../../identity/organizations/role-conditions-store.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { filled, oncePerDatabase } from '../../platform/db/prepared.ts'
import { badge } from './badges-tables.ts'

/**
 * Whether somebody may do this with the badge of a query, at its issuer or at an organization that it is shared with. For
 * what is done to submissions and awards: a badge itself stays its issuer's.
 */
export const mayActOnBadge = (db: Db, personId: SQLWrapper | string, permission: Permission): SQL => {
  const roles = sql`${JSON.stringify(rolesThatMay(permission))}`
  const shared = sharedRole({ badgeId: sql`${badge.id}`, personId, roles })
  return sql`(${mayAct(db, personId, permission, badge.issuerId)} or exists (${shared}))`
}

/** Whether somebody may start it: with a role that counts at its issuer or by a share, or, unless its authors keep it there, below. */
export const mayStartBadge = (db: Db, personId: SQLWrapper | string): SQL => {
  const roles = sql`${JSON.stringify(rolesThatMay('submission.make'))}`
  const below = sql`select 1 from held_role as role_below
    join organization_ancestor as place on place.organization_id = role_below.organization_id
    where place.ancestor_id = ${badge.issuerId} and role_below.person_id = ${personId}
    and role_below.name in (select value from json_each(${roles}))`
  return sql`(${mayActOnBadge(db, personId, 'submission.make')} or (${badge.starters} = 'below' and exists (${below})))`
}

/** For a batch that depends on such a role: it, or the share, may have been taken away since it was looked at. */
export const requireRoleOnBadge = (
  db: Db,
  personId: string,
  permission: Permission,
  { issuerId, badgeVersionId }: { issuerId: string; badgeVersionId: string },
): Statement =>
  filled(roleStillHeld(db), { personId, issuerId, badgeVersionId, roles: JSON.stringify(rolesThatMay(permission)) })

const roleStillHeld = oncePerDatabase((db) => {
  const { placeholder } = sql
  const shared = sharedRole({
    badgeId: sql`(select badge_id from badge_version where id = ${placeholder('badgeVersionId')})`,
    personId: placeholder('personId'),
    roles: sql`${placeholder('roles')}`,
  })
  return requireRow(
    db,
    'role is still held',
    sql`(select 1 from held_role where person_id = ${placeholder('personId')} and issuer_id = ${placeholder('issuerId')}
      and name in (select value from json_each(${placeholder('roles')})) union all ${shared})`,
  ).prepare()
})

/** A role that counts anywhere from an organization down that the badge is shared with. */
const sharedRole = ({ badgeId, personId, roles }: { badgeId: SQL; personId: SQLWrapper | string; roles: SQL }) =>
  sql`select 1 from badge_share
    join organization_ancestor as inside on inside.ancestor_id = badge_share.organization_id
    join held_role as shared_role on shared_role.issuer_id = inside.organization_id
    where badge_share.badge_id = ${badgeId} and badge_share.mode = 'award' and shared_role.person_id = ${personId}
    and shared_role.name in (select value from json_each(${roles}))`
