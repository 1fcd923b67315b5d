import { assertIssuing } from '../../identity/issuers/issuing-halt.ts'
import { isStatusPositionFree, type StatusPosition } from '../../identity/issuers/status-lists-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { isPreconditionFailed, isRuleBroken, isUniqueViolation } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { assertAwardable, notApproved } from './awardable.ts'
import {
  type AwardDetails,
  type AwardRow,
  findAwardOfSubmission,
  findSubmissionToAward,
  type SubmissionToAward,
} from './awards-store.ts'
import { type ApprovedSubmission, type SigningPlatform, signAward } from './sign-award.ts'
import { writeAwards } from './write-awards.ts'

type IssuingPlatform = SigningPlatform & Pick<Platform, 'wakeJobs'>

/**
 * Turns an approved submission into a signed credential. Asked twice, or by many at once, it answers the same award.
 */
export async function issueAward(
  platform: IssuingPlatform,
  actor: PersonActor,
  submissionId: string,
): Promise<AwardDetails> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const found = await getSubmissionToAward(platform, actor, submissionId)
    if (found.awardId !== null) break
    const approved = assertAwardable(actor, found)
    const signed = await signAward(platform, actor, approved)
    const { row } = signed
    try {
      await writeAwards(
        platform,
        [{ submission: approved.submission, signed, isByRole: approved.isByRole }],
        [outboxEntry(platform, 'award.issued', { award: row.id })],
      )
      platform.wakeJobs()
      return toDetails(row, approved)
    } catch (error) {
      if (isRuleBroken(error, 'award_rests_on_its_review') || isRuleBroken(error, 'award_by_someone_else'))
        throw new AppError('state-conflict', notApproved, {}, { cause: error })
      if (!isPreconditionFailed(error) && !isUniqueViolation(error)) throw error
      // Only where another award was faster in taking the position is there anything to try again.
      if (await isStatusPositionFree(platform.db, positionOf(row))) break
    }
  }
  const award = await findAwardOfSubmission(platform.db, submissionId)
  if (award) return award
  await assertIssuing(platform.db)
  throw new AppError('state-conflict', notApproved)
}

/** Two awards choose the same position once in many thousand times. */
const mostAttempts = 10

async function getSubmissionToAward(
  { db, now }: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submissionId: string,
): Promise<SubmissionToAward> {
  const found = await findSubmissionToAward(db, actor.personId, submissionId, now().getTime())
  if (!found) throw new AppError('not-found', 'refused.noSubmissionToAward')
  return found
}

const positionOf = (row: AwardRow): StatusPosition => ({ listId: row.statusListId, position: row.statusPosition })

const toDetails = (row: AwardRow, { version, issuer, recipient }: ApprovedSubmission): AwardDetails => ({
  award: row,
  version,
  badgeId: version.badgeId,
  issuer,
  recipientName: recipient.name,
  revocation: null,
})
