import * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { requireRow, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { newPersonId } from '../people/new-person-id.ts'
import { findPersonByEmail, insertPersonUnlessKnown } from '../people/people-store.ts'
import { personDetails } from '../people/person.ts'
import { copyLocalName } from './local-names-store.ts'
import { getOrganizationFor, type OrganizationRow } from './organizations-store.ts'
import { type RoleName, roleNames } from './permissions.ts'
import { requireRole } from './role-conditions-store.ts'
import {
  anyRoleBelow,
  countRoles,
  deleteRole,
  findHolderInSight,
  type HolderPage,
  hasRole,
  holdersInSight,
  insertRole,
  insertRoleOf,
  listRoleHolders,
  type RoleHolder,
  removableRole,
} from './roles-store.ts'

export const roleGrant = personDetails.extend({ role: z.enum(roleNames) })

/**
 * Gives a role to whoever has this address, who need not have been here before. Giving it twice changes nothing. For whoever
 * runs the installation and sees everybody anyway: an owner would learn who has an account (`grantOrInvite`).
 */
export async function grantRole(
  platform: Pick<Platform, 'db' | 'now' | 'randomBytes'>,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof roleGrant>,
): Promise<string> {
  const { db } = platform
  await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const { role, ...person } = roleGrant.parse(details)
  const personId = (await findPersonByEmail(db, person.email))?.id ?? newPersonId(platform)
  const createdAt = platform.now().getTime()
  await commitGrant(platform, actor, { organizationId, personId, email: person.email, role }, [
    insertPersonUnlessKnown(db, { id: personId, ...person, createdAt }),
  ])
  return personId
}

/** The same for somebody whom the actor can see in a list of people by this very address; undefined for everybody else. */
export async function grantRoleInSight(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof roleGrant>,
): Promise<string | undefined> {
  const { db } = platform
  await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const { role, email } = roleGrant.parse(details)
  const personId = await findHolderInSight(db, actor.personId, email)
  if (personId === undefined) return undefined
  await commitGrant(platform, actor, { organizationId, personId, email, role }, [
    requireRow(db, 'is in sight', holdersInSight(db, actor.personId, email)),
    copyLocalName(db, actor.personId, { email, organizationId }),
  ])
  return personId
}

interface Grant {
  organizationId: string
  personId: string
  email: string
  role: RoleName
}

async function commitGrant(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  { organizationId, personId, email, role }: Grant,
  before: Statement[],
): Promise<void> {
  const { db } = platform
  if (await hasRole(db, { personId, organizationId, name: role })) return
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'role.granted',
    subject: organizationId,
    details: { person: personId, role },
  }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'people.manage', organizationId),
      ...before,
      // By the address: the account may just have been joined to another one.
      insertRole(db, { email, organizationId, name: role, createdAt: platform.now().getTime() }),
    ],
    { overtaken: 'refused.roleChanged' },
  )
}

export async function revokeRole(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
  { personId, role }: { personId: string; role: z.infer<typeof roleGrant>['role'] },
): Promise<void> {
  await getOrganizationFor(platform.db, actor, organizationId, 'people.manage')
  const held = { personId, organizationId, name: role }
  if (!(await hasRole(platform.db, held))) throw new AppError('not-found', 'refused.noSuchRole')
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'role.revoked',
    subject: organizationId,
    details: { person: personId, role },
  }
  await commit(
    platform,
    event,
    [
      requireRole(platform.db, actor.personId, 'people.manage', organizationId),
      requireRow(platform.db, 'last owner', removableRole(platform.db, held)),
      deleteRole(platform.db, held),
    ],
    { overtaken: 'refused.oneOwner' },
  )
}

/** One more for somebody who has one here already. */
export async function addRole(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
  { personId, role }: { personId: string; role: RoleName },
): Promise<void> {
  const { db } = platform
  await getRoleHolder(platform, actor, organizationId, personId)
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'role.granted',
    subject: organizationId,
    details: { person: personId, role },
  }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'people.manage', organizationId),
      requireRow(db, 'is here', anyRoleBelow(db, { personId, organizationId }, 'active')),
      insertRoleOf(db, { personId, organizationId, name: role, createdAt: platform.now().getTime() }),
    ],
    { overtaken: 'refused.suspendedOrLeft' },
  )
}

export async function getRoleHolder(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
  personId: string,
): Promise<{ organization: OrganizationRow; holder: RoleHolder }> {
  const organization = await getOrganizationFor(platform.db, actor, organizationId, 'people.manage')
  const [holder] = await listRoleHolders(platform.db, organizationId, { limit: 1, personId })
  if (!holder) throw new AppError('not-found', 'refused.noRoleHere')
  return { organization, holder }
}

/** How many people hold each role there that anybody holds. */
export async function countRolesAt(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
): Promise<{ role: RoleName; count: number }[]> {
  await getOrganizationFor(platform.db, actor, organizationId, 'people.see')
  const counted = await countRoles(platform.db, organizationId)
  return roleNames.flatMap((role) => counted.filter((one) => one.role === role))
}

export async function listRolesAt(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
  page?: HolderPage,
): Promise<RoleHolder[]> {
  await getOrganizationFor(platform.db, actor, organizationId, 'people.see')
  return await listRoleHolders(platform.db, organizationId, page)
}
