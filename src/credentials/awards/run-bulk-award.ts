import { listEvidenceOfAll } from '../../assessment/submissions/submissions-store.ts'
import { chooseStatusPositions } from '../../identity/issuers/choose-status-position.ts'
import { findIssuingHalt } from '../../identity/issuers/issuing-halts-store.ts'
import { assertMayIssue } from '../../identity/issuers/may-issue.ts'
import { loadKeyWithDocument } from '../../identity/issuers/signing-keys.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import type { Statement } from '../../platform/db/db.ts'
import { isPreconditionFailed, isRuleBroken, isUniqueViolation } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { assertAwardable } from './awardable.ts'
import { listScoresOfAll, listSubmissionsToAward } from './awards-store.ts'
import { settledOf } from './bulk-award.ts'
import {
  type BulkAwardRow,
  type BulkItem,
  findBulkAward,
  listBulkItems,
  type RefusalReason,
  settleItems,
} from './bulk-awards-store.ts'
import { compareSampledAward } from './compare-award.ts'
import { type ApprovedSubmission, type AwardMaterial, type SigningPlatform, signPreparedAward } from './sign-award.ts'
import { type AwardToWrite, writeAwards } from './write-awards.ts'

export type BulkPlatform = SigningPlatform & Pick<Platform, 'wakeJobs' | 'gzip'>

/** `over`: done or canceled. `elsewhere`: another process is at it. */
export type BulkOutcome = 'over' | 'more' | 'halted' | 'elsewhere'

/**
 * Settles a part of a bulk award, chunk by chunk: the awards of a chunk, what is refused of it and how far the whole is are
 * one batch. A process that dies loses what it had not written, and whoever goes on begins behind the last chunk.
 */
export async function runBulkAward(
  platform: BulkPlatform,
  bulkId: string,
  { chunks }: { chunks: number },
): Promise<BulkOutcome> {
  for (let chunk = 1; chunk <= chunks; chunk++) {
    const outcome = await settleChunk(platform, bulkId)
    if (outcome !== 'more') return outcome
  }
  return 'more'
}

/** Small, so that readers wait a hundredth of a second at most: between chunks the event loop turns. */
const chunkSize = 25
/** The first failure may be another award's position; what fails again is looked at one by one. */
const attemptsTogether = 3
const attemptsToSign = 6
const mostAttempts = 10

async function settleChunk(platform: BulkPlatform, bulkId: string): Promise<BulkOutcome> {
  const { db } = platform
  let settledAtFirst: number | undefined
  for (let attempt = 1; ; attempt++) {
    const bulk = await findBulkAward(db, bulkId)
    if (bulk?.state !== 'running') return 'over'
    settledAtFirst ??= settledOf(bulk)
    if (settledOf(bulk) !== settledAtFirst) return 'elsewhere'
    if (await findIssuingHalt(db)) return 'halted'
    const items = await listBulkItems(db, bulkId, settledOf(bulk), attempt <= attemptsTogether ? chunkSize : 1)
    const decisions =
      attempt <= attemptsToSign ? await decideAll(platform, bulk, items) : items.map(refuseAs('state-conflict'))
    try {
      await write(platform, bulk, decisions)
      await compareAll(platform, decisions)
      return settledOf(bulk) + items.length === bulk.total ? 'over' : 'more'
    } catch (error) {
      // Somebody was faster with a position, a submission, a role or a key: what there is now decides.
      if (!isOvertaken(error) || attempt === mostAttempts) throw error
    }
  }
}

const isOvertaken = (error: unknown) =>
  isPreconditionFailed(error) || isUniqueViolation(error) || isRuleBroken(error, 'award_rests_on_its_review')

type Decision =
  | { position: number; decision: 'award'; award: AwardToWrite }
  | { position: number; decision: 'already-awarded' }
  | { position: number; decision: 'refuse'; reason: RefusalReason }

const refuseAs =
  (reason: RefusalReason) =>
  ({ position }: BulkItem): Decision => ({ position, decision: 'refuse', reason })

