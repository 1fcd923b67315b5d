import { eq } from 'drizzle-orm'
import type { PersonalRecords } from '../../platform/db/personal-records.ts'
import { dataExport, erasure } from './privacy-tables.ts'

export const exportsPersonalRecords = {
  rows: [dataExport],
  words: [],
  // That somebody asked, and that it was done.
  kept: [erasure.personId],
  async files(db, { isTheirs }) {
    const exports = await db.select({ key: dataExport.fileKey }).from(dataExport).where(isTheirs(dataExport.personId))
    return exports.map(({ key }) => key)
  },
  erase: (db, { isTheirs }) => [db.delete(dataExport).where(isTheirs(dataExport.personId))],
  merge: (db, { from }) => [db.update(dataExport).set({ state: 'over' }).where(eq(dataExport.personId, from))],
} as const satisfies PersonalRecords
