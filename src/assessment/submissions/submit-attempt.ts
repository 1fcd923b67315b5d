import type { PersonActor } from '../../identity/people/actor.ts'
import { findMailRecipient } from '../../identity/people/find-mail-recipient.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { invalidField } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getSubmission, type SubmissionView } from './get-submission.ts'
import { receivedMail } from './received-mail.ts'
import { assertEditable, editableStates } from './submission.ts'
import { insertAttempt, moveSubmission, requireEvidenceToSend } from './submissions-store.ts'

/** Freezes the evidence as one attempt and puts it in the reviewers' queue, the first time and after each return. */
export async function submitAttempt(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  submissionId: string,
): Promise<SubmissionView> {
  const { db } = platform
  const submission = await getSubmission(platform, actor, submissionId)
  assertEditable(submission)
  if (submission.evidence.length === 0) throw invalidField('/evidence', 'missing', 'refused.noEvidenceYet')
  const { attemptNumber } = submission
  const learner = await findMailRecipient(db, submission.learnerId)
  const now = platform.now().getTime()
  await commit(
    platform,
    {
      actor: actor.personId,
      action: 'submission.submitted',
      subject: submissionId,
      details: { attempt: attemptNumber },
    },
    [
      requireEvidenceToSend(db, submission, editableStates),
      insertAttempt(db, { id: platform.newId(), submissionId, number: attemptNumber, submittedAt: now }),
      moveSubmission(db, submissionId, 'submitted', now),
      ...(learner ? receivedMail(platform, learner, submission) : []),
    ],
    { overtaken: 'refused.changedWhileSent' },
  )
  platform.wakeJobs()
  return getSubmission(platform, actor, submissionId)
}
