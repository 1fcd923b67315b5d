import { Hono } from 'hono'
import { listFeedback, listOwnReviews, listReviewQueue } from '../../assessment/reviews/list-reviews.ts'
import { openReview, type ReviewView } from '../../assessment/reviews/open-review.ts'
import { reviewDetails } from '../../assessment/reviews/review.ts'
import { reviewSubmission } from '../../assessment/reviews/review-submission.ts'
import type {
  AttemptForReview,
  ReviewRow,
  ReviewSummary,
  ReviewWithScores,
} from '../../assessment/reviews/reviews-store.ts'
import { undoApproval } from '../../assessment/reviews/undo-approval.ts'
import { achievementImageUrl } from '../../definitions/badges/achievement.ts'
import type { BadgeDefinition } from '../../definitions/badges/badge.ts'
import { requireActor } from '../../http/actor.ts'
import { readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { snakeCaseKeys } from '../../http/letter-case.ts'
import { listResponse, readPage, wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import type { Platform } from '../../platform/platform.ts'
import { toEvidenceResponse } from './submission-responses.ts'

export function reviewRoutes(platform: Platform) {
  const { origin } = platform.config
  return new Hono<HttpEnv>()
    .get('/reviews/queue', async (c) => {
      const { limit, after } = readPage(c)
      const badgeId = c.req.query('badge')
      const waiting = await listReviewQueue(platform, requireActor(c), { limit: limit + 1, after, badgeId })
      return listResponse(c, waiting, {
        limit,
        startOf: ({ submittedAt, id }) => ({ at: submittedAt, id }),
        toItem: (attempt) => toWaitingResponse(attempt, origin),
      })
    })
    .get('/reviews', async (c) => {
      const { limit, after } = readPage(c)
      const reviews = await listOwnReviews(platform, requireActor(c), { limit: limit + 1, after })
      return listResponse(c, reviews, {
        limit,
        startOf: ({ createdAt, id }) => ({ at: createdAt, id }),
        toItem: toOwnReviewResponse,
      })
    })
    .get('/submissions/:id/review', async (c) =>
      c.json(toReviewViewResponse(await openReview(platform, requireActor(c), idParam(c)), origin)),
    )
    .post('/submissions/:id/undo-approval', async (c) => {
      await undoApproval(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
    .post('/submissions/:id/reviews', async (c) => {
      const details = await readJson(c, reviewDetails)
      const review = await reviewSubmission(platform, requireActor(c), idParam(c), details)
      return c.json(toDecisionResponse(review), 201)
    })
    .get('/submissions/:id/feedback', async (c) => {
      const feedback = await listFeedback(platform, requireActor(c), idParam(c))
      return wholeList(c, feedback.map(toFeedbackResponse))
    })
}

const toWaitingResponse = (attempt: Omit<AttemptForReview, 'learnerId'>, origin: string) => ({
  submission_id: attempt.id,
  attempt_number: attempt.attemptNumber,
  submitted_at: new Date(attempt.submittedAt).toISOString(),
  issuer: { id: attempt.issuerId, name: attempt.issuerName },
  badge: {
    id: attempt.badgeId,
    version_id: attempt.badgeVersionId,
    version: attempt.versionNumber,
    name: attempt.definition.name,
    image_url: achievementImageUrl(origin, attempt.badgeVersionId),
  },
})

const toReviewViewResponse = (view: ReviewView, origin: string) => ({
  ...toWaitingResponse(view, origin),
  state: view.state,
  criteria: view.definition.criteria,
  rubric: toRubricResponse(view.definition),
  evidence: view.evidence.map(toEvidenceResponse),
  earlier_reviews: view.earlierReviews.map(toFeedbackResponse),
})

const toRubricResponse = (definition: BadgeDefinition) => snakeCaseKeys(definition.rubric)

const toDecisionResponse = (review: Omit<ReviewRow, 'reviewerId'>) => ({
  id: review.id,
  submission_id: review.submissionId,
  attempt_number: review.attemptNumber,
  decision: review.decision,
  comment: review.comment,
  created_at: new Date(review.createdAt).toISOString(),
})

const toOwnReviewResponse = ({ definition, ...review }: ReviewSummary) => ({
  ...toDecisionResponse(review),
  badge_name: definition.name,
})

const toFeedbackResponse = ({ scores, ...review }: Omit<ReviewWithScores, 'reviewerId'>) => ({
  ...toDecisionResponse(review),
  scores: scores.map(({ criterionId, levelId, comment }) => ({
    criterion_id: criterionId,
    level_id: levelId,
    comment,
  })),
})
