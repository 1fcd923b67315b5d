import type { PersonActor } from '../../identity/people/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { SubmissionToAward } from './awards-store.ts'
import type { ApprovedSubmission } from './sign-award.ts'

/** Throws AppError `state-conflict` for what is not approved, and `separation-of-duties` where one person would do two duties. */
export function assertAwardable(actor: PersonActor, found: SubmissionToAward): ApprovedSubmission {
  const { review, submittedAt } = found
  if (found.recipient.id === actor.personId) {
    throw new AppError('separation-of-duties', 'refused.ownAward')
  }
  if (found.submission.state !== 'approved' || review === null || submittedAt === null)
    throw new AppError('state-conflict', notApproved)
  if (found.reviewedBy === found.recipient.id) {
    throw new AppError('separation-of-duties', 'refused.recipientApproved')
  }
  return { ...found, review, submittedAt }
}

export const notApproved = 'refused.notApproved'
