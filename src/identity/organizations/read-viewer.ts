import type { Preferences } from '../../platform/language/preferences.ts'
import { countUnread } from '../../platform/mail/messages-store.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Actor } from '../people/actor.ts'
import { findPerson, type Person } from '../people/people-store.ts'
import { findPreferences } from '../people/preferences-store.ts'
import { listDistrictNames, listHeldRoleNames, listRootNames } from './organizations-store.ts'
import type { RoleName } from './permissions.ts'

export interface KnownViewer {
  person: Person
  preferences: Preferences
  /** Those that they hold anywhere. */
  roles: RoleName[]
  /** Of the one district that they belong to. */
  district: string | undefined
  unreadMessages: number
}

/** Who looks at a page, and what its frame says to them. Undefined for anybody who has not signed in. */
export async function readViewer({ db }: Pick<Platform, 'db'>, actor: Actor): Promise<KnownViewer | undefined> {
  const person = actor.kind === 'person' ? await findPerson(db, actor.personId) : undefined
  if (actor.kind === 'anonymous' || !person) return undefined
  const [roles, districts, preferences, unreadMessages] = await Promise.all([
    listHeldRoleNames(db, actor),
    listDistrictNames(db, person.id, 2),
    findPreferences(db, person),
    countUnread(db, person.id),
  ])
  return { person, preferences, roles, district: onlyOf(districts), unreadMessages }
}

/** The language and the time zone in which somebody is spoken to. */
export async function readPreferences({ db }: Pick<Platform, 'db'>, actor: Actor): Promise<Preferences | undefined> {
  const person = actor.kind === 'person' ? await findPerson(db, actor.personId) : undefined
  return person && (await findPreferences(db, person))
}

/** Whose server this is, where it is one organization's with all below it. */
export const readOnlyRoot = async ({ db }: Pick<Platform, 'db'>): Promise<string | undefined> =>
  onlyOf(await listRootNames(db, 2))

const onlyOf = ([first, ...others]: readonly string[]) => (others.length === 0 ? first : undefined)
