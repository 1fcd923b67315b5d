import { and, asc, desc, eq, exists, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { mayActOnBadge, mayStartBadge } from '../../definitions/badges/badge-roles-store.ts'
import { badge, badgeVersion } from '../../definitions/badges/badges-tables.ts'
import { issuer } from '../../identity/issuers/issuers-tables.ts'
import { mayAct } from '../../identity/organizations/role-conditions-store.ts'
import { isSamePerson, presentAccount } from '../../identity/people/people-store.ts'
import { person } from '../../identity/people/people-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { isFoundIn } from '../../platform/db/name-search.ts'
import { type ListPage, newestFirst } from '../../platform/db/paging.ts'
import { filled, isAmong, oncePerDatabase } from '../../platform/db/prepared.ts'
import { maxEvidenceItems, type SubmissionState } from './submission.ts'
import { attempt, evidence, submission } from './submissions-tables.ts'

/** A submission with the badge it is for: what every door shows of it. */
export type SubmissionSummary = Awaited<ReturnType<typeof selectSummaries>>[number]
export type EvidenceRow = typeof evidence.$inferSelect
export type AttemptRow = typeof attempt.$inferSelect

const selectSummaries = (db: Db, where: SQL | undefined, order: SQL[], limit: number) =>
  db
    .select({
      id: submission.id,
      state: submission.state,
      attemptNumber: submission.attemptNumber,
      learnerId: submission.learnerId,
      createdAt: submission.createdAt,
      updatedAt: submission.updatedAt,
      badgeVersionId: badgeVersion.id,
      versionNumber: badgeVersion.number,
      definition: badgeVersion.definition,
      badgeId: badge.id,
      issuerId: issuer.id,
      issuerName: issuer.name,
      issuing: badge.issuing,
    })
    .from(submission)
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .where(where)
    .orderBy(...order)
    .limit(limit)

export async function findSubmissionOf(
  db: Db,
  learnerId: string,
  submissionId: string,
): Promise<SubmissionSummary | undefined> {
  const mine = and(eq(submission.id, submissionId), isSamePerson(db, submission.learnerId, learnerId))
  const [found] = await selectSummaries(db, mine, [], 1)
  return found
}

/** Newest change first. */
export function listSubmissionsOf(
  db: Db,
  learnerId: string,
  page: ListPage & { state?: SubmissionState | undefined },
): Promise<SubmissionSummary[]> {
  const { after, state, limit } = page
  const order = newestFirst(submission.updatedAt, submission.id)
  const where = and(
    isSamePerson(db, submission.learnerId, learnerId),
    state && eq(submission.state, state),
    order.beyond(after),
  )
  return selectSummaries(db, where, order.by, limit)
}

export type OverseenSubmission = Awaited<ReturnType<typeof listSubmissionsAt>>[number]

/** Newest change first, at the issuers whose submissions this person may list. */
export function listSubmissionsAt(
  db: Db,
  personId: string,
  page: ListPage & { state?: SubmissionState | undefined; words?: readonly string[] },
) {
  const { after, state, words = [], limit } = page
  const order = newestFirst(submission.updatedAt, submission.id)
  return db
    .select({
      id: submission.id,
      state: submission.state,
      attemptNumber: submission.attemptNumber,
      updatedAt: submission.updatedAt,
      definition: badgeVersion.definition,
      issuerName: issuer.name,
      learnerName: person.name,
    })
    .from(submission)
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .innerJoin(person, eq(person.id, presentAccount(submission.learnerId)))
    .where(
      and(
        mayAct(db, personId, 'submissions.list', badge.issuerId),
        state && eq(submission.state, state),
        ...words.map(
          (word) => sql`(instr(${badgeVersion.searchText}, ${word}) > 0 or ${isFoundIn(sql`${person.name}`, word)})`,
        ),
        order.beyond(after),
      ),
    )
    .orderBy(...order.by)
    .limit(limit)
}

/** The newest version of a published badge that this person may start. */
export async function findBadgeOnOffer(
  db: Db,
  personId: string,
  badgeId: string,
): Promise<{ versionId: string } | undefined> {
  const [found] = await db
    .select({ versionId: badgeVersion.id })
    .from(badge)
    .innerJoin(badgeVersion, eq(badgeVersion.badgeId, badge.id))
    .where(and(eq(badge.id, badgeId), eq(badge.state, 'published'), mayStartBadge(db, personId)))
    .orderBy(desc(badgeVersion.number))
    .limit(1)
  return found
}

export const requireOnOffer = (db: Db, badgeVersionId: string): Statement =>
  requireRow(
    db,
    'badge is on offer',
    db
      .select({ id: badge.id })
      .from(badge)
      .innerJoin(badgeVersion, eq(badgeVersion.badgeId, badge.id))
      .where(and(eq(badgeVersion.id, badgeVersionId), eq(badge.state, 'published'))),
  )

export const insertSubmission = (db: Db, row: typeof submission.$inferInsert): Statement =>
  db.insert(submission).values(row)

/** Holds a batch to the state and the round that its writer saw. */
export const requireSubmission = (
  db: Db,
  seen: { id: string; attemptNumber: number },
  states: readonly SubmissionState[],
): Statement => requireSubmissions(db, [seen], states)

/** The same for many: all of them. */
export const requireSubmissions = (
  db: Db,
  seen: readonly { id: string; attemptNumber: number }[],
  states: readonly SubmissionState[],
): Statement =>
  filled(submissionsWhereTheyWere(db), {
    seen: JSON.stringify(seen.map(({ id, attemptNumber }) => [id, attemptNumber])),
    states: JSON.stringify(states),
  })

const submissionsWhereTheyWere = oncePerDatabase((db) => {
  const isAsSeen = and(
    sql`${submission.id} = seen.value ->> 0`,
    sql`${submission.attemptNumber} = seen.value ->> 1`,
    isAmong(submission.state, sql.placeholder('states')),
  )
  const found = db.select({ id: submission.id }).from(submission).where(isAsSeen)
  const others = sql`select 1 from json_each(${sql.placeholder('seen')}) as seen where not exists ${found}`
  return requireRow(db, 'submissions are where they were', sql`(select 1 where not exists (${others}))`).prepare()
})

export const requireRoomForEvidence = (
  db: Db,
  seen: { id: string; attemptNumber: number },
  states: readonly SubmissionState[],
  pieces: number,
): Statement =>
  requireRow(
    db,
    'submission is where it was, with room',
    selectIfStill(db, seen, states, sql`${countPresent(seen.id)} + ${pieces} <= ${maxEvidenceItems}`),
  )

export const requireEvidenceToSend = (
  db: Db,
  seen: { id: string; attemptNumber: number },
  states: readonly SubmissionState[],
): Statement =>
  requireRow(
    db,
    'submission is where it was, with evidence',
    selectIfStill(db, seen, states, sql`${countPresent(seen.id)} > 0`),
  )

const selectIfStill = (
  db: Db,
  seen: { id: string; attemptNumber: number },
  states: readonly SubmissionState[],
  condition: SQL,
) =>
  db
    .select({ id: submission.id })
    .from(submission)
    .where(
      and(
        eq(submission.id, seen.id),
        eq(submission.attemptNumber, seen.attemptNumber),
        inArray(submission.state, [...states]),
        condition,
      ),
    )

const countPresent = (submissionId: string) =>
  sql`(select count(*) from ${evidence} where ${evidence.submissionId} = ${submissionId} and ${evidence.removedInAttempt} is null)`

export const moveSubmission = (db: Db, submissionId: string, state: SubmissionState, now: number): Statement =>
  moveSubmissions(db, [{ id: submissionId }], state, now)

export const moveSubmissions = (
  db: Db,
  submissions: readonly { id: string }[],
  state: SubmissionState,
  now: number,
): Statement => filled(submissionsMoved(db), { ids: JSON.stringify(submissions.map(({ id }) => id)), state, now })

const submissionsMoved = oncePerDatabase((db) =>
  db
    .update(submission)
    // drizzle's types of `set` know no placeholders.
    .set({ state: sql`${sql.placeholder('state')}`, updatedAt: sql`${sql.placeholder('now')}` })
    .where(isAmong(submission.id, sql.placeholder('ids')))
    .prepare(),
)

/** Back to the learner, for another round. */
export const returnSubmission = (db: Db, submissionId: string, now: number): Statement =>
  db
    .update(submission)
    .set({ state: 'returned', attemptNumber: sql`${submission.attemptNumber} + 1`, updatedAt: now })
    .where(eq(submission.id, submissionId))

export const touchSubmission = (db: Db, submissionId: string, now: number): Statement =>
  db.update(submission).set({ updatedAt: now }).where(eq(submission.id, submissionId))

type Sent = { id: string; learnerId: string; attemptNumber: number }

/** The attempt that a submission is at, as long as nobody but its learner has opened it or a piece of it. */
const untouchedAttempt = (db: Db, { id, learnerId, attemptNumber }: Sent) =>
  db
    .select({ id: attempt.id })
    .from(attempt)
    .where(
      and(
        eq(attempt.submissionId, id),
        eq(attempt.number, attemptNumber),
        sql`not exists (select 1 from audit_entry seen where seen.subject = ${id} and seen.at >= ${attempt.submittedAt}
          and seen.actor <> ${learnerId} and seen.action in ('submission.opened', 'evidence.viewed'))`,
      ),
    )

export const isUntouched = async (db: Db, sent: Sent): Promise<boolean> => (await untouchedAttempt(db, sent)).length > 0

export const requireUntouched = (db: Db, sent: Sent): Statement =>
  requireRow(db, 'nobody has begun to review', untouchedAttempt(db, sent))

export const deleteAttempt = (db: Db, { id, attemptNumber }: Pick<Sent, 'id' | 'attemptNumber'>): Statement =>
  db.delete(attempt).where(and(eq(attempt.submissionId, id), eq(attempt.number, attemptNumber)))

export const insertAttempt = (db: Db, row: typeof attempt.$inferInsert): Statement => db.insert(attempt).values(row)

export const insertEvidence = (db: Db, row: typeof evidence.$inferInsert): Statement => db.insert(evidence).values(row)

export const updateEvidence = (
  db: Db,
  evidenceId: string,
  change: Partial<Pick<EvidenceRow, 'name' | 'description' | 'showsStudents' | 'visibility' | 'url' | 'words'>>,
): Statement => db.update(evidence).set(change).where(eq(evidence.id, evidenceId))

export const deleteEvidence = (db: Db, evidenceId: string): Statement =>
  db.delete(evidence).where(eq(evidence.id, evidenceId))

/** It stays part of the rounds already sent. */
export const leaveOutEvidence = (db: Db, evidenceId: string, attemptNumber: number): Statement =>
  db.update(evidence).set({ removedInAttempt: attemptNumber }).where(eq(evidence.id, evidenceId))

/** Which of these files belong to evidence. */
export async function listKnownFileKeys(db: Db, keys: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ key: evidence.fileKey })
    .from(evidence)
    .where(inArray(evidence.fileKey, [...keys]))
  return rows.map(({ key }) => key).filter((key) => key !== null)
}

