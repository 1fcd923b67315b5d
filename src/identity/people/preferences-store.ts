import { eq } from 'drizzle-orm'
import type { Db } from '../../platform/db/db.ts'
import type { Preferences } from '../../platform/language/preferences.ts'
import { inheritedSetting } from './people-tables.ts'

/** As they chose, or else as their organizations say. */
export async function findPreferences(
  db: Db,
  { id, language, timeZone }: { id: string } & Preferences,
): Promise<Preferences> {
  // Asked in any case: how long a mail takes to write says nothing of whom it is for.
  const inherited = await findInheritedPreferences(db, id)
  return { language: language ?? inherited.language, timeZone: timeZone ?? inherited.timeZone }
}

/** What counts for somebody who chooses nothing: the nearest that says so, from where they got their first role up. */
export async function findInheritedPreferences(db: Db, personId: string): Promise<Preferences> {
  const [found] = await db
    .select({ language: inheritedSetting.language, timeZone: inheritedSetting.timeZone })
    .from(inheritedSetting)
    .where(eq(inheritedSetting.personId, personId))
  return found ?? { language: null, timeZone: null }
}
