import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { requireAdministrator } from '../people/require-administrator.ts'
import {
  closeOrganizationRow,
  findOrganization,
  getOrganizationFor,
  noOrganization,
  reopenOrganizationRow,
} from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'

/** Nobody acts there any more. What it issued stays and verifies. */
export async function closeOrganization(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
): Promise<void> {
  const { db } = platform
  await getOrganizationFor(db, actor, organizationId, 'organization.edit')
  const event: AuditEvent = { actor: actor.personId, action: 'organization.closed', subject: organizationId }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'organization.edit', organizationId),
      ...closeOrganizationRow(db, organizationId, platform.now().getTime()),
    ],
    { overtaken: 'refused.closeBelowFirst' },
  )
}

/** By an owner of what it stands below; at the root by who runs the installation. */
export async function reopenOrganization(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
): Promise<void> {
  const { db } = platform
  const organization = await findOrganization(db, organizationId)
  if (!organization) throw noOrganization()
  if (organization.parentId !== null) {
    await getOrganizationFor(db, actor, organization.parentId, 'organization.edit')
  } else if (organization.closedAt === null) {
    await getOrganizationFor(db, actor, organizationId, 'organization.edit')
  } else {
    await requireAdministrator(platform, actor).catch(() => {
      throw noOrganization()
    })
  }
  const event: AuditEvent = { actor: actor.personId, action: 'organization.reopened', subject: organizationId }
  await commit(platform, event, reopenOrganizationRow(db, organizationId), {
    overtaken: 'refused.openAlready',
  })
}
