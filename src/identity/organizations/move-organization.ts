import * as z from 'zod'
import { commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { requireAdministrator } from '../people/require-administrator.ts'
import { assertPlace } from './create-organization.ts'
import { keepKnownAs } from './local-names-store.ts'
import { getOrganisationFor, moveOrganisationRows, requireOwnersBelow } from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'

export const organisationMove = z.strictObject({
  /** Null for the root. */
  parentId: z.string().max(64).nullable(),
})

/**
 * Takes an organisation with all that is below it below another. Who lets it go owns what it stood below, or at the root
 * itself; who takes it owns what it then stands below. To the root only who runs the installation moves one.
 */
export async function moveOrganisation(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organisationId: string,
  details: z.input<typeof organisationMove>,
): Promise<void> {
  const { db } = platform
  const { parentId } = organisationMove.parse(details)
  const moved = await getOrganisationFor(db, actor, organisationId, 'organisation.edit')
  if (moved.parentId !== null) await getOrganisationFor(db, actor, moved.parentId, 'organisation.edit')
  const parent = parentId === null ? undefined : await getOrganisationFor(db, actor, parentId, 'organisation.edit')
  if (!parent) await requireAdministrator(db, actor)
  assertPlace(moved.type, parent?.type)
  const event = {
    actor: actor.personId,
    action: 'organisation.moved',
    subject: organisationId,
    details: { from: moved.parentId ?? 'root', to: parentId ?? 'root' },
  }
  const owned = [moved.parentId ?? organisationId, ...(parentId === null ? [] : [parentId])]
  try {
    await commit(platform, event, [
      ...owned.map((id) => requireRole(db, actor.personId, 'organisation.edit', id)),
      keepKnownAs(db, { organisationId, parentId }),
      ...moveOrganisationRows(db, moved, parentId),
      requireOwnersBelow(db, organisationId),
    ])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    throw new AppError(
      'state-conflict',
      'It cannot move there: not below itself, not where something is closed, and not away from its last owner.',
      { cause: error },
    )
  }
}
