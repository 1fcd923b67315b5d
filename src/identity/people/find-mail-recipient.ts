import type { Db } from '../../platform/db/db.ts'
import { findPerson, type Person } from './people-store.ts'
import { findPreferences } from './preferences-store.ts'

/** Whom a mail is for, as far as its words depend on it. */
export type MailRecipient = Pick<Person, 'id' | 'name' | 'email' | 'language' | 'timeZone'>

/**
 * Who reads mail that is meant for an account: the one that goes on where it was merged, and nobody where it was erased.
 * With the language and the time zone that count for them, chosen or inherited.
 */
export async function findMailRecipient(db: Db, personId: string): Promise<Person | undefined> {
  const named = await findPerson(db, personId)
  const found = named?.mergedInto ? await findPerson(db, named.mergedInto) : named
  return found?.erasedAt === null ? { ...found, ...(await findPreferences(db, found)) } : undefined
}
