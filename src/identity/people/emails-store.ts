import { and, asc, count, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { personEmail } from './emails-tables.ts'
import { person } from './people-tables.ts'

export interface PersonEmail {
  email: string
  kind: (typeof personEmail.$inferSelect)['kind']
  isMain: boolean
  verifiedAt: number | null
}

/** The main one first. */
export async function listEmails(db: Db, personId: string): Promise<PersonEmail[]> {
  const isMain = sql<number>`${personEmail.email} = ${person.email}`
  const rows = await db
    .select({ email: personEmail.email, kind: personEmail.kind, verifiedAt: personEmail.verifiedAt, isMain })
    .from(personEmail)
    .innerJoin(person, eq(person.id, personEmail.personId))
    .where(eq(personEmail.personId, personId))
    .orderBy(sql`${isMain} desc`, asc(personEmail.createdAt), asc(personEmail.email))
  return rows.map((row) => ({ ...row, isMain: row.isMain === 1 }))
}

export async function findEmail(db: Db, personId: string, email: string): Promise<PersonEmail | undefined> {
  return (await listEmails(db, personId)).find((known) => known.email === email)
}

/** What somebody says is theirs. Does nothing when it is there already. */
export const insertEmail = (db: Db, row: typeof personEmail.$inferInsert): Statement =>
  db.insert(personEmail).values(row).onConflictDoNothing()

/** They have shown that they read what is sent there. Fails when somebody else did so first (`person_email_is_free`, or unique). */
export const markEmailVerified = (db: Db, { personId, email, at }: { personId: string; email: string; at: number }) =>
  db
    .update(personEmail)
    .set({ verifiedAt: at })
    .where(and(isRow(personId, email), isNull(personEmail.verifiedAt)))

/** What others only said, once it is shown whose it is. */
export const deleteClaimsOfOthers = (db: Db, personId: string, email: string): Statement =>
  db
    .delete(personEmail)
    .where(and(eq(personEmail.email, email), ne(personEmail.personId, personId), isNull(personEmail.verifiedAt)))

export const requireEmail = (db: Db, personId: string, email: string): Statement =>
  requireRow(db, 'address', db.select({ email: personEmail.email }).from(personEmail).where(isRow(personId, email)))

export const requireVerifiedEmail = (db: Db, personId: string, email: string): Statement =>
  requireRow(
    db,
    'address is verified',
    db
      .select({ email: personEmail.email })
      .from(personEmail)
      .where(and(isRow(personId, email), isNotNull(personEmail.verifiedAt))),
  )

export const setMainEmail = (db: Db, personId: string, email: string): Statement =>
  db.update(person).set({ email }).where(eq(person.id, personId))

/** Not the main address, and never the last that they have shown to be theirs. */
export const requireRemovableEmail = (db: Db, personId: string, email: string): Statement =>
  requireRow(
    db,
    'address can go',
    db
      .select({ email: personEmail.email })
      .from(personEmail)
      .innerJoin(person, eq(person.id, personEmail.personId))
      .where(
        and(
          isRow(personId, email),
          ne(person.email, email),
          or(isNull(personEmail.verifiedAt), sql`${verifiedEmails(db, personId)} > 1`),
        ),
      ),
  )

export const deleteEmail = (db: Db, personId: string, email: string): Statement =>
  db.delete(personEmail).where(isRow(personId, email))

const isRow = (personId: string, email: string) => and(eq(personEmail.personId, personId), eq(personEmail.email, email))

const verifiedEmails = (db: Db, personId: string) =>
  db
    .select({ count: count() })
    .from(personEmail)
    .where(and(eq(personEmail.personId, personId), isNotNull(personEmail.verifiedAt)))
