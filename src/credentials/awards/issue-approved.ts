import { findApproval } from '../../assessment/reviews/read-approval.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { issueAward } from './issue-award.ts'

/**
 * What follows an approval that nobody undid: its approver issues. An approval that does not count any more, or that somebody has
 * issued, is done with; where nothing can be issued at the moment it is tried again.
 */
export async function issueApproved(
  platform: Platform,
  { submission, review }: { submission: string; review: string },
): Promise<void> {
  const approval = await findApproval(platform, review)
  if (!approval) return
  await issueAward(platform, { kind: 'person', personId: approval.reviewerId }, submission).catch((error: unknown) => {
    if (!(error instanceof AppError && isOver.includes(error.code))) throw error
  })
}

const isOver: readonly string[] = ['not-found', 'state-conflict', 'separation-of-duties', 'forbidden']
