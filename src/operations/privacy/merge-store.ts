import { and, eq, exists, inArray, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { award, revocation } from '../../credentials/awards/awards-tables.ts'
import { heldRole, knownAs, role } from '../../identity/organizations/organizations-tables.ts'
import { rolesThatMay } from '../../identity/organizations/permissions.ts'
import { personEmail } from '../../identity/people/emails-tables.ts'
import { isSamePerson } from '../../identity/people/people-store.ts'
import { person } from '../../identity/people/people-tables.ts'
import { passkey } from '../../identity/sign-in/sign-in-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import type { Merge } from '../../platform/db/personal-records.ts'
import { erasure } from './privacy-tables.ts'

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
