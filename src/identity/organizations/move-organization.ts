import * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { requireAdministrator } from '../people/require-administrator.ts'
import { assertPlace } from './create-organization.ts'
import { keepLocalNames } from './local-names-store.ts'
import { getOrganizationFor, moveOrganizationRows, requireOwnersBelow } from './organizations-store.ts'
import { requireRole } from './role-conditions-store.ts'

export const organizationMove = z.strictObject({
  /** Null for the root. */
  parentId: z.string().max(64).nullable(),
})

/**
 * Takes an organization with all that is below it below another. Who lets it go owns what it stood below, or at the root
 * itself; who takes it owns what it then stands below. To the root only who runs the installation moves one.
 */
export async function moveOrganization(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof organizationMove>,
): Promise<void> {
  const { db } = platform
  const { parentId } = organizationMove.parse(details)
  const moved = await getOrganizationFor(db, actor, organizationId, 'organization.edit')
  if (moved.parentId !== null) await getOrganizationFor(db, actor, moved.parentId, 'organization.edit')
  const parent = parentId === null ? undefined : await getOrganizationFor(db, actor, parentId, 'organization.edit')
  if (!parent) await requireAdministrator(platform, actor)
  assertPlace(moved.type, parent?.type)
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'organization.moved',
    subject: organizationId,
    details: { from: moved.parentId ?? 'root', to: parentId ?? 'root' },
  }
  const owned = [moved.parentId ?? organizationId, ...(parentId === null ? [] : [parentId])]
  await commit(
    platform,
    event,
    [
      ...owned.map((id) => requireRole(db, actor.personId, 'organization.edit', id)),
      keepLocalNames(db, { organizationId, parentId }),
      ...moveOrganizationRows(db, moved, parentId),
      requireOwnersBelow(db, organizationId),
    ],
    {
      overtaken: 'refused.moveNotThere',
    },
  )
}
