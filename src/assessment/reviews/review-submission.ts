import { requireRoleOnBadge } from '../../definitions/badges/badge-roles-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { findMailRecipient } from '../../identity/people/find-mail-recipient.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { isRuleBroken } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { moveSubmission, requireSubmission, returnSubmission } from '../submissions/submissions-store.ts'
import { undoUntil } from './approval-wait.ts'
import { feedbackMail } from './feedback-mail.ts'
import { decide, type ReviewDetails } from './review.ts'
import { findAttemptFor, insertReview, insertScore, type ReviewRow } from './reviews-store.ts'

/** Scores a sent attempt and decides on it, once. Of two reviewers at the same time the database lets the first through. */
export async function reviewSubmission(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  submissionId: string,
  details: ReviewDetails,
): Promise<ReviewRow> {
  const { db } = platform
  const attempt = await findAttemptFor(db, actor.personId, submissionId)
  if (!attempt) throw new AppError('not-found', 'refused.noSubmissionToReview')
  if (attempt.learnerId === actor.personId) throw ownWork()
  if (attempt.state !== 'submitted' || attempt.attemptNumber !== details.attemptNumber) {
    throw new AppError('state-conflict', decidedAlready)
  }
  decide(attempt.definition.rubric, details)
  const now = platform.now().getTime()
  const { attemptNumber, decision, comment } = details
  const row = {
    id: platform.newId(),
    submissionId,
    attemptNumber,
    reviewerId: actor.personId,
    decision,
    comment,
    createdAt: now,
    undoneAt: null,
  }
  const learner = await findMailRecipient(db, attempt.learnerId)
  await commit(
    platform,
    {
      actor: actor.personId,
      action: `submission.${decision}`,
      subject: submissionId,
      details: { review: row.id, attempt: attemptNumber },
    },
    [
      requireRoleOnBadge(db, actor.personId, 'submission.review', attempt),
      requireSubmission(db, attempt, ['submitted']),
      insertReview(db, row),
      ...details.scores.map((score) => insertScore(db, { reviewId: row.id, ...score })),
      decision === 'returned'
        ? returnSubmission(db, submissionId, now)
        : moveSubmission(db, submissionId, decision, now),
      ...(decision === 'approved' && attempt.issuing === 'approver'
        ? [
            outboxEntry(
              platform,
              'submission.approved',
              { submission: submissionId, review: row.id },
              { notBefore: undoUntil(now) },
            ),
          ]
        : []),
      ...(learner && decision !== 'approved' ? feedbackMail(platform, learner, { ...attempt, decision }) : []),
    ],
    { overtaken: decidedAlready },
  ).catch((error: unknown) => {
    throw isRuleBroken(error, 'review_by_someone_else') ? ownWork(error) : error
  })
  platform.wakeJobs()
  return row
}

const decidedAlready = 'refused.decidedAlready'

const ownWork = (cause?: unknown) => new AppError('separation-of-duties', 'refused.ownWork', {}, { cause })
