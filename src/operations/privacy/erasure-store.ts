import {
  and,
  count,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  lte,
  notExists,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import { review, reviewScore } from '../../assessment/reviews/reviews-tables.ts'
import { evidence, submission } from '../../assessment/submissions/submissions-tables.ts'
import { award, awardToken, revocation } from '../../credentials/awards/awards-tables.ts'
import {
  heldRole,
  invitation,
  joinRequest,
  knownAs,
  organization,
  role,
} from '../../identity/organizations/organizations-tables.ts'
import { personEmail } from '../../identity/people/emails-tables.ts'
import { isSamePerson } from '../../identity/people/people-store.ts'
import { person } from '../../identity/people/people-tables.ts'
import { secret } from '../../identity/people/secrets-tables.ts'
import { session } from '../../identity/people/sessions-tables.ts'
import { position } from '../../identity/positions/positions-tables.ts'
import { rosterPerson, rosterRow } from '../../identity/rosters/rosters-tables.ts'
import { externalIdentity, keptForm, passkey } from '../../identity/sign-in/sign-in-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import type { JobTopic } from '../../platform/jobs/job-payloads.ts'
import { idempotentRequest, outbox } from '../../platform/jobs/jobs-tables.ts'
import { message, unwantedMail } from '../../platform/mail/mail-tables.ts'
import { dataExport, erasure } from './privacy-tables.ts'

export type Erasure = typeof erasure.$inferSelect

/** What is asked for or waits. */
export async function findOpenErasure(db: Db, personId: string): Promise<Erasure | undefined> {
  const [found] = await db
    .select()
    .from(erasure)
    .where(and(eq(erasure.personId, personId), inArray(erasure.state, ['asked', 'waiting'])))
    .orderBy(desc(erasure.createdAt))
    .limit(1)
  return found
}

export async function findErasure(db: Db, erasureId: string): Promise<Erasure | undefined> {
  return (await db.select().from(erasure).where(eq(erasure.id, erasureId)))[0]
}

export const insertErasure = (db: Db, row: Erasure): Statement => db.insert(erasure).values(row)

export const requireErasure = (db: Db, erasureId: string, state: Erasure['state']): Statement =>
  requireRow(
    db,
    'erasure is where it was',
    db
      .select({ id: erasure.id })
      .from(erasure)
      .where(and(eq(erasure.id, erasureId), eq(erasure.state, state))),
  )

export const moveErasure = (
  db: Db,
  erasureId: string,
  change: Partial<Pick<Erasure, 'state' | 'dueAt' | 'endedAt'>>,
): Statement => db.update(erasure).set(change).where(eq(erasure.id, erasureId))

/** Those that were due before then, and that no job is about. */
export async function listForgottenErasures(db: Db, before: number): Promise<string[]> {
  const rows = await db
    .select({ id: erasure.id })
    .from(erasure)
    .where(
      and(
        eq(erasure.state, 'waiting'),
        lte(erasure.dueAt, before),
        sql`not exists (select 1 from outbox job where job.topic = ${eraseTopic} and job.state <> 'done'
          and json_extract(job.payload, '$.erasure') = "erasure"."id")`,
      ),
    )
    .limit(100)
  return rows.map(({ id }) => id)
}

/** Of what should be erased by now: what is not, and what is and may still be read in the files of the database. */
export async function countLateErasures(db: Db, before: number): Promise<{ late: number; unclean: number }> {
  const [found] = await db
    .select({
      late: sql<number>`coalesce(sum(${erasure.state} = 'waiting'), 0)`,
      // Asked once and not for each: those that are done only become more.
      unclean: sql<number>`coalesce(sum(${erasure.state} = 'done' and ${erasure.id} in (
        select json_extract(job.payload, '$.erasure') from outbox job
        where job.topic = ${eraseTopic} and job.state in ('waiting', 'running', 'failed'))), 0)`,
    })
    .from(erasure)
    .where(and(inArray(erasure.state, ['waiting', 'done']), lte(erasure.dueAt, before)))
  return found ?? { late: 0, unclean: 0 }
}

/** An organization keeps an owner: nobody else could ever name one. */
export const requireOtherOwners = (db: Db, personId: string): Statement =>
  requireRow(
    db,
    'others own it too',
    db
      .select({ id: person.id })
      .from(person)
      .where(and(eq(person.id, personId), notExists(ownedAlone(db, personId)))),
  )

/** The names of the organizations that would be left without an owner. */
export async function listOwnedAlone(db: Db, personId: string): Promise<string[]> {
  return (await ownedAlone(db, personId).limit(20)).map(({ name }) => name)
}

/** Addresses that are theirs, or that they say are and that lead to nobody else. */
export async function listAddressesToErase(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .select({ email: personEmail.email })
    .from(personEmail)
    .where(
      and(
        isSamePerson(db, personEmail.personId, personId),
        or(
          isNotNull(personEmail.verifiedAt),
          sql`not exists (select 1 from person other where other.email = ${personEmail.email}
            and other.id <> ${personEmail.personId})
            and not exists (select 1 from person_email shown where shown.email = ${personEmail.email}
              and shown.verified_at is not null)`,
        ),
      ),
    )
  return rows.map(({ email }) => email)
}

/** Keys of the files that are this person's: their evidence, and what was exported for them. */
export async function listPersonalFiles(db: Db, personId: string): Promise<string[]> {
  const [pieces, exports] = await Promise.all([
    db
      .select({ key: evidence.fileKey })
      .from(evidence)
      .innerJoin(submission, eq(submission.id, evidence.submissionId))
      .where(and(isSamePerson(db, submission.learnerId, personId), isNotNull(evidence.fileKey))),
    db
      .select({ key: dataExport.fileKey })
      .from(dataExport)
      .where(isSamePerson(db, dataExport.personId, personId)),
  ])
  return [...pieces, ...exports].flatMap(({ key }) => key ?? [])
}

/** What there is to erase, for the certificate. */
export async function countPersonalRecords(db: Db, personId: string): Promise<Record<string, number>> {
  const among = (column: SQLWrapper) => isSamePerson(db, column, personId)
  const [submissions, pieces, awards, messages, emails] = await Promise.all([
    db.select({ rows: count() }).from(submission).where(among(submission.learnerId)),
    db
      .select({ rows: count() })
      .from(evidence)
      .where(ofSubmissions(db, evidence.submissionId, personId)),
    db.select({ rows: count() }).from(award).where(among(award.recipientId)),
    db.select({ rows: count() }).from(message).where(among(message.personId)),
    db.select({ rows: count() }).from(personEmail).where(among(personEmail.personId)),
  ])
  const rows = (counted: { rows: number }[]) => counted[0]?.rows ?? 0
  return {
    submissions: rows(submissions),
    evidence: rows(pieces),
    awards: rows(awards),
    messages: rows(messages),
    addresses: rows(emails),
  }
}

/**
 * Takes every personal word away and leaves what others rest on: that there was an award, with its digest and its position
 * in the status list, and that somebody decided. The triggers let exactly this happen, to who was erased on request.
 */
export function eraseStatements(
  db: Db,
  personId: string,
  { emails, at }: { emails: readonly string[]; at: number },
): Statement[] {
  const isTheirs = (column: SQLWrapper) => isSamePerson(db, column, personId)
  const addresses = JSON.stringify(emails)
  const isTheirAddress = (column: SQLWrapper) => sql`${column} in (select value from json_each(${addresses}))`
  const mentionsThem = (column: SQLWrapper) =>
    sql`exists (select 1 from json_each(${addresses}) where instr(${column}, value) > 0)`
  const theirAwards = sql`(select id from award where ${isTheirs(sql`recipient_id`)})`
  return [
    db
      .delete(message)
      .where(or(isTheirs(message.personId), isTheirs(message.aboutPersonId), isTheirAddress(message.to))),
    db
      .update(person)
      .set({
        name: 'Erased person',
        email: sql`'erased-' || ${person.id} || '@erased.invalid'`,
        did: null,
        isAdministrator: false,
        sortingName: null,
        language: null,
        timeZone: null,
        lane: null,
        erasedAt: at,
      })
      .where(isTheirs(person.id)),
    db.delete(personEmail).where(isTheirs(personEmail.personId)),
    db
      .update(submission)
      .set({ state: 'withdrawn', updatedAt: at })
      .where(
        and(isTheirs(submission.learnerId), inArray(submission.state, ['draft', 'submitted', 'returned', 'approved'])),
      ),
    db.delete(evidence).where(ofSubmissions(db, evidence.submissionId, personId)),
    db
      .update(review)
      .set({ comment: '' })
      .where(ofSubmissions(db, review.submissionId, personId)),
    db
      .update(reviewScore)
      .set({ comment: '' })
      .where(
        inArray(
          reviewScore.reviewId,
          db
            .select({ id: review.id })
            .from(review)
            .where(ofSubmissions(db, review.submissionId, personId)),
        ),
      ),
    db
      .delete(outbox)
      .where(and(eq(outbox.topic, 'award.issued'), sql`json_extract(${outbox.payload}, '$.award') in ${theirAwards}`)),
    db.update(award).set({ credential: '' }).where(isTheirs(award.recipientId)),
    db.delete(awardToken).where(sql`${awardToken.awardId} in ${theirAwards}`),
    db.update(revocation).set({ reason: '' }).where(sql`${revocation.awardId} in ${theirAwards}`),
    db.delete(role).where(isTheirs(role.personId)),
    db.delete(position).where(isTheirs(position.personId)),
    db.delete(knownAs).where(isTheirs(knownAs.personId)),
    db.delete(rosterPerson).where(isTheirs(rosterPerson.personId)),
    db
      .update(rosterRow)
      .set({ name: null, sortingName: null, email: null, title: null })
      .where(or(isTheirs(rosterRow.personId), isTheirAddress(rosterRow.email))),
    db.delete(joinRequest).where(isTheirs(joinRequest.personId)),
    db.delete(invitation).where(or(isTheirs(invitation.acceptedBy), isTheirAddress(invitation.email))),
    db.delete(unwantedMail).where(isTheirs(unwantedMail.personId)),
    db.delete(session).where(isTheirs(session.personId)),
    db.delete(passkey).where(isTheirs(passkey.personId)),
    db.delete(externalIdentity).where(isTheirs(externalIdentity.personId)),
    db.delete(keptForm).where(isTheirs(keptForm.personId)),
    db.delete(secret).where(or(isTheirs(secret.subject), mentionsThem(secret.payload))),
    db
      .delete(idempotentRequest)
      .where(
        or(
          isTheirs(idempotentRequest.actor),
          sql`instr(${idempotentRequest.response}, ${personId}) > 0`,
          mentionsThem(idempotentRequest.response),
        ),
      ),
    db.delete(dataExport).where(isTheirs(dataExport.personId)),
  ]
}

const ofSubmissions = (db: Db, submissionId: SQLWrapper, personId: string): SQL =>
  sql`${submissionId} in ${db
    .select({ id: submission.id })
    .from(submission)
    .where(isSamePerson(db, submission.learnerId, personId))}`

const ownedAlone = (db: Db, personId: string) =>
  db
    .select({ name: organization.name })
    .from(organization)
    .where(
      and(
        isNull(organization.closedAt),
        exists(
          db
            .select({ one: sql`1` })
            .from(role)
            .where(and(eq(role.organizationId, organization.id), eq(role.name, 'owner'), eq(role.personId, personId))),
        ),
        notExists(
          db
            .select({ one: sql`1` })
            .from(heldRole)
            .where(
              and(
                eq(heldRole.issuerId, organization.id),
                eq(heldRole.name, 'owner'),
                sql`${heldRole.personId} <> ${personId}`,
              ),
            ),
        ),
      ),
    )

const eraseTopic: JobTopic = 'person.erase'
