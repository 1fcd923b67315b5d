import type { Preferences } from '../../platform/language/preferences.ts'
import { countUnread } from '../../platform/mail/messages-store.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Actor } from '../people/actor.ts'
import { findPerson, type Person } from '../people/people-store.ts'
import { findPreferences } from '../people/preferences-store.ts'
import { listHeldRoleNames } from './organizations-store.ts'
import type { RoleName } from './permissions.ts'

export interface KnownViewer {
  person: Person
  preferences: Preferences
  /** Those that they hold anywhere. */
  roles: RoleName[]
  unreadMessages: number
}

/** Who looks at a page, and what its frame says to them. Undefined for anybody who has not signed in. */
export async function readViewer({ db }: Pick<Platform, 'db'>, actor: Actor): Promise<KnownViewer | undefined> {
  const person = actor.kind === 'person' ? await findPerson(db, actor.personId) : undefined
  if (actor.kind === 'anonymous' || !person) return undefined
  const [roles, preferences, unreadMessages] = await Promise.all([
    listHeldRoleNames(db, actor),
    findPreferences(db, person),
    countUnread(db, person.id),
  ])
  return { person, preferences, roles, unreadMessages }
}

/** The language and the time zone in which somebody is spoken to. */
export async function readPreferences({ db }: Pick<Platform, 'db'>, actor: Actor): Promise<Preferences | undefined> {
  const person = actor.kind === 'person' ? await findPerson(db, actor.personId) : undefined
  return person && (await findPreferences(db, person))
}
