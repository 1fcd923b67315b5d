import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getSubmission, type SubmissionView } from './get-submission.ts'
import { findBadgeOnOffer, insertSubmission, requireOnOffer } from './submissions-store.ts'

export const mayStart = async ({ db }: Pick<Platform, 'db'>, actor: PersonActor, badgeId: string): Promise<boolean> =>
  (await findBadgeOnOffer(db, actor.personId, badgeId)) !== undefined

/** Opens a draft for the newest version of a badge. One submission is open per person and version; the database decides races. */
export async function startSubmission(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  badgeId: string,
): Promise<SubmissionView> {
  const badge = await findBadgeOnOffer(platform.db, actor.personId, badgeId)
  if (!badge) throw new AppError('not-found', 'refused.noBadgeToStart')
  const id = platform.newId()
  const now = platform.now().getTime()
  await commit(
    platform,
    { actor: actor.personId, action: 'submission.started', subject: id, details: { badgeVersion: badge.versionId } },
    [
      requireOnOffer(platform.db, badge.versionId),
      insertSubmission(platform.db, {
        id,
        badgeVersionId: badge.versionId,
        learnerId: actor.personId,
        state: 'draft',
        createdAt: now,
        updatedAt: now,
      }),
    ],
    { overtaken: 'refused.workingAlready' },
  )
  return getSubmission(platform, actor, id)
}
