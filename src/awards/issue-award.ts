import { commit } from '../audit/audit-log.ts'
import { isPreconditionFailed, isRuleBroken, isUniqueViolation } from '../db/db.ts'
import { AppError } from '../errors.ts'
import { assertIssuing } from '../issuers/issuing-halt.ts'
import { requireNoIssuingHalt } from '../issuers/issuing-halts-store.ts'
import { isStatusPositionFree, type StatusPosition, takeStatusPosition } from '../issuers/status-lists-store.ts'
import { outboxEntry } from '../jobs/outbox.ts'
import { requireRole } from '../organisations/role-conditions-store.ts'
import type { PersonActor } from '../people/actor.ts'
import type { Platform } from '../platform.ts'
import { moveSubmission, requireSubmission } from '../submissions/submissions-store.ts'
import {
  type AwardDetails,
  type AwardRow,
  findAwardOfSubmission,
  findSubmissionToAward,
  insertAward,
  requirePublishedKey,
  type SubmissionToAward,
} from './awards-store.ts'
import { type ApprovedSubmission, type SignedAward, type SigningPlatform, signAward } from './sign-award.ts'

type IssuingPlatform = SigningPlatform & Pick<Platform, 'wakeJobs'>

/**
 * Turns an approved submission into a signed credential: the only place that does. Asked twice, or by many at once, it
 * answers the same award.
 */
export async function issueAward(
  platform: IssuingPlatform,
  actor: PersonActor,
  submissionId: string,
): Promise<AwardDetails> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const found = await getSubmissionToAward(platform.db, actor, submissionId)
    if (found.awardId !== null) break
    const approved = assertApproved(found)
    const signed = await signAward(platform, actor, approved)
    const { row } = signed
    try {
      await writeAward(platform, approved, signed)
      platform.wakeJobs()
      return toDetails(row, approved)
    } catch (error) {
      if (isRuleBroken(error, 'award_rests_on_its_review'))
        throw new AppError('state-conflict', notApproved, { cause: error })
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

const notApproved =
  'This submission is not approved, or you may no longer issue it. Reload the page to see where it stands.'

async function getSubmissionToAward(
  db: Platform['db'],
  actor: PersonActor,
  submissionId: string,
): Promise<SubmissionToAward> {
  const found = await findSubmissionToAward(db, actor.personId, submissionId)
  if (!found) throw new AppError('not-found', 'There is no such submission that you could award.')
  if (found.submission.learnerId === actor.personId) {
    throw new AppError(
      'separation-of-duties',
      'Nobody awards a badge to themselves. Ask another person who issues awards.',
    )
  }
  return found
}

function assertApproved(found: SubmissionToAward): ApprovedSubmission {
  const { review, submittedAt } = found
  if (found.submission.state !== 'approved' || review === null || submittedAt === null)
    throw new AppError('state-conflict', notApproved)
  if (review.reviewerId === found.recipient.id) {
    throw new AppError('separation-of-duties', 'The recipient approved this. Somebody else has to review it.')
  }
  return { ...found, review, submittedAt }
}

async function writeAward(
  platform: IssuingPlatform,
  { submission }: ApprovedSubmission,
  { row, keyId, dictionary }: SignedAward,
): Promise<void> {
  const { db } = platform
  const details = { submission: submission.id, digest: row.digest }
  await commit(platform, { actor: row.issuedBy, action: 'award.issued', subject: row.id, details }, [
    requireRole(db, row.issuedBy, 'award.issue', row.issuerId),
    requireSubmission(db, submission, ['approved']),
    requirePublishedKey(db, keyId),
    requireNoIssuingHalt(db),
    ...takeStatusPosition(db, positionOf(row)),
    insertAward(db, row, dictionary),
    moveSubmission(db, submission.id, 'awarded', row.issuedAt),
    outboxEntry(platform, 'award.issued', { award: row.id }),
  ])
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
