import type * as z from 'zod'
import { commit } from '../audit/audit-log.ts'
import { AppError } from '../errors.ts'
import { didWebFor } from '../openbadges/index.ts'
import { insertOrganisation } from '../organisations/organisations-store.ts'
import { insertRole, insertRoleOf } from '../organisations/roles-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { findPerson, insertPersonUnlessKnown } from '../people/people-store.ts'
import { personDetails } from '../people/person.ts'
import type { Platform } from '../platform.ts'
import { issuerProfile } from './issuer-profile.ts'
import { type IssuerRow, insertIssuer } from './issuers-store.ts'
import { makeKey } from './signing-keys.ts'
import { insertKey } from './signing-keys-store.ts'
import { insertStatusList, newStatusListRow } from './status-lists-store.ts'

export const newIssuer = issuerProfile.extend({
  /** Who will run it; absent means whoever creates it. */
  owner: personDetails.optional(),
})

/** Everything an issuer needs before its first credential, written at once. Only who runs the installation may. */
export async function createIssuer(
  platform: Pick<Platform, 'config' | 'db' | 'sealer' | 'now' | 'newId'>,
  actor: PersonActor,
  details: z.input<typeof newIssuer>,
): Promise<IssuerRow> {
  const creator = await findPerson(platform.db, actor.personId)
  if (!creator?.isAdministrator) throw new AppError('forbidden', 'Only who runs this installation can add issuers.')
  const { owner, ...profile } = newIssuer.parse(details)
  const id = platform.newId()
  const createdAt = platform.now().getTime()
  const issuer = {
    id,
    did: didWebFor(platform.config.origin, ['issuers', id]),
    ...profile,
    trust: 'recognised' as const,
    createdAt,
  }
  const { db } = platform
  await commit(
    platform,
    { actor: actor.personId, action: 'issuer.created', subject: id, details: { did: issuer.did } },
    [
      ...insertOrganisation(db, { id, type: 'district', name: profile.name, createdAt }),
      insertIssuer(db, issuer),
      insertKey(db, await makeKey(platform, issuer, 'Ed25519')),
      insertKey(db, await makeKey(platform, issuer, 'P-256')),
      insertStatusList(db, newStatusListRow(platform, id)),
      ...(owner
        ? [
            insertPersonUnlessKnown(db, { id: platform.newId(), ...owner, createdAt }),
            insertRole(db, { email: owner.email, organisationId: id, name: 'owner', createdAt }),
          ]
        : [insertRoleOf(db, { personId: actor.personId, organisationId: id, name: 'owner', createdAt })]),
    ],
  )
  return { ...issuer, logoKey: null, colour: null }
}
