import { commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { requireAdministrator } from '../people/require-administrator.ts'
import {
  closeOrganisationRow,
  findOrganisation,
  getOrganisationFor,
  noOrganisation,
  reopenOrganisationRow,
} from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'

/** Nobody acts there any more. What it issued stays and verifies. */
export async function closeOrganisation(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organisationId: string,
): Promise<void> {
  const { db } = platform
  await getOrganisationFor(db, actor, organisationId, 'organisation.edit')
  const event = { actor: actor.personId, action: 'organisation.closed', subject: organisationId }
  try {
    await commit(platform, event, [
      requireRole(db, actor.personId, 'organisation.edit', organisationId),
      ...closeOrganisationRow(db, organisationId, platform.now().getTime()),
    ])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    throw new AppError('state-conflict', 'Close or move what is open below it first.', { cause: error })
  }
}

/** By an owner of what it stands below; at the root by who runs the installation. */
export async function reopenOrganisation(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organisationId: string,
): Promise<void> {
  const { db } = platform
  const organisation = await findOrganisation(db, organisationId)
  if (!organisation) throw noOrganisation()
  if (organisation.parentId !== null) {
    await getOrganisationFor(db, actor, organisation.parentId, 'organisation.edit')
  } else if (organisation.closedAt === null) {
    await getOrganisationFor(db, actor, organisationId, 'organisation.edit')
  } else {
    await requireAdministrator(db, actor).catch(() => {
      throw noOrganisation()
    })
  }
  const event = { actor: actor.personId, action: 'organisation.reopened', subject: organisationId }
  try {
    await commit(platform, event, reopenOrganisationRow(db, organisationId))
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    throw new AppError('state-conflict', 'It is open already, or what it stands below is closed.', { cause: error })
  }
}
