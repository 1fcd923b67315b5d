import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getOwnSubmission, getSubmission, type SubmissionView } from './get-submission.ts'
import { deleteAttempt, isUntouched, moveSubmission, requireSubmission, requireUntouched } from './submissions-store.ts'

/** Makes what was sent a draft again, or what it was before, as long as nobody has begun to review it. */
export async function takeBackSubmission(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submissionId: string,
): Promise<SubmissionView> {
  const { db } = platform
  const submission = await getOwnSubmission(db, actor, submissionId)
  if (submission.state !== 'submitted') throw new AppError('state-conflict', begunAlready)
  const { attemptNumber } = submission
  await commit(
    platform,
    {
      actor: actor.personId,
      action: 'submission.taken-back',
      subject: submissionId,
      details: { attempt: attemptNumber },
    },
    [
      requireSubmission(db, submission, ['submitted']),
      requireUntouched(db, submission),
      deleteAttempt(db, submission),
      moveSubmission(db, submissionId, attemptNumber === 1 ? 'draft' : 'returned', platform.now().getTime()),
    ],
    { overtaken: begunAlready },
  )
  return getSubmission(platform, actor, submissionId)
}

/** Whether that is possible now. */
export const mayTakeBack = async (
  { db }: Pick<Platform, 'db'>,
  submission: Pick<SubmissionView, 'id' | 'state' | 'learnerId' | 'attemptNumber'>,
): Promise<boolean> => submission.state === 'submitted' && (await isUntouched(db, submission))

const begunAlready = 'refused.reviewBegun'
