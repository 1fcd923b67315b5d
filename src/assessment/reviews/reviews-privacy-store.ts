import { and, eq, exists, inArray, sql } from 'drizzle-orm'
import type { PersonActor } from '../../identity/people/actor.ts'
import { isSamePerson } from '../../identity/people/people-store.ts'
import { everyPage, type Gathering, isoTime, type PersonalRecords } from '../../platform/db/personal-records.ts'
import { getSubmission, type SubmissionView } from '../submissions/get-submission.ts'
import { isOfTheirWork } from '../submissions/submissions-privacy-store.ts'
import { listEvidence, listSubmissionsOf } from '../submissions/submissions-store.ts'
import { submission } from '../submissions/submissions-tables.ts'
import { listFeedback, listOwnReviews } from './list-reviews.ts'
import { review, reviewScore } from './reviews-tables.ts'

export const reviewsPersonalRecords = {
  rows: [],
  words: [review.comment, reviewScore.comment],
  kept: [review.reviewerId],
  async gather(platform, { personId }) {
    const actor: PersonActor = { kind: 'person', personId }
    const summaries = await everyPage(
      (page) => listSubmissionsOf(platform.db, personId, page),
      ({ updatedAt, id }) => ({ at: updatedAt, id }),
    )
    const submissions = []
    for (const { id } of summaries) submissions.push(await submissionData(platform, actor, id))
    const decisions = await everyPage(
      (page) => listOwnReviews(platform, actor, page),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    )
    return {
      submissions,
      reviews_written: decisions.map((written) => ({
        badge: written.definition.name,
        decision: written.decision,
        comment: written.comment,
        created_at: isoTime(written.createdAt),
      })),
    }
  },
  erase: (db, who) => [
    db
      .update(review)
      .set({ comment: '' })
      .where(isOfTheirWork(db, review.submissionId, who)),
    db
      .update(reviewScore)
      .set({ comment: '' })
      .where(
        inArray(
          reviewScore.reviewId,
          db
            .select({ id: review.id })
            .from(review)
            .where(isOfTheirWork(db, review.submissionId, who)),
        ),
      ),
  ],
  /** What one account approved of the other’s is not approved by anybody else: it goes back for another round. */
  merge: (db, { into }, at) => [
    db
      .update(submission)
      .set({ state: 'returned', attemptNumber: sql`${submission.attemptNumber} + 1`, updatedAt: at })
      .where(
        and(
          eq(submission.state, 'approved'),
          isSamePerson(db, submission.learnerId, into),
          exists(
            db
              .select({ one: sql`1` })
              .from(review)
              .where(
                and(
                  eq(review.submissionId, submission.id),
                  eq(review.attemptNumber, submission.attemptNumber),
                  isSamePerson(db, review.reviewerId, into),
                ),
              ),
          ),
        ),
      ),
  ],
} as const satisfies PersonalRecords

async function submissionData(platform: Gathering, actor: PersonActor, submissionId: string) {
  const [found, pieces] = await Promise.all([
    getSubmission(platform, actor, submissionId),
    listEvidence(platform.db, submissionId),
  ])
  const feedback = await listFeedback(platform, actor, submissionId)
  return {
    id: found.id,
    badge: found.definition.name,
    issuer: found.issuerName,
    state: found.state,
    created_at: isoTime(found.createdAt),
    updated_at: isoTime(found.updatedAt),
    attempts: found.attempts.map(({ number, submittedAt }) => ({ number, submitted_at: isoTime(submittedAt) })),
    evidence: pieces.map((piece, index) => ({
      kind: piece.kind,
      name: piece.name,
      description: piece.description,
      url: piece.url,
      words: piece.words,
      shows_students: piece.showsStudents,
      visibility: piece.visibility,
      ...(piece.fileKey !== null && { file: evidencePath(found, index, piece.name), file_key: piece.fileKey }),
      created_at: isoTime(piece.createdAt),
    })),
    feedback: feedback.map(({ attemptNumber, decision, comment, createdAt, scores }) => ({
      attempt: attemptNumber,
      decision,
      comment,
      created_at: isoTime(createdAt),
      scores: scores.map((score) => ({
        criterion: nameOf(found, score.criterionId),
        level: levelOf(found, score),
        comment: score.comment,
      })),
    })),
  }
}

const evidencePath = ({ id }: SubmissionView, index: number, name: string) =>
  `evidence/${id}/${index + 1}-${name.replace(/[^\p{L}\p{M}\p{N}._ -]/gu, '_').slice(0, 100)}`

const nameOf = ({ definition }: SubmissionView, criterionId: string) =>
  definition.rubric.find(({ id }) => id === criterionId)?.name ?? criterionId

const levelOf = ({ definition }: SubmissionView, { criterionId, levelId }: { criterionId: string; levelId: string }) =>
  definition.rubric.find(({ id }) => id === criterionId)?.levels.find(({ id }) => id === levelId)?.name ?? levelId
