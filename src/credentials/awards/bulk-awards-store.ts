import { and, asc, count, desc, eq, gt, gte, max, sql } from 'drizzle-orm'
import { isCurrentApproval } from '../../assessment/reviews/reviews-store.ts'
import { review } from '../../assessment/reviews/reviews-tables.ts'
import { submission } from '../../assessment/submissions/submissions-tables.ts'
import { badge, badgeVersion } from '../../definitions/badges/badges-tables.ts'
import { mayAct } from '../../identity/organizations/role-conditions-store.ts'
import { person } from '../../identity/people/people-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { filled, isAmong, oncePerDatabase, placeholdersOf } from '../../platform/db/prepared.ts'
import { bulkAward, bulkAwardItem, bulkAwardRefusal } from './bulk-awards-tables.ts'

export type BulkAwardRow = typeof bulkAward.$inferSelect
export type RefusalReason = (typeof bulkAwardRefusal.$inferSelect)['reason']
export interface BulkItem {
  position: number
  submissionId: string
}

/** Approved submissions of a badge or a version that this person may award, longest waiting first. */
export async function listAwardableIds(
  db: Db,
  personId: string,
  of: { badgeId: string } | { badgeVersionId: string },
  limit: number,
): Promise<string[]> {
  const which = 'badgeId' in of ? eq(badgeVersion.badgeId, of.badgeId) : eq(badgeVersion.id, of.badgeVersionId)
  const rows = await db
    .select({ id: submission.id })
    .from(submission)
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .innerJoin(review, isCurrentApproval)
    .where(and(which, isAwardableBy(db, personId)))
    .orderBy(asc(review.createdAt), asc(submission.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

export interface AwardableBadge {
  badgeId: string
  count: number
  /** The newest version of which any are approved. */
  versionId: string
}

/** How many are approved and wait for this person, badge by badge, most first. */
export function countAwardable(db: Db, personId: string, badgeId?: string): Promise<AwardableBadge[]> {
  return db
    .select({
      badgeId: badgeVersion.badgeId,
      count: count(),
      newest: max(badgeVersion.number),
      // SQLite takes a bare column from the row that has the maximum.
      versionId: badgeVersion.id,
    })
    .from(submission)
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .innerJoin(review, isCurrentApproval)
    .where(and(isAwardableBy(db, personId), badgeId === undefined ? undefined : eq(badgeVersion.badgeId, badgeId)))
    .groupBy(badgeVersion.badgeId)
    .orderBy(desc(count()), asc(badgeVersion.badgeId))
    .limit(100)
}

const isAwardableBy = (db: Db, personId: string) =>
  and(eq(submission.state, 'approved'), mayAct(db, personId, 'award.issue', badge.issuerId))

/** Of these submissions, those that this person may award, with who would issue them. */
export function listNamedAwardable(
  db: Db,
  personId: string,
  submissionIds: readonly string[],
): Promise<{ id: string; issuerId: string }[]> {
  return db
    .select({ id: submission.id, issuerId: badge.issuerId })
    .from(submission)
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .where(
      and(
        isAmong(submission.id, sql`${JSON.stringify(submissionIds)}`),
        mayAct(db, personId, 'award.issue', badge.issuerId),
      ),
    )
}

/** Badges where this person may issue. */
export async function findAwardableBadge(
  db: Db,
  personId: string,
  of: { badgeId: string } | { badgeVersionId: string },
): Promise<{ badgeId: string; issuerId: string } | undefined> {
  const which = 'badgeId' in of ? eq(badgeVersion.badgeId, of.badgeId) : eq(badgeVersion.id, of.badgeVersionId)
  const [found] = await db
    .select({ badgeId: badge.id, issuerId: badge.issuerId })
    .from(badgeVersion)
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .where(and(which, mayAct(db, personId, 'award.issue', badge.issuerId)))
    .limit(1)
  return found
}

/** Abandons the batch where so many of one person, or of one issuer, are not over yet. */
export const requireFewBulkAwards = (
  db: Db,
  { requestedBy, issuerId }: Pick<BulkAwardRow, 'requestedBy' | 'issuerId'>,
  most: { ofPerson: number; ofIssuer: number },
): Statement => {
  const isRunning = eq(bulkAward.state, 'running')
  const ofPerson = db.$count(bulkAward, and(isRunning, eq(bulkAward.requestedBy, requestedBy)))
  const ofIssuer = db.$count(bulkAward, and(isRunning, eq(bulkAward.issuerId, issuerId ?? '')))
  const areFew = sql`(select 1 where ${ofPerson} < ${most.ofPerson} and ${ofIssuer} < ${most.ofIssuer})`
  return requireRow(db, 'few bulk awards', areFew)
}

export const insertBulkAward = (db: Db, row: BulkAwardRow): Statement => db.insert(bulkAward).values(row)

/** In the order of the list. */
export const insertBulkItems = (db: Db, bulkAwardId: string, submissionIds: readonly string[]): Statement =>
  db
    .insert(bulkAwardItem)
    .select(sql`select ${bulkAwardId}, key, value from json_each(${JSON.stringify(submissionIds)})`)

export const findBulkAward = (db: Db, id: string): Promise<BulkAwardRow | undefined> => bulkAwardOf(db).get({ id })

const bulkAwardOf = oncePerDatabase((db) =>
  db
    .select()
    .from(bulkAward)
    .where(eq(bulkAward.id, sql.placeholder('id')))
    .prepare(),
)

/** For who asked for it. */
export async function findBulkAwardFor(db: Db, personId: string, id: string): Promise<BulkAwardRow | undefined> {
  const [found] = await db
    .select()
    .from(bulkAward)
    .where(and(eq(bulkAward.id, id), eq(bulkAward.requestedBy, personId)))
  return found
}

/** Newest first. */
export const listBulkAwardsOf = (db: Db, personId: string, limit: number): Promise<BulkAwardRow[]> =>
  db
    .select()
    .from(bulkAward)
    .where(eq(bulkAward.requestedBy, personId))
    .orderBy(desc(bulkAward.createdAt), desc(bulkAward.id))
    .limit(limit)

/** What comes at a position and after it. */
export const listBulkItems = (db: Db, bulkAwardId: string, from: number, limit: number): Promise<BulkItem[]> =>
  itemsFrom(db).all({ bulkAwardId, from, limit })

const itemsFrom = oncePerDatabase((db) =>
  db
    .select({ position: bulkAwardItem.position, submissionId: bulkAwardItem.submissionId })
    .from(bulkAwardItem)
    .where(
      and(
        eq(bulkAwardItem.bulkAwardId, sql.placeholder('bulkAwardId')),
        gte(bulkAwardItem.position, sql.placeholder('from')),
      ),
    )
    .orderBy(asc(bulkAwardItem.position))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

export interface Settlement {
  /** How many were settled before: whoever is slower than another process, or than a cancellation, writes nothing. */
  settled: number
  awarded: number
  alreadyAwarded: number
  refusals: readonly { position: number; reason: RefusalReason }[]
  now: number
}

/** For the batch that writes the awards of these items. */
export function settleItems(db: Db, bulkAwardId: string, settlement: Settlement): Statement[] {
  const { settled, awarded, alreadyAwarded, refusals, now } = settlement
  const { isNext, counted, refused } = itemsSettled(db)
  return [
    filled(isNext, { bulkAwardId, settled }),
    filled(counted, { bulkAwardId, awarded, alreadyAwarded, refused: refusals.length, now }),
    ...(refusals.length === 0 ? [] : [filled(refused, { bulkAwardId, refusals: JSON.stringify(refusals) })]),
  ]
}

const countsOf = sql`${bulkAward.awarded} + ${bulkAward.alreadyAwarded} + ${bulkAward.refused}`

const itemsSettled = oncePerDatabase((db) => {
  const id = sql.placeholder('bulkAwardId')
  const { awarded, alreadyAwarded, refused } = placeholdersOf(bulkAward)
  const isOver = sql`${countsOf} + ${awarded} + ${alreadyAwarded} + ${refused} = ${bulkAward.total}`
  return {
    isNext: requireRow(
      db,
      'items are next',
      db
        .select({ id: bulkAward.id })
        .from(bulkAward)
        .where(and(eq(bulkAward.id, id), eq(bulkAward.state, 'running'), eq(countsOf, sql.placeholder('settled')))),
    ).prepare(),
    counted: db
      .update(bulkAward)
      .set({
        awarded: sql`${bulkAward.awarded} + ${awarded}`,
        alreadyAwarded: sql`${bulkAward.alreadyAwarded} + ${alreadyAwarded}`,
        refused: sql`${bulkAward.refused} + ${refused}`,
        state: sql`case when ${isOver} then 'done' else ${bulkAward.state} end`,
        endedAt: sql`case when ${isOver} then ${sql.placeholder('now')} end`,
      })
      .where(eq(bulkAward.id, id))
      .prepare(),
    refused: db
      .insert(bulkAwardRefusal)
      .select(
        sql`select ${id}, value ->> 'position', value ->> 'reason' from json_each(${sql.placeholder('refusals')})`,
      )
      .prepare(),
  }
})

/** Abandons the batch when it is over already. */
export const cancelBulk = (db: Db, id: string, now: number): [Statement, Statement] => {
  const isRunning = and(eq(bulkAward.id, id), eq(bulkAward.state, 'running'))
  return [
    requireRow(db, 'is running', db.select({ id: bulkAward.id }).from(bulkAward).where(isRunning)),
    db.update(bulkAward).set({ state: 'canceled', endedAt: now }).where(eq(bulkAward.id, id)),
  ]
}

export interface Refusal {
  position: number
  submissionId: string
  reason: RefusalReason
  /** Absent where there is nothing that this person may know of. */
  recipientName: string | null
  badgeVersionId: string | null
}

/** In the order in which they were met; names only of those whom this person may award. */
export function listRefusals(
  db: Db,
  personId: string,
  bulkAwardId: string,
  page: { limit: number; after?: number | undefined },
): Promise<Refusal[]> {
  const isTheirs = db
    .select({ one: sql`1` })
    .from(badgeVersion)
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .where(and(eq(badgeVersion.id, submission.badgeVersionId), mayAct(db, personId, 'award.issue', badge.issuerId)))
  return db
    .select({
      position: bulkAwardRefusal.position,
      submissionId: bulkAwardItem.submissionId,
      reason: bulkAwardRefusal.reason,
      recipientName: person.name,
      badgeVersionId: submission.badgeVersionId,
    })
    .from(bulkAwardRefusal)
    .innerJoin(
      bulkAwardItem,
      and(
        eq(bulkAwardItem.bulkAwardId, bulkAwardRefusal.bulkAwardId),
        eq(bulkAwardItem.position, bulkAwardRefusal.position),
      ),
    )
    .leftJoin(submission, and(eq(submission.id, bulkAwardItem.submissionId), sql`exists ${isTheirs}`))
    .leftJoin(person, eq(person.id, submission.learnerId))
    .where(
      and(
        eq(bulkAwardRefusal.bulkAwardId, bulkAwardId),
        page.after === undefined ? undefined : gt(bulkAwardRefusal.position, page.after),
      ),
    )
    .orderBy(asc(bulkAwardRefusal.position))
    .limit(page.limit)
}
