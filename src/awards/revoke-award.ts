import * as z from 'zod'
import { commit } from '../audit/audit-log.ts'
import { AppError } from '../errors.ts'
import { requireRole } from '../issuers/role-conditions-store.ts'
import type { PersonActor } from '../people/actor.ts'
import type { Platform } from '../platform.ts'
import { orStateConflict } from '../submissions/state-conflict.ts'
import { type AwardDetails, findAward, findAwardToRevoke, insertRevocation, markListStale } from './awards-store.ts'

export const revocationDetails = z.strictObject({
  reason: z.string().trim().min(1, 'Say why this award is revoked.').max(2000),
  isReasonPublic: z.boolean().default(false),
})
export type RevocationDetails = z.infer<typeof revocationDetails>

/** For good: the status list says so to every verifier from the next time it is fetched. */
export async function revokeAward(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  awardId: string,
  details: RevocationDetails,
): Promise<AwardDetails> {
  const { db } = platform
  const found = await findAwardToRevoke(db, actor.personId, awardId)
  if (!found) throw new AppError('not-found', 'There is no such award that you could revoke.')
  if (found.revocation) throw new AppError('state-conflict', revokedAlready)
  const { award } = found
  await commit(platform, { actor: actor.personId, action: 'award.revoked', subject: awardId }, [
    requireRole(db, actor.personId, 'award.revoke', award.issuerId),
    insertRevocation(db, { awardId, revokedBy: actor.personId, ...details, revokedAt: platform.now().getTime() }),
    markListStale(db, award.statusListId),
  ]).catch(orStateConflict(revokedAlready))
  const revoked = await findAward(db, awardId)
  if (!revoked) throw new Error('An award that was just revoked is not there.')
  return revoked
}

const revokedAlready = 'This award is revoked already, or you may no longer revoke it.'
