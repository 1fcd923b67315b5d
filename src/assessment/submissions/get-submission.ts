import type { PersonActor } from '../../identity/people/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { isPartOf } from './submission.ts'
import {
  type AttemptRow,
  type EvidenceRow,
  findSubmissionOf,
  listAttempts,
  listEvidence,
  type SubmissionSummary,
} from './submissions-store.ts'

export interface SubmissionView extends SubmissionSummary {
  /** What is part of the round being written or judged. */
  evidence: EvidenceRow[]
  attempts: AttemptRow[]
}

/** A learner's own submission. */
export async function getSubmission(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  submissionId: string,
): Promise<SubmissionView> {
  const submission = await getOwnSubmission(platform.db, actor, submissionId)
  const [evidence, attempts] = await Promise.all([
    listEvidence(platform.db, submissionId),
    listAttempts(platform.db, submissionId),
  ])
  return { ...submission, attempts, evidence: evidence.filter((piece) => isPartOf(submission.attemptNumber, piece)) }
}

export async function getOwnSubmission(
  db: Platform['db'],
  actor: PersonActor,
  submissionId: string,
): Promise<SubmissionSummary> {
  const submission = await findSubmissionOf(db, actor.personId, submissionId)
  if (!submission) throw new AppError('not-found', 'refused.noSubmission')
  return submission
}
