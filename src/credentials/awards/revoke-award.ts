import * as z from 'zod'
import { insertStatusFlip } from '../../identity/issuers/status-lists-store.ts'
import { requireRole } from '../../identity/organizations/role-conditions-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { findMailRecipient } from '../../identity/people/find-mail-recipient.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { revokedMail } from './award-mail.ts'
import { type AwardDetails, findAwardToRevoke, insertRevocation } from './awards-store.ts'
import { type PublishingPlatform, publishStatusList } from './publish-status-list.ts'

export const revocationDetails = z.strictObject({
  reason: z.string().trim().min(1, 'refused.sayWhyRevoked').max(2000),
  isReasonPublic: z.boolean().default(false),
})
export type RevocationDetails = z.infer<typeof revocationDetails>

type RevokingPlatform = PublishingPlatform & Pick<Platform, 'newId' | 'wakeJobs' | 'log'>

/** For good: once this answers, whoever fetches the status list reads it there. */
export async function revokeAward(
  platform: RevokingPlatform,
  actor: PersonActor,
  awardId: string,
  details: RevocationDetails,
): Promise<AwardDetails> {
  const { db } = platform
  const found = await findAwardToRevoke(db, actor.personId, awardId)
  if (!found) throw new AppError('not-found', 'refused.noAwardToRevoke')
  if (found.revocation) throw new AppError('state-conflict', revokedAlready)
  const { issuerId, statusListId: listId, statusPosition: position } = found.award
  const revocation = { awardId, revokedBy: actor.personId, ...details, revokedAt: platform.now().getTime() }
  const recipient = await findMailRecipient(db, found.award.recipientId)
  await commit(
    platform,
    { actor: actor.personId, action: 'award.revoked', subject: awardId },
    [
      requireRole(db, actor.personId, 'award.revoke', issuerId),
      insertRevocation(db, revocation),
      insertStatusFlip(db, { listId, position }),
      ...(recipient ? revokedMail(platform, recipient, { ...found, revocation }) : []),
    ],
    { overtaken: revokedAlready },
  )
  platform.wakeJobs()
  await publish(platform, listId)
  return { ...found, revocation }
}

const revokedAlready = 'refused.revokedAlready'

/** It is revoked whatever happens here: the flip is on record, and no reader gets a list without it. */
async function publish(platform: RevokingPlatform, listId: string): Promise<void> {
  try {
    await publishStatusList(platform, listId)
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown'
    platform.log({ level: 'error', event: 'status-list-not-published', list: listId, reason })
  }
}
