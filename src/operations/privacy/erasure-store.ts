import { and, desc, eq, exists, inArray, isNotNull, isNull, lte, notExists, or, sql } from 'drizzle-orm'
import { heldRole, organization, role } from '../../identity/organizations/organizations-tables.ts'
import { personEmail } from '../../identity/people/emails-tables.ts'
import { isSamePerson } from '../../identity/people/people-store.ts'
import { person } from '../../identity/people/people-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import type { JobTopic } from '../../platform/jobs/job-payloads.ts'
import { erasure } from './privacy-tables.ts'

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
