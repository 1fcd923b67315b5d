import * as z from 'zod'
import { commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { organisationName } from './create-organization.ts'
import { getOrganisationFor, type OrganisationRow, requireOpen, updateOrganisation } from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'
import { organisationSettings } from './settings.ts'

export const organisationNaming = z.strictObject({ name: organisationName })

/** What the tree calls it. The name on its credentials is its issuer's own. */
export async function renameOrganisation(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organisationId: string,
  details: z.input<typeof organisationNaming>,
): Promise<OrganisationRow> {
  const organisation = await getOrganisationFor(platform.db, actor, organisationId, 'organisation.edit')
  const { name } = organisationNaming.parse(details)
  await commitEdit(platform, actor, organisationId, 'organisation.renamed', [
    updateOrganisation(platform.db, organisationId, { name }),
  ])
  return { ...organisation, name }
}

/** All settings at once: what is left out is inherited from then on. */
export async function saveSettings(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organisationId: string,
  details: z.input<typeof organisationSettings>,
): Promise<OrganisationRow> {
  const organisation = await getOrganisationFor(platform.db, actor, organisationId, 'organisation.edit')
  const settings = organisationSettings.parse(details)
  await commitEdit(platform, actor, organisationId, 'organisation.set-up', [
    updateOrganisation(platform.db, organisationId, { settings }),
  ])
  return { ...organisation, settings }
}

async function commitEdit(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organisationId: string,
  action: string,
  statements: Statement[],
) {
  try {
    await commit(platform, { actor: actor.personId, action, subject: organisationId }, [
      requireRole(platform.db, actor.personId, 'organisation.edit', organisationId),
      requireOpen(platform.db, organisationId),
      ...statements,
    ])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    throw new AppError('state-conflict', 'This organization has just been changed by somebody else. Look again.', {
      cause: error,
    })
  }
}