/** Oldest first. Everything that ever belonged to it. */
export const listEvidence = (db: Db, submissionId: string): Promise<EvidenceRow[]> =>
  evidenceOf(db).all({ submissionId })

/** The same of many. */
export const listEvidenceOfAll = (db: Db, submissionIds: readonly string[]): Promise<EvidenceRow[]> =>
  evidenceOfAll(db).all({ submissionIds: JSON.stringify(submissionIds) })

const evidenceOfAll = oncePerDatabase((db) =>
  db
    .select()
    .from(evidence)
    .where(isAmong(evidence.submissionId, sql.placeholder('submissionIds')))
    .orderBy(asc(evidence.createdAt), asc(evidence.id))
    .prepare(),
)

const evidenceOf = oncePerDatabase((db) =>
  db
    .select()
    .from(evidence)
    .where(eq(evidence.submissionId, sql.placeholder('submissionId')))
    .orderBy(asc(evidence.createdAt), asc(evidence.id))
    .prepare(),
)

export const listAttempts = (db: Db, submissionId: string): Promise<AttemptRow[]> =>
  db.select().from(attempt).where(eq(attempt.submissionId, submissionId)).orderBy(asc(attempt.number))

/** One that is part of what the learner is writing now. */
export async function findPresentEvidence(
  db: Db,
  submissionId: string,
  evidenceId: string,
): Promise<EvidenceRow | undefined> {
  const [found] = await db
    .select()
    .from(evidence)
    .where(and(eq(evidence.id, evidenceId), eq(evidence.submissionId, submissionId), isNull(evidence.removedInAttempt)))
    .limit(1)
  return found
}

