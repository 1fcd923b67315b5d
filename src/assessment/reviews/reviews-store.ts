import { and, asc, desc, eq, inArray, isNull, not, or, type SQL } from 'drizzle-orm'
import { mayActOnBadge } from '../../definitions/badges/badge-roles-store.ts'
import { badge, badgeVersion } from '../../definitions/badges/badges-tables.ts'
import { issuer } from '../../identity/issuers/issuers-tables.ts'
import { isSamePerson, presentAccount } from '../../identity/people/people-store.ts'
import type { Db, Statement } from '../../platform/db/db.ts'
import { type ListPage, newestFirst, oldestFirst } from '../../platform/db/paging.ts'
import { attempt, submission } from '../submissions/submissions-tables.ts'
import { review, reviewScore } from './reviews-tables.ts'

export type ReviewRow = typeof review.$inferSelect
export type ReviewScoreRow = typeof reviewScore.$inferSelect
export interface ReviewWithScores extends ReviewRow {
  scores: ReviewScoreRow[]
}
/** One sent attempt as a reviewer sees it, with whose it is: journeys drop that before they hand it on. */
export type AttemptForReview = Awaited<ReturnType<typeof selectForReview>>[number]

const selectForReview = (db: Db, where: SQL | undefined, order: SQL[], limit: number) =>
  db
    .select({
      id: submission.id,
      state: submission.state,
      learnerId: presentAccount(submission.learnerId),
      attemptNumber: attempt.number,
      submittedAt: attempt.submittedAt,
      badgeVersionId: badgeVersion.id,
      versionNumber: badgeVersion.number,
      definition: badgeVersion.definition,
      badgeId: badge.id,
      issuerId: issuer.id,
      issuerName: issuer.name,
      issuing: badge.issuing,
    })
    .from(submission)
    .innerJoin(attempt, eq(attempt.submissionId, submission.id))
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .where(where)
    .orderBy(...order)
    .limit(limit)

const mayReview = (db: Db, personId: string) => mayActOnBadge(db, personId, 'submission.review')

/** Attempts that wait for a decision, longest waiting first; never the reviewer's own. */
export function listWaiting(
  db: Db,
  reviewerId: string,
  page: ListPage & { badgeId?: string | undefined },
): Promise<AttemptForReview[]> {
  const { after, badgeId, limit } = page
  const longestWaiting = oldestFirst(attempt.submittedAt, submission.id)
  const where = and(
    eq(submission.state, 'submitted'),
    eq(attempt.number, submission.attemptNumber),
    not(isSamePerson(db, submission.learnerId, reviewerId)),
    mayReview(db, reviewerId),
    badgeId === undefined ? undefined : eq(badge.id, badgeId),
    longestWaiting.beyond(after),
  )
  return selectForReview(db, where, longestWaiting.by, limit)
}

const statesReviewersSee = ['submitted', 'returned', 'approved', 'declined', 'awarded'] as const

/** The newest attempt that was sent, for a reviewer of its issuer or for its learner; what either may do with it is not said yet. */
export async function findAttemptFor(
  db: Db,
  personId: string,
  submissionId: string,
): Promise<AttemptForReview | undefined> {
  const where = and(
    eq(submission.id, submissionId),
    inArray(submission.state, [...statesReviewersSee]),
    or(mayReview(db, personId), isSamePerson(db, submission.learnerId, personId)),
  )
  const [found] = await selectForReview(db, where, [desc(attempt.number)], 1)
  return found
}

/** Oldest first, each with its scores; without what was undone. */
export async function listReviews(db: Db, submissionId: string): Promise<ReviewWithScores[]> {
  const rows = await db
    .select({ review, score: reviewScore })
    .from(review)
    .innerJoin(reviewScore, eq(reviewScore.reviewId, review.id))
    .where(and(eq(review.submissionId, submissionId), isNull(review.undoneAt)))
    .orderBy(asc(review.attemptNumber), asc(reviewScore.criterionId))
  const byId = new Map<string, ReviewWithScores>()
  for (const row of rows) {
    const known = byId.get(row.review.id)
    if (known) known.scores.push(row.score)
    else byId.set(row.review.id, { ...row.review, scores: [row.score] })
  }
  return [...byId.values()]
}

/** A reviewer's own decisions, newest first. */
export function listReviewsBy(db: Db, reviewerId: string, page: ListPage): Promise<ReviewSummary[]> {
  const { after, limit } = page
  const order = newestFirst(review.createdAt, review.id)
  return db
    .select({
      id: review.id,
      submissionId: review.submissionId,
      attemptNumber: review.attemptNumber,
      decision: review.decision,
      comment: review.comment,
      createdAt: review.createdAt,
      undoneAt: review.undoneAt,
      state: submission.state,
      issuing: badge.issuing,
      definition: badgeVersion.definition,
    })
    .from(review)
    .innerJoin(submission, eq(submission.id, review.submissionId))
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .where(and(isSamePerson(db, review.reviewerId, reviewerId), order.beyond(after)))
    .orderBy(...order.by)
    .limit(limit)
}
export type ReviewSummary = Pick<
  ReviewRow,
  'id' | 'submissionId' | 'attemptNumber' | 'decision' | 'comment' | 'createdAt' | 'undoneAt'
> & {
  definition: (typeof badgeVersion.$inferSelect)['definition']
  state: (typeof submission.$inferSelect)['state']
  issuing: (typeof badge.$inferSelect)['issuing']
}

export const insertReview = (db: Db, row: ReviewRow): Statement => db.insert(review).values(row)

export const insertScore = (db: Db, row: ReviewScoreRow): Statement => db.insert(reviewScore).values(row)

/** Joins a submission with the approval of the attempt that it is at. */
export const isCurrentApproval = and(
  eq(review.submissionId, submission.id),
  eq(review.attemptNumber, submission.attemptNumber),
  eq(review.decision, 'approved'),
  isNull(review.undoneAt),
)

/** Somebody's own approval of the attempt that a submission is at. */
export async function findOwnApproval(db: Db, reviewerId: string, submissionId: string) {
  const [found] = await db
    .select({
      reviewId: review.id,
      attemptNumber: review.attemptNumber,
      createdAt: review.createdAt,
      state: submission.state,
    })
    .from(submission)
    .innerJoin(review, isCurrentApproval)
    .where(and(eq(submission.id, submissionId), isSamePerson(db, review.reviewerId, reviewerId)))
  return found
}

export async function findStandingApproval(db: Db, reviewId: string): Promise<{ reviewerId: string } | undefined> {
  const [found] = await db
    .select({ reviewerId: presentAccount(review.reviewerId) })
    .from(review)
    .where(and(eq(review.id, reviewId), eq(review.decision, 'approved'), isNull(review.undoneAt)))
  return found
}

export const undoReview = (db: Db, reviewId: string, at: number): Statement =>
  db.update(review).set({ undoneAt: at }).where(eq(review.id, reviewId))
