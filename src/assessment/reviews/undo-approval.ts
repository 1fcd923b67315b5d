import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { isRuleBroken } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { moveSubmission, requireSubmission } from '../submissions/submissions-store.ts'
import { undoUntil } from './approval-wait.ts'
import { findOwnApproval, undoReview } from './reviews-store.ts'

/** Takes an approval back, by whoever gave it and before anything was issued: the same attempt waits for a reviewer again. */
export async function undoApproval(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submissionId: string,
): Promise<void> {
  const { db } = platform
  const found = await findOwnApproval(db, actor.personId, submissionId)
  if (!found) throw new AppError('not-found', 'refused.noApprovalToUndo')
  const now = platform.now()
  if (found.state !== 'approved' || undoUntil(found.createdAt) <= now) throw tooLate()
  await commit(
    platform,
    {
      actor: actor.personId,
      action: 'submission.approval-undone',
      subject: submissionId,
      details: { review: found.reviewId, attempt: found.attemptNumber },
    },
    [
      requireSubmission(db, { id: submissionId, attemptNumber: found.attemptNumber }, ['approved']),
      undoReview(db, found.reviewId, now.getTime()),
      moveSubmission(db, submissionId, 'submitted', now.getTime()),
    ],
    { overtaken: tooLate },
  ).catch((error: unknown) => {
    throw isRuleBroken(error, 'review_no_update') ? tooLate(error) : error
  })
}

const tooLate = (cause?: unknown) => new AppError('state-conflict', 'refused.tooLateToUndo', {}, { cause })