const statesReviewersSee = ['submitted', 'returned', 'approved', 'declined', 'awarded'] as const

/** For its learner always; for a reviewer of its issuer once it was part of a round that was sent, unless it was withdrawn. */
export async function findEvidenceFor(db: Db, personId: string, evidenceId: string): Promise<EvidenceRow | undefined> {
  const wasSent = exists(
    db
      .select({ one: sql`1` })
      .from(attempt)
      .where(
        and(
          eq(attempt.submissionId, evidence.submissionId),
          gte(attempt.number, evidence.attemptNumber),
          or(isNull(evidence.removedInAttempt), lt(attempt.number, evidence.removedInAttempt)),
        ),
      ),
  )
  const reviewsThere = mayActOnBadge(db, personId, 'submission.review')
  const [found] = await db
    .select({ evidence })
    .from(evidence)
    .innerJoin(submission, eq(submission.id, evidence.submissionId))
    .innerJoin(badgeVersion, eq(badgeVersion.id, submission.badgeVersionId))
    .innerJoin(badge, eq(badge.id, badgeVersion.badgeId))
    .where(
      and(
        eq(evidence.id, evidenceId),
        or(
          isSamePerson(db, submission.learnerId, personId),
          and(inArray(submission.state, [...statesReviewersSee]), wasSent, reviewsThere),
        ),
      ),
    )
    .limit(1)
  return found?.evidence
}
