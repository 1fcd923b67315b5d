import { and, eq, exists, inArray, isNotNull, isNull, notExists, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { review } from '../../assessment/reviews/reviews-tables.ts'
import { submission } from '../../assessment/submissions/submissions-tables.ts'
import { award, revocation } from '../../credentials/awards/awards-tables.ts'
import { heldRole, joinRequest, knownAs, role } from '../../identity/organizations/organizations-tables.ts'
import { rolesThatMay } from '../../identity/organizations/permissions.ts'
import { personEmail } from '../../identity/people/emails-tables.ts'
import { isSamePerson } from '../../identity/people/people-store.ts'
import { person } from '../../identity/people/people-tables.ts'
import { secret } from '../../identity/people/secrets-tables.ts'
import { session } from '../../identity/people/sessions-tables.ts'
import { position } from '../../identity/positions/positions-tables.ts'
import { rosterPerson, rosterRow } from '../../identity/rosters/rosters-tables.ts'
import { externalIdentity, keptForm, passkey } from '../../identity/sign-in/sign-in-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { message, unwantedMail } from '../../platform/mail/mail-tables.ts'
import { dataExport, erasure } from './privacy-tables.ts'

/** `into` goes on, `from` ends. */
export interface Merge {
  from: string
  into: string
}

/** Everything that hangs on the one account moves to the other. What is signed keeps the account it names, and is read as this person’s. */
export function mergeStatements(db: Db, { from, into }: Merge, now: number): Statement[] {
  return [
    db
      .update(person)
      .set({
        did: sql`coalesce(${person.did}, (select ended.did from person as ended where ended.id = ${from}))`,
        isAdministrator: sql`max(${person.isAdministrator}, (select ended.is_administrator from person as ended where ended.id = ${from}))`,
      })
      .where(eq(person.id, into)),
    db
      .update(person)
      .set({
        mergedInto: into,
        name: sql`(select kept.name from person as kept where kept.id = ${into})`,
        email: sql`'merged-' || ${person.id} || '@merged.invalid'`,
        did: null,
        isAdministrator: false,
        sortingName: null,
        language: null,
        timeZone: null,
        lane: null,
      })
      .where(eq(person.id, from)),
    db
      .update(person)
      .set({ mergedInto: into, name: sql`(select kept.name from person as kept where kept.id = ${into})` })
      .where(eq(person.mergedInto, from)),
    ...moveEmails(db, { from, into }),
    // What an organization was not to know of the one, it is not to know of the other, unless it does already.
    db
      .insert(knownAs)
      .select(
        sql`select ${into}, known.organization_id, known.name, known.email from known_as known
          where known.person_id = ${from} and not exists (select 1 from role
            join organization_ancestor above on above.organization_id = role.organization_id
            where role.person_id = ${into} and above.ancestor_id = known.organization_id)`,
      )
      .onConflictDoNothing(),
    db.delete(knownAs).where(eq(knownAs.personId, from)),
    db
      .insert(role)
      .select(
        sql`select ${into}, organization_id, name, created_at, suspended_at from ${role} where person_id = ${from}`,
      )
      .onConflictDoNothing(),
    db.delete(role).where(eq(role.personId, from)),
    db.update(position).set({ personId: into }).where(eq(position.personId, from)),
    db.update(rosterPerson).set({ personId: into }).where(eq(rosterPerson.personId, from)),
    db.update(rosterRow).set({ personId: into }).where(eq(rosterRow.personId, from)),
    db.update(passkey).set({ personId: into }).where(eq(passkey.personId, from)),
    db.update(externalIdentity).set({ personId: into }).where(eq(externalIdentity.personId, from)),
    db.update(message).set({ personId: into }).where(eq(message.personId, from)),
    db.update(message).set({ aboutPersonId: into }).where(eq(message.aboutPersonId, from)),
    db
      .insert(unwantedMail)
      .select(sql`select ${into}, kind, created_at from ${unwantedMail} where person_id = ${from}`)
      .onConflictDoNothing(),
    db.delete(unwantedMail).where(eq(unwantedMail.personId, from)),
    db.delete(joinRequest).where(and(eq(joinRequest.personId, from), isNull(joinRequest.decision))),
    db.update(joinRequest).set({ personId: into }).where(eq(joinRequest.personId, from)),
    db.delete(session).where(eq(session.personId, from)),
    db.delete(keptForm).where(eq(keptForm.personId, from)),
    db.delete(secret).where(eq(secret.subject, from)),
    db.update(dataExport).set({ state: 'over' }).where(eq(dataExport.personId, from)),
    ...returnOwnApprovals(db, into, now),
  ]
}

/** Addresses that both had stay with the account that showed them to be theirs. */
const moveEmails = (db: Db, { from, into }: Merge): Statement[] => {
  const alsoOf = (personId: string, condition: SQL) =>
    sql`${personEmail.email} in (select other.email from person_email as other where other.person_id = ${personId} and ${condition})`
  return [
    db
      .delete(personEmail)
      .where(
        and(
          eq(personEmail.personId, from),
          or(
            and(isNull(personEmail.verifiedAt), alsoOf(into, sql`1`)),
            alsoOf(into, sql`other.verified_at is not null`),
          ),
        ),
      ),
    db
      .delete(personEmail)
      .where(
        and(
          eq(personEmail.personId, into),
          isNull(personEmail.verifiedAt),
          alsoOf(from, sql`other.verified_at is not null`),
        ),
      ),
    db.update(personEmail).set({ personId: into }).where(eq(personEmail.personId, from)),
  ]
}

/** What one account approved of the other’s is not approved by anybody else: it goes back for another round. */
const returnOwnApprovals = (db: Db, personId: string, now: number): Statement[] => [
  db
    .update(submission)
    .set({ state: 'returned', attemptNumber: sql`${submission.attemptNumber} + 1`, updatedAt: now })
    .where(
      and(
        eq(submission.state, 'approved'),
        isSamePerson(db, submission.learnerId, personId),
        exists(
          db
            .select({ one: sql`1` })
            .from(review)
            .where(
              and(
                eq(review.submissionId, submission.id),
                eq(review.attemptNumber, submission.attemptNumber),
                isSamePerson(db, review.reviewerId, personId),
              ),
            ),
        ),
      ),
    ),
]

/** Two accounts that are somebody’s, neither about to be erased. */
export const requireMergeable = (db: Db, { from, into }: Merge): Statement =>
  requireRow(
    db,
    'accounts can be joined',
    db
      .select({ id: person.id })
      .from(person)
      .where(
        and(eq(person.id, into), isPresent, exists(otherIsPresent(db, from)), notExists(erasing(db, [from, into]))),
      ),
  )

/** No award stands on what one of them decided about the other. */
export const requireDutiesApart = (db: Db, merge: Merge): Statement =>
  requireRow(
    db,
    'duties were kept apart',
    db
      .select({ id: person.id })
      .from(person)
      .where(and(eq(person.id, merge.into), notExists(awardsBetween(db, merge)))),
  )

export async function haveAwardedEachOther(db: Db, merge: Merge): Promise<boolean> {
  return (await awardsBetween(db, merge).limit(1)).length > 0
}

/** Where this person holds roles and the manager does not manage the people. */
export async function hasRolesBeyond(db: Db, managerId: string, personId: string): Promise<boolean> {
  const managed = db
    .select({ id: heldRole.issuerId })
    .from(heldRole)
    .where(and(eq(heldRole.personId, managerId), inArray(heldRole.name, [...rolesThatMay('people.manage')])))
  const rows = await db
    .select({ one: sql`1` })
    .from(role)
    .where(and(eq(role.personId, personId), sql`${role.organizationId} not in ${managed}`))
    .limit(1)
  return rows.length > 0
}

/**
 * Whether an account has what is nobody's but theirs: a personal address, a passkey, or a life before an organization entered
 * it, to which they did not say yes.
 */
export async function isSomebodysOwn(db: Db, personId: string): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(person)
    .where(
      and(
        eq(person.id, personId),
        or(
          exists(db.select({ one: sql`1` }).from(passkey).where(eq(passkey.personId, personId))),
          exists(db.select({ one: sql`1` }).from(knownAs).where(eq(knownAs.personId, personId))),
          exists(
            db
              .select({ one: sql`1` })
              .from(personEmail)
              .where(
                and(
                  eq(personEmail.personId, personId),
                  eq(personEmail.kind, 'personal'),
                  isNotNull(personEmail.verifiedAt),
                ),
              ),
          ),
        ),
      ),
    )
  return rows.length > 0
}

const isPresent = and(isNull(person.mergedInto), isNull(person.erasedAt), isNull(person.suspendedAt))

const otherIsPresent = (db: Db, personId: string) => {
  const other = alias(person, 'other')
  return db
    .select({ id: other.id })
    .from(other)
    .where(and(eq(other.id, personId), isNull(other.mergedInto), isNull(other.erasedAt), isNull(other.suspendedAt)))
}

const erasing = (db: Db, personIds: string[]) =>
  db
    .select({ id: erasure.id })
    .from(erasure)
    .where(and(inArray(erasure.personId, personIds), eq(erasure.state, 'waiting')))

const awardsBetween = (db: Db, { from, into }: Merge) => {
  const decidedBy = (personId: string) =>
    or(isSamePerson(db, award.approverId, personId), isSamePerson(db, award.issuedBy, personId))
  return db
    .select({ id: award.id })
    .from(award)
    .leftJoin(revocation, eq(revocation.awardId, award.id))
    .where(
      and(
        isNull(revocation.awardId),
        or(
          and(isSamePerson(db, award.recipientId, from), decidedBy(into)),
          and(isSamePerson(db, award.recipientId, into), decidedBy(from)),
        ),
      ),
    )
}
