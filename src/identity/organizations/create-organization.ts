import * as z from 'zod'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { requireAdministrator } from '../people/require-administrator.ts'
import { getOrganisationFor, insertOrganisation, type OrganisationRow, requireOpen } from './organizations-store.ts'
import { organisationTypes } from './organizations-tables.ts'
import { requireRole } from './role-conditions-store.ts'
import { insertRoleOf } from './roles-store.ts'
import { mayStandBelow, type OrganisationType } from './tree.ts'

export const organisationName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(200)
  .refine((name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name), 'This name has characters that cannot be shown.')

export const newOrganisation = z.strictObject({
  name: organisationName,
  type: z.enum(organisationTypes, 'Choose what kind of organization it is.'),
  /** Absent for one at the root, which only who runs the installation can add. */
  parentId: z.string().max(64).optional(),
})

/** Below another, whose owners then own it too; at the root whoever creates it is its first owner. */
export async function createOrganisation(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  details: z.input<typeof newOrganisation>,
): Promise<OrganisationRow> {
  const { db } = platform
  const { name, type, parentId } = newOrganisation.parse(details)
  const parent = parentId === undefined ? undefined : await getOrganisationFor(db, actor, parentId, 'organisation.edit')
  if (!parent) await requireAdministrator(db, actor)
  assertPlace(type, parent?.type)
  const createdAt = platform.now().getTime()
  const organisation = {
    id: platform.newId(),
    parentId: parent?.id ?? null,
    type,
    name,
    sourcedId: null,
    settings: {},
    createdAt,
    closedAt: null,
  }
  const event = {
    actor: actor.personId,
    action: 'organisation.created',
    subject: organisation.id,
    details: { type, ...(parent && { parent: parent.id }) },
  }
  await commit(platform, event, [
    ...(parent ? [requireRole(db, actor.personId, 'organisation.edit', parent.id), requireOpen(db, parent.id)] : []),
    ...insertOrganisation(db, organisation),
    ...(parent
      ? []
      : [insertRoleOf(db, { personId: actor.personId, organisationId: organisation.id, name: 'owner', createdAt })]),
  ])
  return organisation
}

export function assertPlace(type: OrganisationType, parent: OrganisationType | undefined): void {
  if (mayStandBelow(type, parent)) return
  const message = parent ? `A ${words[type]} cannot stand below a ${words[parent]}.` : 'It cannot stand by itself.'
  throw new AppError('validation', message, { errors: [{ pointer: '/type', code: 'place', message }] })
}

const words: Record<OrganisationType, string> = {
  'state-agency': 'state agency',
  district: 'district',
  school: 'school',
  partner: 'partner',
}
