import * as z from 'zod'
import type { AuditAction } from '../../platform/audit/audit-actions.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import type { Statement } from '../../platform/db/db.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { organizationName } from './create-organization.ts'
import { getOrganizationFor, type OrganizationRow, requireOpen, updateOrganization } from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'
import { organizationSettings } from './settings.ts'

export const organizationNaming = z.strictObject({ name: organizationName })

/** What the tree calls it. The name on its credentials is its issuer's own. */
export async function renameOrganization(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof organizationNaming>,
): Promise<OrganizationRow> {
  const organization = await getOrganizationFor(platform.db, actor, organizationId, 'organization.edit')
  const { name } = organizationNaming.parse(details)
  await commitEdit(platform, actor, organizationId, 'organization.renamed', [
    updateOrganization(platform.db, organizationId, { name }),
  ])
  return { ...organization, name }
}

/** All settings at once: what is left out is inherited from then on. */
export async function saveSettings(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof organizationSettings>,
): Promise<OrganizationRow> {
  const organization = await getOrganizationFor(platform.db, actor, organizationId, 'organization.edit')
  const settings = organizationSettings.parse(details)
  await commitEdit(platform, actor, organizationId, 'organization.set-up', [
    updateOrganization(platform.db, organizationId, { settings }),
  ])
  return { ...organization, settings }
}

async function commitEdit(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
  action: AuditAction,
  statements: Statement[],
) {
  await commit(
    platform,
    { actor: actor.personId, action, subject: organizationId },
    [
      requireRole(platform.db, actor.personId, 'organization.edit', organizationId),
      requireOpen(platform.db, organizationId),
      ...statements,
    ],
    { overtaken: 'refused.organizationChanged' },
  )
}
