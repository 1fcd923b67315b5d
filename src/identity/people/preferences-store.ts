import { eq } from 'drizzle-orm'
import type { Db } from '../../platform/db/db.ts'
import { inheritedSetting, type person } from './people-tables.ts'

/** How somebody is spoken to: as they chose, or else as their organizations say. */
export type Listener = Pick<typeof person.$inferSelect, 'language' | 'timeZone'>

export async function findListener(db: Db, { id, language, timeZone }: { id: string } & Listener): Promise<Listener> {
  // Asked in any case: how long a mail takes to write says nothing of whom it is for.
  const inherited = await findInherited(db, id)
  return { language: language ?? inherited.language, timeZone: timeZone ?? inherited.timeZone }
}

/** What counts for somebody who chooses nothing: the nearest that says so, from where they got their first role up. */
export async function findInherited(db: Db, personId: string): Promise<Listener> {
  const [found] = await db
    .select({ language: inheritedSetting.language, timeZone: inheritedSetting.timeZone })
    .from(inheritedSetting)
    .where(eq(inheritedSetting.personId, personId))
  return found ?? { language: null, timeZone: null }
}
