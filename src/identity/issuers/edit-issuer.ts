import type * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { requireRole } from '../organizations/role-conditions-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { issuerProfile } from './issuer-profile.ts'
import { getIssuerFor, type IssuerRow, requireIssuerRevision, updateIssuerProfile } from './issuers-store.ts'

/** New credentials carry the new words, and those that were signed keep theirs. The DID stays: old credentials name it. */
export async function editIssuer(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  issuerId: string,
  details: { profile: z.input<typeof issuerProfile>; revision: number },
): Promise<IssuerRow> {
  const { db } = platform
  const issuer = await getIssuerFor(db, actor, issuerId, 'issuer.edit')
  const profile = issuerProfile.parse(details.profile)
  const { revision } = details
  if (issuer.revision !== revision) throw editedMeanwhile()
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'issuer.edited',
    subject: issuerId,
    details: { revision: revision + 1 },
  }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'issuer.edit', issuerId),
      requireIssuerRevision(db, issuerId, revision),
      updateIssuerProfile(db, issuerId, profile),
    ],
    { overtaken: editedMeanwhile },
  )
  return { ...issuer, ...profile, revision: revision + 1 }
}

const editedMeanwhile = (cause?: unknown) => new AppError('precondition-failed', 'refused.issuerChanged', {}, { cause })