async function decideAll(platform: BulkPlatform, bulk: BulkAwardRow, items: readonly BulkItem[]): Promise<Decision[]> {
  const actor: PersonActor = { kind: 'person', personId: bulk.requestedBy }
  const ids = items.map(({ submissionId }) => submissionId)
  const found = new Map(
    (await listSubmissionsToAward(platform.db, actor.personId, ids, platform.now().getTime())).map((one) => [
      one.submission.id,
      one,
    ]),
  )
  const judged = items.map((item): Decision | (BulkItem & { approved: ApprovedSubmission }) => {
    const one = found.get(item.submissionId)
    if (!one) return refuseAs('not-found')(item)
    if (one.awardId !== null) return { position: item.position, decision: 'already-awarded' }
    try {
      return { ...item, approved: assertAwardable(actor, one) }
    } catch (error) {
      return refuseAs(reasonOf(error))(item)
    }
  })
  const toSign = judged.flatMap((one) => ('approved' in one ? one.approved : []))
  const materials = await gather(platform, toSign)
  return await Promise.all(
    judged.map(async (one) => ('approved' in one ? await sign(platform, actor, one, materials) : one)),
  )
}

/** What many awards are made of, asked for at once. */
async function gather(
  platform: BulkPlatform,
  approved: readonly ApprovedSubmission[],
): Promise<(one: ApprovedSubmission) => AwardMaterial> {
  const { db } = platform
  if (approved.length === 0) return () => nothingGathered()
  const scores = groupedBy(
    await listScoresOfAll(
      db,
      approved.map(({ review }) => review.id),
    ),
    ({ reviewId }) => reviewId,
  )
  const evidence = groupedBy(
    await listEvidenceOfAll(
      db,
      approved.map(({ submission }) => submission.id),
    ),
    ({ submissionId }) => submissionId,
  )
  const issuers = new Map<string, Pick<AwardMaterial, 'signer'> & { positions: AwardMaterial['status'][] }>()
  for (const [issuerId, of] of groupedBy(approved, ({ issuer }) => issuer.id)) {
    const [{ issuer } = nothingGathered()] = of
    await assertMayIssue(platform, issuer)
    issuers.set(issuerId, {
      signer: await loadKeyWithDocument(platform, issuer, 'Ed25519'),
      positions: await chooseStatusPositions(platform, issuerId, of.length),
    })
  }
  return ({ issuer, review, submission }) => {
    const status = issuers.get(issuer.id)?.positions.pop()
    const signer = issuers.get(issuer.id)?.signer
    if (!status || !signer) return nothingGathered()
    const scored = (scores.get(review.id) ?? []).map(({ criterionId, levelId }) => ({ criterionId, levelId }))
    return { status, signer, scores: scored, evidence: evidence.get(submission.id) ?? [] }
  }
}

function nothingGathered(): never {
  throw new Error('Something is signed that nothing was gathered for.')
}

async function sign(
  platform: BulkPlatform,
  actor: PersonActor,
  { position, submissionId, approved }: BulkItem & { approved: ApprovedSubmission },
  materialOf: (one: ApprovedSubmission) => AwardMaterial,
): Promise<Decision> {
  try {
    const signed = await signPreparedAward(platform, actor, approved, materialOf(approved))
    return {
      position,
      decision: 'award',
      award: { submission: approved.submission, signed, isByRole: approved.isByRole },
    }
  } catch (error) {
    // That signatures are not what they should be, or the machine is in trouble, is about all of them.
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.name : 'unknown'
    platform.log({ level: 'error', event: 'bulk-award-refused', submission: submissionId, reason })
    return { position, decision: 'refuse', reason: 'internal' }
  }
}

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof AppError && (error.code === 'separation-of-duties' || error.code === 'state-conflict'))
    return error.code
  throw error
}

async function write(platform: BulkPlatform, bulk: BulkAwardRow, decisions: readonly Decision[]): Promise<void> {
  const { db } = platform
  const awards = decisions.flatMap((one) => (one.decision === 'award' ? one.award : []))
  const progress = settleItems(db, bulk.id, {
    settled: settledOf(bulk),
    awarded: awards.length,
    alreadyAwarded: decisions.filter(({ decision }) => decision === 'already-awarded').length,
    refusals: decisions.flatMap((one) => (one.decision === 'refuse' ? one : [])),
    now: platform.now().getTime(),
  })
  if (awards.length === 0) return await writeAlone(platform, progress)
  const ids = awards.map(({ signed }) => signed.row.id)
  await writeAwards(platform, awards, [...progress, outboxEntry(platform, 'awards.issued', { awards: ids.join(' ') })])
}

/** Before the next chunk is signed: a difference halts issuing, and with it what is left. */
async function compareAll(platform: BulkPlatform, decisions: readonly Decision[]): Promise<void> {
  for (const one of decisions)
    if (one.decision === 'award') await compareSampledAward(platform, one.award.signed.row.id)
}

/** No award, no entry in the audit log. */
async function writeAlone({ db }: BulkPlatform, [first, ...rest]: readonly Statement[]): Promise<void> {
  if (first) await db.batch([first, ...rest])
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
