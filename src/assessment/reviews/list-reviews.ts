import type { PersonActor } from '../../identity/people/actor.ts'
import type { ListPage } from '../../platform/db/paging.ts'
import type { Platform } from '../../platform/platform.ts'
import { getSubmission } from '../submissions/get-submission.ts'
import {
  type AttemptForReview,
  listReviews,
  listReviewsBy,
  listWaiting,
  type ReviewSummary,
  type ReviewWithScores,
} from './reviews-store.ts'

/** What waits for this reviewer, longest first, without whose it is. */
export async function listReviewQueue(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage & { badgeId?: string | undefined },
): Promise<Omit<AttemptForReview, 'learnerId'>[]> {
  const waiting = await listWaiting(platform.db, actor.personId, page)
  return waiting.map(({ learnerId: _, ...attempt }) => attempt)
}

/** A reviewer's own decisions, newest first. */
export function listOwnReviews(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage,
): Promise<ReviewSummary[]> {
  return listReviewsBy(platform.db, actor.personId, page)
}

/** What the learner is told about each attempt. Who reviewed it is not part of that. */
export async function listFeedback(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  submissionId: string,
): Promise<Omit<ReviewWithScores, 'reviewerId'>[]> {
  const submission = await getSubmission(platform, actor, submissionId)
  const reviews = await listReviews(platform.db, submission.id)
  return reviews.map(({ reviewerId: _, ...review }) => review)
}
