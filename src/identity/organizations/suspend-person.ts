import { commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, requireRow, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { getOrganisationFor, requireOwnersBelow } from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'
import { anyRoleBelow, deleteRolesBelow, reinstateRolesBelow, suspendRolesBelow } from './roles-store.ts'

type RolesPlatform = Pick<Platform, 'db' | 'now'>

/** Nothing of what somebody may do here and below, until it is lifted. What they have of their own stays theirs. */
export async function suspendPerson(
  platform: RolesPlatform,
  actor: PersonActor,
  organisationId: string,
  personId: string,
): Promise<void> {
  await changeAllRoles(platform, actor, { organisationId, personId, action: 'person.suspended', which: 'active' }, [
    suspendRolesBelow(platform.db, personId, organisationId, platform.now().getTime()),
  ])
}

export async function reinstatePerson(
  platform: RolesPlatform,
  actor: PersonActor,
  organisationId: string,
  personId: string,
): Promise<void> {
  await changeAllRoles(platform, actor, { organisationId, personId, action: 'person.reinstated', which: 'suspended' }, [
    reinstateRolesBelow(platform.db, personId, organisationId),
  ])
}

/** Takes every role away from somebody, here and below. Their badges follow them. */
export async function removePerson(
  platform: RolesPlatform,
  actor: PersonActor,
  organisationId: string,
  personId: string,
): Promise<void> {
  await changeAllRoles(platform, actor, { organisationId, personId, action: 'person.removed', which: 'all' }, [
    deleteRolesBelow(platform.db, personId, organisationId),
  ])
}

interface Change {
  organisationId: string
  personId: string
  action: string
  which: 'all' | 'active' | 'suspended'
}

async function changeAllRoles(
  platform: RolesPlatform,
  actor: PersonActor,
  { organisationId, personId, action, which }: Change,
  statements: Statement[],
) {
  const { db } = platform
  await getOrganisationFor(db, actor, organisationId, 'people.manage')
  const found = { personId, organisationId }
  if ((await anyRoleBelow(db, found)).length === 0) throw new AppError('not-found', 'This person has no role here.')
  const event = { actor: actor.personId, action, subject: organisationId, details: { person: personId } }
  try {
    await commit(platform, event, [
      requireRole(db, actor.personId, 'people.manage', organisationId),
      requireRow(db, 'role to change', anyRoleBelow(db, found, which)),
      ...statements,
      requireOwnersBelow(db, organisationId),
    ])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    throw new AppError(
      'state-conflict',
      'That is so already, or it would leave an organization without an owner. Name another owner first.',
      { cause: error },
    )
  }
}
