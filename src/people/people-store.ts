import { asc, eq } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { AppError } from '../errors.ts'
import { person } from './people-tables.ts'

export type Person = typeof person.$inferSelect

export async function findPerson(db: Db, personId: string): Promise<Person | undefined> {
  return (await db.select().from(person).where(eq(person.id, personId)))[0]
}

export async function getPerson(db: Db, personId: string): Promise<Person> {
  const found = await findPerson(db, personId)
  if (!found) throw new AppError('not-found', 'There is no such person.')
  return found
}

/** Takes the address as `emailAddress` folds it. */
export async function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  return (await db.select().from(person).where(eq(person.email, email)))[0]
}

export async function listPeople(db: Db, limit: number): Promise<Person[]> {
  return db.select().from(person).orderBy(asc(person.name), asc(person.id)).limit(limit)
}

/** Does nothing when the address is known: addresses are unique, and whoever was first stays. */
export function insertPersonUnlessKnown(db: Db, row: typeof person.$inferInsert): Statement {
  return db.insert(person).values(row).onConflictDoNothing({ target: person.email })
}

export const markAdministrator = (db: Db, email: string): Statement =>
  db.update(person).set({ isAdministrator: true }).where(eq(person.email, email))
