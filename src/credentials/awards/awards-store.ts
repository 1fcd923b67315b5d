import {
  and,
  asc,
  count,
  eq,
  getTableColumns,
  gt,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import { undoableSince } from '../../assessment/reviews/approval-wait.ts'
import { isCurrentApproval } from '../../assessment/reviews/reviews-store.ts'
import { review, reviewScore } from '../../assessment/reviews/reviews-tables.ts'
import { attempt, evidence, submission } from '../../assessment/submissions/submissions-tables.ts'
import { mayActOnBadge } from '../../definitions/badges/badge-roles-store.ts'
import { getVersion } from '../../definitions/badges/badges-store.ts'
import { badge, badgeVersion } from '../../definitions/badges/badges-tables.ts'
import { issuer, signingKey } from '../../identity/issuers/issuers-tables.ts'
import { mayAct } from '../../identity/organizations/role-conditions-store.ts'
import { isSamePerson, presentAccount } from '../../identity/people/people-store.ts'
import { person, samePerson } from '../../identity/people/people-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { type ListPage, newestFirst, oldestFirst } from '../../platform/db/paging.ts'
import { filled, isAmong, oncePerDatabase, placeholdersOf } from '../../platform/db/prepared.ts'
import { award, awardToken, revocation } from './awards-tables.ts'
import { readStoredCredential, type StoredCredential } from './stored-credential.ts'

/** An award with its credential as it is served. */
export type AwardRow = Omit<typeof award.$inferSelect, 'dictionaryId'>
export type RevocationRow = typeof revocation.$inferSelect
export type TokenDialect = (typeof awardToken.$inferSelect)['dialect']
/** An award with everything that is shown beside it, its credential left in the ledger. */
export type AwardDetails = Awaited<ReturnType<typeof selectAwards>>[number]
export type AwardWithCredential = AwardDetails & { award: AwardRow }
/** An approved submission with all that its credential is made of. */
export type AwardableSubmission = Awaited<ReturnType<typeof selectAwardable>>[number]

const selectAwardable = (db: Db, where: SQL | undefined, order: SQL[], limit: number) =>
  db
    .select({
      submission,
      version: badgeVersion,
      issuer,
      recipient: { id: person.id, name: person.name, email: person.email, did: person.did },
      review: { id: review.id, reviewerId: review.reviewerId, createdAt: review.createdAt },
      submittedAt: attempt.submittedAt,
    })
    .from(submission)
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .innerJoin(person, eq(person.id, presentAccount(submission.learnerId)))
    .innerJoin(attempt, isCurrentAttempt)
    .innerJoin(review, isCurrentApproval)
    .where(where)
    .orderBy(...order)
    .limit(limit)

const isCurrentAttempt = and(eq(attempt.submissionId, submission.id), eq(attempt.number, submission.attemptNumber))
/** Approved and not yet awarded, where this person may issue; longest waiting first. */
export function listAwardable(db: Db, personId: string, page: ListPage): Promise<AwardableSubmission[]> {
  const { after, limit } = page
  const longestWaiting = oldestFirst(review.createdAt, submission.id)
  const where = and(
    eq(submission.state, 'approved'),
    mayActOnBadge(db, personId, 'award.issue'),
    longestWaiting.beyond(after),
  )
  return selectAwardable(db, where, longestWaiting.by, limit)
}

/**
 * A submission with what its award is made of, as far as there is any yet: for its learner, who is told why not, and for
 * who may award it.
 */
export type SubmissionToAward = NonNullable<Awaited<ReturnType<typeof findSubmissionToAward>>>

export async function findSubmissionToAward(db: Db, personId: string, submissionId: string, now: number) {
  const found = await submissionToAward(db).get({ personId, submissionId, settledAt: undoableSince(now) })
  return found && { ...found, version: await getVersion(db, found.submission.badgeVersionId) }
}

/** The same of many, without those that do not exist for this person. */
export async function listSubmissionsToAward(
  db: Db,
  personId: string,
  submissionIds: readonly string[],
  now: number,
): Promise<SubmissionToAward[]> {
  const found = await submissionsToAward(db).all({
    personId,
    submissionIds: JSON.stringify(submissionIds),
    settledAt: undoableSince(now),
  })
  return Promise.all(
    found.map(async (one) => ({ ...one, version: await getVersion(db, one.submission.badgeVersionId) })),
  )
}

const submissionToAward = oncePerDatabase((db) =>
  selectToAward(db, eq(submission.id, sql.placeholder('submissionId')))
    .limit(1)
    .prepare(),
)

const submissionsToAward = oncePerDatabase((db) =>
  selectToAward(db, isAmong(submission.id, sql.placeholder('submissionIds'))).prepare(),
)

function selectToAward(db: Db, which: SQL) {
  const personId = sql.placeholder('personId')
  const isByRole = mayActOnBadge(db, personId, 'award.issue')
  return db
    .select({
      submission,
      issuer,
      recipient: { id: person.id, name: person.name, email: person.email, did: person.did },
      review: { id: review.id, reviewerId: review.reviewerId, createdAt: review.createdAt },
      reviewedBy: presentAccount(review.reviewerId),
      submittedAt: attempt.submittedAt,
      awardId: award.id,
      /** And not only by their own approval. */
      isByRole: sql<boolean>`${isByRole}`.mapWith(Boolean),
    })
    .from(submission)
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .innerJoin(person, eq(person.id, presentAccount(submission.learnerId)))
    .leftJoin(attempt, isCurrentAttempt)
    .leftJoin(review, isCurrentApproval)
    .leftJoin(award, eq(award.submissionId, submission.id))
    .where(
      and(
        which,
        or(isSamePerson(db, submission.learnerId, personId), isByRole, and(isOwnApproval(db, personId), isSettled)),
      ),
    )
}

/** It can't be undone any more. */
const isSettled = sql`${review.createdAt} <= ${sql.placeholder('settledAt')}`

/** Of a badge that is issued by its approvers: what they approved, for as long as they may review. */
const isOwnApproval = (db: Db, personId: SQLWrapper) =>
  and(
    eq(badge.issuing, 'approver'),
    sql`${presentAccount(review.reviewerId)} = ${personId}`,
    mayActOnBadge(db, personId, 'submission.review'),
  )

/** For the batch of an award by whoever approved it: the approval, or the right to give one, may just have been taken back. */
export const requireOwnApproval = (
  db: Db,
  row: Pick<AwardRow, 'reviewId' | 'issuedBy' | 'badgeVersionId'>,
): Statement =>
  requireRow(
    db,
    'approval stands',
    db
      .select({ id: review.id })
      .from(review)
      .innerJoin(submission, eq(submission.id, review.submissionId))
      .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
      .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
      .where(and(eq(review.id, row.reviewId), isCurrentApproval, isOwnApproval(db, sql`${row.issuedBy}`))),
  )

export const listScores = (db: Db, reviewId: string): Promise<{ criterionId: string; levelId: string }[]> =>
  scoresOf(db).all({ reviewId })

/** The same of many reviews. */
export const listScoresOfAll = (
  db: Db,
  reviewIds: readonly string[],
): Promise<{ reviewId: string; criterionId: string; levelId: string }[]> =>
  scoresOfAll(db).all({ reviewIds: JSON.stringify(reviewIds) })

const scoresOfAll = oncePerDatabase((db) =>
  db
    .select({ reviewId: reviewScore.reviewId, criterionId: reviewScore.criterionId, levelId: reviewScore.levelId })
    .from(reviewScore)
    .where(isAmong(reviewScore.reviewId, sql.placeholder('reviewIds')))
    .prepare(),
)

const scoresOf = oncePerDatabase((db) =>
  db
    .select({ criterionId: reviewScore.criterionId, levelId: reviewScore.levelId })
    .from(reviewScore)
    .where(eq(reviewScore.reviewId, sql.placeholder('reviewId')))
    .prepare(),
)

const { credential: _credential, dictionaryId: _dictionaryId, ...facts } = getTableColumns(award)

const selectAwards = (db: Db, where: SQL | undefined, order: SQL[], limit: number) =>
  db
    .select({
      award: facts,
      version: badgeVersion,
      badgeId: badgeVersion.badgeId,
      issuer,
      recipientName: person.name,
      revocation,
    })
    .from(award)
    .innerJoin(badgeVersion, eq(badgeVersion.id, award.badgeVersionId))
    .innerJoin(issuer, eq(issuer.id, award.issuerId))
    .innerJoin(person, eq(person.id, award.recipientId))
    .leftJoin(revocation, eq(revocation.awardId, award.id))
    .where(where)
    .orderBy(...order)
    .limit(limit)

/** For the public: whoever has the address may see it. */
export async function findAward(db: Db, awardId: string): Promise<AwardWithCredential | undefined> {
  const found = await findAwardAsStored(db, awardId)
  if (!found) return undefined
  const { stored, ...details } = found
  return { ...details, award: { ...details.award, credential: await readStoredCredential(db, stored) } }
}

/** The same with its credential left as it is stored: to read it takes longer than all the rest. */
export async function findAwardAsStored(
  db: Db,
  awardId: string,
): Promise<(AwardDetails & { stored: StoredCredential }) | undefined> {
  const found = await publicAward(db).get({ awardId })
  const version = found && (await getVersion(db, found.award.badgeVersionId))
  return found && version && { ...found, version, badgeId: version.badgeId }
}

const publicAward = oncePerDatabase((db) =>
  db
    .select({
      award: facts,
      stored: { credential: award.credential, dictionaryId: award.dictionaryId },
      issuer,
      recipientName: person.name,
      revocation,
    })
    .from(award)
    .innerJoin(issuer, eq(issuer.id, award.issuerId))
    .innerJoin(person, eq(person.id, award.recipientId))
    .leftJoin(revocation, eq(revocation.awardId, award.id))
    .where(eq(award.id, sql.placeholder('awardId')))
    .prepare(),
)

export async function findAwardOfSubmission(db: Db, submissionId: string): Promise<AwardDetails | undefined> {
  const [found] = await selectAwards(db, eq(award.submissionId, submissionId), [], 1)
  return found
}

/** For its recipient, and for who may list the awards of its issuer. */
export async function findAwardFor(db: Db, personId: string, awardId: string): Promise<AwardDetails | undefined> {
  const isSeen = or(isSamePerson(db, award.recipientId, personId), mayAct(db, personId, 'awards.list', award.issuerId))
  const [found] = await selectAwards(db, and(eq(award.id, awardId), isSeen), [], 1)
  return found
}

export async function findAwardToRevoke(db: Db, personId: string, awardId: string): Promise<AwardDetails | undefined> {
  const where = and(eq(award.id, awardId), mayAct(db, personId, 'award.revoke', award.issuerId))
  const [found] = await selectAwards(db, where, [], 1)
  return found
}

export interface AwardFilters {
  issuerId?: string | undefined
  badgeId?: string | undefined
  submissionId?: string | undefined
  recipientId?: string | undefined
  state?: 'active' | 'revoked' | 'expired' | undefined
}

/** Newest first. */
export function listAwardsWhere(
  db: Db,
  whose: { recipientId: string } | { listedBy: string },
  page: ListPage & { now: number } & AwardFilters,
): Promise<AwardDetails[]> {
  const { after, limit } = page
  const order = newestFirst(award.issuedAt, award.id)
  const where = and(
    'recipientId' in whose
      ? isSamePerson(db, award.recipientId, whose.recipientId)
      : mayAct(db, whose.listedBy, 'awards.list', award.issuerId),
    page.issuerId === undefined ? undefined : eq(award.issuerId, page.issuerId),
    page.badgeId === undefined ? undefined : eq(badgeVersion.badgeId, page.badgeId),
    page.submissionId === undefined ? undefined : eq(award.submissionId, page.submissionId),
    page.recipientId === undefined ? undefined : isSamePerson(db, award.recipientId, page.recipientId),
    page.state && isInState(page.state, page.now),
    order.beyond(after),
  )
  return selectAwards(db, where, order.by, limit)
}

/** How many each of them holds now of issuers at, below or above an organization whose people the viewer may see. */
export async function countAwardsHeld(
  db: Db,
  {
    viewerId,
    organizationId,
    personIds,
    now,
  }: {
    viewerId: string
    organizationId: string
    personIds: readonly string[]
    now: number
  },
): Promise<Map<string, number>> {
  const rows = await db
    .select({ personId: samePerson.personId, count: count() })
    .from(samePerson)
    .innerJoin(award, eq(award.recipientId, samePerson.accountId))
    .leftJoin(revocation, eq(revocation.awardId, award.id))
    .where(
      and(
        isAmong(samePerson.personId, sql`${JSON.stringify(personIds)}`),
        mayAct(db, viewerId, 'people.see', organizationId),
        isOfIssuerAround(organizationId),
        isInState('active', now),
      ),
    )
    .groupBy(samePerson.personId)
  return new Map(rows.map(({ personId, count: held }) => [personId, held]))
}

const isOfIssuerAround = (organizationId: string): SQL =>
  sql`exists (select 1 from organization_ancestor around where (around.organization_id = ${award.issuerId}
    and around.ancestor_id = ${organizationId}) or (around.organization_id = ${organizationId} and around.ancestor_id = ${award.issuerId}))`

function isInState(state: 'active' | 'revoked' | 'expired', now: number): SQL | undefined {
  if (state === 'revoked') return isNotNull(revocation.awardId)
  const isOver =
    state === 'expired' ? lte(award.validUntil, now) : or(isNull(award.validUntil), gt(award.validUntil, now))
  return and(isNull(revocation.awardId), isOver)
}

/** A key that was withdrawn between signing and writing would make an award that verifies nowhere. */
export const requirePublishedKey = (db: Db, keyId: string): Statement => filled(publishedKey(db), { keyId })

const publishedKey = oncePerDatabase((db) =>
  requireRow(
    db,
    'key is published',
    db
      .select({ id: signingKey.id })
      .from(signingKey)
      .where(and(eq(signingKey.id, sql.placeholder('keyId')), ne(signingKey.state, 'compromised'))),
  ).prepare(),
)

export const insertAward = (db: Db, row: AwardRow, stored: StoredCredential): Statement =>
  filled(awardInserted(db), { ...row, ...stored })

const awardInserted = oncePerDatabase((db) => db.insert(award).values(placeholdersOf(award)).prepare())

export const insertRevocation = (db: Db, row: RevocationRow): Statement => db.insert(revocation).values(row)

/** Positions of the revoked awards of a list. */
export async function listRevokedPositions(db: Db, listId: string): Promise<number[]> {
  const rows = await db
    .select({ position: award.statusPosition })
    .from(revocation)
    .innerJoin(award, eq(award.id, revocation.awardId))
    .where(eq(award.statusListId, listId))
  return rows.map(({ position }) => position)
}

export async function findToken(db: Db, awardId: string, dialect: TokenDialect): Promise<string | undefined> {
  const [found] = await db
    .select({ token: awardToken.token })
    .from(awardToken)
    .where(and(eq(awardToken.awardId, awardId), eq(awardToken.dialect, dialect)))
  return found?.token
}

/** Only the one that was seen. */
export async function deleteToken(
  db: Db,
  seen: { awardId: string; dialect: TokenDialect; token: string },
): Promise<void> {
  const { awardId, dialect, token } = seen
  await db
    .delete(awardToken)
    .where(and(eq(awardToken.awardId, awardId), eq(awardToken.dialect, dialect), eq(awardToken.token, token)))
}

/** The first one stays. */
export async function insertTokenUnlessKept(db: Db, row: typeof awardToken.$inferInsert): Promise<void> {
  await db.insert(awardToken).values(row).onConflictDoNothing()
}

/** What the recipient shows to everybody: never a piece in which students can be recognized. */
export async function listSharedEvidence(db: Db, awardId: string): Promise<(typeof evidence.$inferSelect)[]> {
  const rows = await db
    .select({ evidence })
    .from(award)
    .innerJoin(submission, eq(submission.id, award.submissionId))
    .innerJoin(evidence, eq(evidence.submissionId, submission.id))
    .leftJoin(revocation, eq(revocation.awardId, award.id))
    .where(
      and(
        eq(award.id, awardId),
        isNull(revocation.awardId),
        eq(evidence.visibility, 'shared'),
        eq(evidence.showsStudents, false),
        isNull(evidence.removedInAttempt),
      ),
    )
    .orderBy(asc(evidence.createdAt), asc(evidence.id))
  return rows.map((row) => row.evidence)
}
