import * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { invalidField } from '../../platform/errors.ts'
import { nameOf } from '../../platform/name.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { requireAdministrator } from '../people/require-administrator.ts'
import { getOrganizationFor, insertOrganization, type OrganizationRow, requireOpen } from './organizations-store.ts'
import { organizationTypes } from './organizations-tables.ts'
import { requireRole } from './role-conditions-store.ts'
import { insertRoleOf } from './roles-store.ts'
import { mayStandBelow, type OrganizationType } from './tree.ts'

export const organizationName = nameOf(200)

export const newOrganization = z.strictObject({
  name: organizationName,
  type: z.enum(organizationTypes, 'refused.chooseKind'),
  /** Absent for one at the root, which only who runs the installation can add. */
  parentId: z.string().max(64).optional(),
})

/** Below another, whose owners then own it too; at the root whoever creates it is its first owner. */
export async function createOrganization(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  details: z.input<typeof newOrganization>,
): Promise<OrganizationRow> {
  const { db } = platform
  const { name, type, parentId } = newOrganization.parse(details)
  const parent = parentId === undefined ? undefined : await getOrganizationFor(db, actor, parentId, 'organization.edit')
  if (!parent) await requireAdministrator(platform, actor)
  assertPlace(type, parent?.type)
  const createdAt = platform.now().getTime()
  const organization = {
    id: platform.newId(),
    parentId: parent?.id ?? null,
    type,
    name,
    sourcedId: null,
    settings: {},
    createdAt,
    closedAt: null,
  }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'organization.created',
    subject: organization.id,
    details: { type, ...(parent && { parent: parent.id }) },
  }
  await commit(platform, event, [
    ...(parent ? [requireRole(db, actor.personId, 'organization.edit', parent.id), requireOpen(db, parent.id)] : []),
    ...insertOrganization(db, organization),
    ...(parent
      ? []
      : [insertRoleOf(db, { personId: actor.personId, organizationId: organization.id, name: 'owner', createdAt })]),
  ])
  return organization
}

export function assertPlace(type: OrganizationType, parent: OrganizationType | undefined): void {
  if (mayStandBelow(type, parent)) return
  throw invalidField('/type', 'place', parent ? 'refused.placeBelow' : 'refused.placeAlone')
}
