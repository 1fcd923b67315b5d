import type { AuditAction } from '../../platform/audit/audit-actions.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { requireRow, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { getOrganizationFor, requireOwnersBelow } from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'
import { anyRoleBelow, deleteRolesBelow, reinstateRolesBelow, suspendRolesBelow } from './roles-store.ts'

type RolesPlatform = Pick<Platform, 'db' | 'now'>

/** Nothing of what somebody may do here and below, until it is lifted. What they have of their own stays theirs. */
export async function suspendPerson(
  platform: RolesPlatform,
  actor: PersonActor,
  organizationId: string,
  personId: string,
): Promise<void> {
  await changeAllRoles(platform, actor, { organizationId, personId, action: 'person.suspended', which: 'active' }, [
    suspendRolesBelow(platform.db, personId, organizationId, platform.now().getTime()),
  ])
}

export async function reinstatePerson(
  platform: RolesPlatform,
  actor: PersonActor,
  organizationId: string,
  personId: string,
): Promise<void> {
  await changeAllRoles(platform, actor, { organizationId, personId, action: 'person.reinstated', which: 'suspended' }, [
    reinstateRolesBelow(platform.db, personId, organizationId),
  ])
}

/** Takes every role away from somebody, here and below. Their badges follow them. */
export async function removePerson(
  platform: RolesPlatform,
  actor: PersonActor,
  organizationId: string,
  personId: string,
): Promise<void> {
  await changeAllRoles(platform, actor, { organizationId, personId, action: 'person.removed', which: 'all' }, [
    deleteRolesBelow(platform.db, personId, organizationId),
  ])
}

interface Change {
  organizationId: string
  personId: string
  action: AuditAction
  which: 'all' | 'active' | 'suspended'
}

async function changeAllRoles(
  platform: RolesPlatform,
  actor: PersonActor,
  { organizationId, personId, action, which }: Change,
  statements: Statement[],
) {
  const { db } = platform
  await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const found = { personId, organizationId }
  if ((await anyRoleBelow(db, found)).length === 0) throw new AppError('not-found', 'refused.noRoleHere')
  const event: AuditEvent = { actor: actor.personId, action, subject: organizationId, details: { person: personId } }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'people.manage', organizationId),
      requireRow(db, 'role to change', anyRoleBelow(db, found, which)),
      ...statements,
      requireOwnersBelow(db, organizationId),
    ],
    { overtaken: 'refused.suspendedAlready' },
  )
}
