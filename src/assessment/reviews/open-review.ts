import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { isPartOf } from '../submissions/submission.ts'
import { type EvidenceRow, listEvidence } from '../submissions/submissions-store.ts'
import { type AttemptForReview, findAttemptFor, listReviews, type ReviewWithScores } from './reviews-store.ts'

/** Blind: nothing in it says whose work it is. */
export interface ReviewView extends Omit<AttemptForReview, 'learnerId'> {
  evidence: EvidenceRow[]
  earlierReviews: Omit<ReviewWithScores, 'reviewerId'>[]
}

/** What a reviewer reads before deciding: the newest attempt that was sent. Noted, because evidence can show students. */
export async function openReview(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submissionId: string,
): Promise<ReviewView> {
  const found = await findAttemptFor(platform.db, actor.personId, submissionId)
  if (!found) throw new AppError('not-found', 'refused.noSubmissionToReview')
  const { learnerId, ...attempt } = found
  if (learnerId === actor.personId) {
    throw new AppError('separation-of-duties', 'refused.ownWork')
  }
  const [evidence, reviews] = await Promise.all([
    listEvidence(platform.db, submissionId),
    listReviews(platform.db, submissionId),
  ])
  const details = { attempt: attempt.attemptNumber }
  await commit(platform, { actor: actor.personId, action: 'submission.opened', subject: submissionId, details }, [])
  return {
    ...attempt,
    evidence: evidence.filter((piece) => isPartOf(attempt.attemptNumber, piece)),
    earlierReviews: reviews.map(({ reviewerId: _, ...review }) => review),
  }
}
