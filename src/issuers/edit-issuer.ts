import type * as z from 'zod'
import { commit } from '../audit/audit-log.ts'
import type { PersonActor } from '../people/actor.ts'
import type { Platform } from '../platform.ts'
import { issuerProfile } from './issuer-profile.ts'
import { getIssuerFor, type IssuerRow, updateIssuerProfile } from './issuers-store.ts'

/** New credentials carry the new words. The DID stays: old credentials name it. */
export async function editIssuer(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  issuerId: string,
  details: z.input<typeof issuerProfile>,
): Promise<IssuerRow> {
  const issuer = await getIssuerFor(platform.db, actor, issuerId, 'issuer.edit')
  const profile = issuerProfile.parse(details)
  const event = { actor: actor.personId, action: 'issuer.edited', subject: issuerId }
  await commit(platform, event, [updateIssuerProfile(platform.db, issuerId, profile)])
  return { ...issuer, ...profile }
}
