import type * as z from 'zod'
import { didWebFor } from '../../openbadges/index.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  getOrganizationFor,
  insertOrganization,
  listHeldRoleNames,
  requireOpen,
} from '../organizations/organizations-store.ts'
import { mayWith } from '../organizations/permissions.ts'
import { requireRole } from '../organizations/role-conditions-store.ts'
import { insertRole, insertRoleOf } from '../organizations/roles-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { newPersonId } from '../people/new-person-id.ts'
import { insertPersonUnlessKnown } from '../people/people-store.ts'
import { personDetails } from '../people/person.ts'
import { isAdministrator } from '../people/require-administrator.ts'
import { issuerProfile } from './issuer-profile.ts'
import { type IssuerRow, insertIssuer } from './issuers-store.ts'
import { makeKey } from './signing-keys.ts'
import { insertKey } from './signing-keys-store.ts'
import { insertStatusList, newStatusListRow } from './status-lists-store.ts'

export const newIssuer = issuerProfile.extend({
  /** Who will run it; absent means whoever creates it. */
  owner: personDetails.optional(),
})

type IssuerPlatform = Pick<Platform, 'config' | 'db' | 'sealer' | 'now' | 'newId' | 'randomBytes'>

/** A district at the root that issues from the start. Only who runs the installation may. */
export async function createIssuer(
  platform: IssuerPlatform,
  actor: PersonActor,
  details: z.input<typeof newIssuer>,
): Promise<IssuerRow> {
  const { db } = platform
  if (!(await isAdministrator(platform, actor))) {
    throw new AppError('forbidden', 'refused.issuersByOperator')
  }
  const { owner, ...profile } = newIssuer.parse(details)
  const issuer = newIssuerRow(platform, platform.newId(), { ...profile, trust: 'recognized' })
  const { id, createdAt } = issuer
  await commit(platform, createdEvent(actor, issuer), [
    ...insertOrganization(db, { id, type: 'district', name: profile.name, createdAt }),
    ...(await issuerStatements(platform, issuer)),
    ...(owner
      ? [
          insertPersonUnlessKnown(db, { id: newPersonId(platform), ...owner, createdAt }),
          insertRole(db, { email: owner.email, organizationId: id, name: 'owner', createdAt }),
        ]
      : [insertRoleOf(db, { personId: actor.personId, organizationId: id, name: 'owner', createdAt })]),
  ])
  return issuer
}

/** Lets an organization issue in its own name. Nobody above it has said yet whether to trust it, unless they do this themselves. */
export async function makeOrganizationIssuer(
  platform: IssuerPlatform,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof issuerProfile>,
): Promise<IssuerRow> {
  const { db } = platform
  const organization = await getOrganizationFor(db, actor, organizationId, 'issuer.edit')
  const profile = issuerProfile.parse(details)
  const rolesAbove = organization.parentId === null ? [] : await listHeldRoleNames(db, actor, organization.parentId)
  const isVouchedFor = mayWith(rolesAbove, 'issuer.edit') || (await isAdministrator(platform, actor))
  const issuer = newIssuerRow(platform, organizationId, {
    ...profile,
    trust: isVouchedFor ? 'recognized' : 'unconfirmed',
  })
  await commit(
    platform,
    createdEvent(actor, issuer),
    [
      requireRole(db, actor.personId, 'issuer.edit', organizationId),
      requireOpen(db, organizationId),
      ...(await issuerStatements(platform, issuer)),
    ],
    { overtaken: 'refused.issuesAlready' },
  )
  return issuer
}

export function newIssuerRow(
  { config, now }: IssuerPlatform,
  id: string,
  details: Pick<IssuerRow, 'name' | 'url' | 'email' | 'description' | 'trust'>,
): IssuerRow {
  const did = didWebFor(config.origin, ['issuers', id])
  return { id, did, ...details, revision: 1, logoKey: null, color: null, createdAt: now().getTime() }
}

/** Everything an issuer needs before its first credential. */
export const issuerStatements = async (platform: IssuerPlatform, issuer: IssuerRow): Promise<Statement[]> => [
  insertIssuer(platform.db, issuer),
  insertKey(platform.db, await makeKey(platform, issuer, 'Ed25519')),
  insertKey(platform.db, await makeKey(platform, issuer, 'P-256')),
  insertStatusList(platform.db, { ...newStatusListRow(platform, issuer.id), issuerDid: issuer.did }),
]

const createdEvent = (actor: PersonActor, { id, did }: IssuerRow): AuditEvent => ({
  actor: actor.personId,
  action: 'issuer.created',
  subject: id,
  details: { did },
})
