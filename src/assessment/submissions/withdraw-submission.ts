import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getOwnSubmission, getSubmission, type SubmissionView } from './get-submission.ts'
import { type SubmissionState, withdrawableStates } from './submission.ts'
import { moveSubmission, requireSubmission } from './submissions-store.ts'

/** Takes a submission back, for good, as long as nobody decided on it. */
export async function withdrawSubmission(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submissionId: string,
): Promise<SubmissionView> {
  const submission = await getOwnSubmission(platform.db, actor, submissionId)
  if (!isWithdrawable(submission.state)) throw new AppError('state-conflict', tooLate)
  const details = { from: submission.state }
  await commit(
    platform,
    { actor: actor.personId, action: 'submission.withdrawn', subject: submissionId, details },
    [
      requireSubmission(platform.db, submission, withdrawableStates),
      moveSubmission(platform.db, submissionId, 'withdrawn', platform.now().getTime()),
    ],
    { overtaken: tooLate },
  )
  return getSubmission(platform, actor, submissionId)
}

const tooLate = 'refused.tooLateToWithdraw'
const isWithdrawable = (state: SubmissionState) => (withdrawableStates as readonly SubmissionState[]).includes(state)
