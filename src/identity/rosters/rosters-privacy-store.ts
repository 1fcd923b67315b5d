import { asc, eq, or, sql } from 'drizzle-orm'
import type { PersonalRecords } from '../../platform/db/personal-records.ts'
import { organization } from '../organizations/organizations-tables.ts'
import { rosterImport, rosterPerson, rosterRow } from './rosters-tables.ts'

export const rostersPersonalRecords = {
  rows: [rosterPerson],
  words: [rosterRow.name, rosterRow.sortingName, rosterRow.email, rosterRow.title, rosterImport.columns],
  // Which line of a file it was, by the file's own ids, and what became of it: without the names it says nothing here.
  kept: [
    rosterRow.personId,
    rosterRow.personKey,
    rosterRow.key,
    rosterRow.positionId,
    rosterRow.startsOn,
    rosterRow.endsOn,
    rosterImport.createdBy,
  ],
  /** What rosters called them last, and by which id. */
  async gather({ db }, { isTheirs }) {
    const names = await db
      .select({ organization: organization.name, name: rosterPerson.name, id: rosterPerson.sourcedId })
      .from(rosterPerson)
      .innerJoin(organization, eq(organization.id, rosterPerson.organizationId))
      .where(isTheirs(rosterPerson.personId))
      .orderBy(asc(organization.name), asc(organization.id), asc(rosterPerson.sourcedId))
    return { called_in_rosters: names }
  },
  erase: (db, { isTheirs, isTheirAddress, mentionsThem }) => [
    db.delete(rosterPerson).where(isTheirs(rosterPerson.personId)),
    db
      .update(rosterRow)
      .set({ name: null, sortingName: null, email: null, title: null })
      .where(or(isTheirs(rosterRow.personId), isTheirAddress(rosterRow.email))),
    // Of a file whose columns nobody has named yet, the rows that are shown as examples.
    db
      .update(rosterImport)
      .set({ columns: sql`json_set(${rosterImport.columns}, '$.rows', json('[]'))` })
      .where(mentionsThem(sql`lower(${rosterImport.columns})`)),
  ],
  merge: (db, { from, into }) => [
    db.update(rosterPerson).set({ personId: into }).where(eq(rosterPerson.personId, from)),
    db.update(rosterRow).set({ personId: into }).where(eq(rosterRow.personId, from)),
  ],
} as const satisfies PersonalRecords
