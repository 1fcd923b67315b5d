import { commit } from '../audit/audit-log.ts'
import { sha256Hex, toBase64url, toUuid } from '../bytes-as-text.ts'
import { isPreconditionFailed, isRuleBroken, isUniqueViolation } from '../db/db.ts'
import { AppError } from '../errors.ts'
import { chooseStatusPosition, statusListUrl } from '../issuers/choose-status-position.ts'
import { assertIssuing } from '../issuers/issuing-halt.ts'
import { requireNoIssuingHalt } from '../issuers/issuing-halts-store.ts'
import { requireRole } from '../issuers/role-conditions-store.ts'
import { loadKeyWithDocument } from '../issuers/signing-keys.ts'
import { isStatusPositionFree, type StatusPosition, takeStatusPosition } from '../issuers/status-lists-store.ts'
import { outboxEntry } from '../jobs/outbox.ts'
import { type DidDocument, type JsonObject, type JsonValue, parseCredential } from '../openbadges/index.ts'
import type { PersonActor } from '../people/actor.ts'
import type { Platform } from '../platform.ts'
import { isPartOf } from '../submissions/submission.ts'
import { listEvidence, moveSubmission, requireSubmission } from '../submissions/submissions-store.ts'
import { addMonths, toAchievementCredential } from './award.ts'
import {
  type AwardDetails,
  type AwardRow,
  findAwardOfSubmission,
  findSubmissionToAward,
  insertAward,
  listScores,
  requirePublishedKey,
  type SubmissionToAward,
} from './awards-store.ts'

type IssuingPlatform = Pick<
  Platform,
  'config' | 'db' | 'sealer' | 'signingKeys' | 'proofs' | 'now' | 'newId' | 'randomBytes' | 'wakeJobs' | 'log'
>

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
    const { row, keyId } = await signAward(platform, actor, approved)
    try {
      await writeAward(platform, approved, row, keyId)
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

type ApprovedSubmission = SubmissionToAward & {
  review: NonNullable<SubmissionToAward['review']>
  submittedAt: number
}

async function writeAward(
  platform: IssuingPlatform,
  { submission }: ApprovedSubmission,
  row: AwardRow,
  keyId: string,
): Promise<void> {
  const { db } = platform
  const details = { submission: submission.id, digest: row.digest }
  await commit(platform, { actor: row.issuedBy, action: 'award.issued', subject: row.id, details }, [
    requireRole(db, row.issuedBy, 'award.issue', row.issuerId),
    requireSubmission(db, submission, ['approved']),
    requirePublishedKey(db, keyId),
    requireNoIssuingHalt(db),
    ...takeStatusPosition(db, positionOf(row)),
    insertAward(db, row),
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

/** Everything but the writing: what comes out is whole, or nothing does. */
async function signAward(
  platform: IssuingPlatform,
  actor: PersonActor,
  approved: ApprovedSubmission,
): Promise<{ row: AwardRow; keyId: string }> {
  const { submission, version, issuer, recipient, review } = approved
  const awardId = toUuid(platform.randomBytes(16))
  const issuedAt = wholeSeconds(platform.now())
  const { validMonths } = version.definition
  const validUntil = validMonths === undefined ? undefined : addMonths(issuedAt, validMonths)
  const [scores, evidence] = await Promise.all([
    listScores(platform.db, review.id),
    listEvidence(platform.db, submission.id),
  ])
  const status = await chooseStatusPosition(platform, issuer.id)
  const unsigned = await toAchievementCredential({
    origin: platform.config.origin,
    awardId,
    issuer,
    version,
    recipient,
    salt: toBase64url(platform.randomBytes(16)),
    scores: inOrderOfRubric(version.definition.rubric, scores),
    evidence: evidence.filter((piece) => isPartOf(submission.attemptNumber, piece)),
    submittedAt: new Date(approved.submittedAt),
    issuedAt,
    validUntil,
    status: { listUrl: statusListUrl(platform.config.origin, status.listId), position: status.position },
  })
  const { key, document } = await loadKeyWithDocument(platform, issuer, 'Ed25519')
  const credential = JSON.stringify(await platform.proofs.sign(unsigned, key, { created: issuedAt }))
  await assertVerifies(platform, issuer.id, document, credential)
  const row = {
    id: awardId,
    issuerId: issuer.id,
    badgeVersionId: version.id,
    submissionId: submission.id,
    reviewId: review.id,
    recipientId: recipient.id,
    approverId: review.reviewerId,
    issuedBy: actor.personId,
    statusListId: status.listId,
    statusPosition: status.position,
    credential,
    digest: await sha256Hex(credential),
    issuedAt: issuedAt.getTime(),
    validUntil: validUntil?.getTime() ?? null,
  }
  return { row, keyId: key.id }
}

/** Reads the bytes back as a stranger would, with the keys we publish. What does not verify is never written. */
async function assertVerifies(
  platform: Pick<Platform, 'proofs' | 'now' | 'log'>,
  issuerId: string,
  controllerDocument: DidDocument,
  credential: string,
): Promise<void> {
  const document = parseCredential(credential)
  const [proof] = Array.isArray(document.proof) ? document.proof : []
  if (!isJsonObject(proof)) throw new Error('What was just signed has no proof.')
  const outcome = await platform.proofs.verify({
    document,
    proof,
    controllerDocument,
    now: platform.now().toISOString(),
  })
  if (outcome.state === 'passed') return
  platform.log({ level: 'error', event: 'issuance-halted', issuer: issuerId, reason: outcome.reason })
  throw new AppError(
    'issuance-halted',
    'The award was not made: our own signature did not verify. Whoever runs Signet has to look at the signing key.',
  )
}

const inOrderOfRubric = <Score extends { criterionId: string }>(rubric: readonly { id: string }[], scores: Score[]) =>
  rubric.flatMap(({ id }) => scores.filter((score) => score.criterionId === id))

const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wholeSeconds = (time: Date) => new Date(Math.floor(time.getTime() / 1000) * 1000)
