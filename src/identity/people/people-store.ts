import { and, asc, eq, inArray, isNull, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { AppError } from '../../platform/errors.ts'
import { personEmail } from './emails-tables.ts'
import { person, samePerson } from './people-tables.ts'

export type Person = typeof person.$inferSelect

export const findPerson = (db: Db, personId: string): Promise<Person | undefined> => personById(db).get({ personId })

const personById = oncePerDatabase((db) =>
  db
    .select()
    .from(person)
    .where(eq(person.id, sql.placeholder('personId')))
    .prepare(),
)

export async function getPerson(db: Db, personId: string): Promise<Person> {
  const found = await findPerson(db, personId)
  if (!found) throw new AppError('not-found', 'refused.noPerson')
  return found
}

/** By the main address or any other that they have shown to be theirs. Takes the address as `emailAddress` folds it. */
export async function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  return (await db.select().from(person).where(hasEmail(db, email)))[0]
}

/** The same as a condition on `person`, for statements that find the person when they run. */
export const hasEmail = (db: Db, email: string): SQL =>
  sql`(${or(
    eq(person.email, email),
    inArray(
      person.id,
      db
        .select({ personId: personEmail.personId })
        .from(personEmail)
        .where(and(eq(personEmail.email, email), sql`${personEmail.verifiedAt} is not null`)),
    ),
  )})`

/** Whether a column names this person, by this account or by one that was merged into it. */
export const isSamePerson = (db: Db, accountId: SQLWrapper, personId: SQLWrapper | string): SQL =>
  sql`${accountId} in ${db
    .select({ accountId: samePerson.accountId })
    .from(samePerson)
    .where(sql`${samePerson.personId} = ${personId}`)}`

/** The account that goes on for the one that a column names. */
export const presentAccount = (accountId: SQLWrapper): SQL<string> =>
  sql<string>`coalesce((select account.merged_into from person as account where account.id = ${accountId}), ${accountId})`

/** Those that somebody could be: not what was merged or erased. */
export async function listPeople(db: Db, limit: number): Promise<Person[]> {
  return await db
    .select()
    .from(person)
    .where(and(isNull(person.mergedInto), isNull(person.erasedAt)))
    .orderBy(asc(sql`coalesce(${person.sortingName}, ${person.name})`), asc(person.id))
    .limit(limit)
}

/** Does nothing when somebody is known by the address: whoever was first stays. */
export function insertPersonUnlessKnown(
  db: Db,
  { id, name, email, createdAt }: Pick<Person, 'id' | 'name' | 'email' | 'createdAt'>,
): Statement {
  const known = db.select({ id: person.id }).from(person).where(hasEmail(db, email))
  return db.insert(person).select(
    sql`select ${id}, ${name}, ${email}, null, 0, ${createdAt}, null, null, null, null, null, null, null
      where not exists ${known}`,
  )
}

export const markAdministrator = (db: Db, email: string): Statement =>
  db.update(person).set({ isAdministrator: true }).where(hasEmail(db, email))

/** Holds a batch to an account that is still somebody's. */
export const requirePresent = (db: Db, personId: string): Statement =>
  requireRow(
    db,
    'account is present',
    db
      .select({ id: person.id })
      .from(person)
      .where(and(eq(person.id, personId), isNull(person.mergedInto), isNull(person.erasedAt))),
  )

export const accountIsOver = (cause: unknown) => new AppError('state-conflict', 'refused.accountOver', {}, { cause })

/** Also of the accounts that were merged into it: what they show is this person. */
export const updateProfile = (
  db: Db,
  personId: string,
  change: Partial<Pick<Person, 'name' | 'sortingName' | 'language' | 'timeZone' | 'lane'>>,
): Statement =>
  db
    .update(person)
    .set(change)
    .where(isSamePerson(db, person.id, personId))
