import type { Preferences } from '../../platform/language/preferences.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from './actor.ts'
import { listEmails, type PersonEmail } from './emails-store.ts'
import { getPerson, type Person } from './people-store.ts'
import { findInheritedPreferences } from './preferences-store.ts'

export interface Profile {
  person: Person
  /** The main one first. */
  emails: PersonEmail[]
  /** What counts as long as they choose nothing. */
  inherited: Preferences
}

/** What somebody says of themselves here. */
export async function readProfile({ db }: Pick<Platform, 'db'>, { personId }: PersonActor): Promise<Profile> {
  const [person, emails, inherited] = await Promise.all([
    getPerson(db, personId),
    listEmails(db, personId),
    findInheritedPreferences(db, personId),
  ])
  return { person, emails, inherited }
}
