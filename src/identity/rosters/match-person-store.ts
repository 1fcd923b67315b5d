import { type SQL, sql } from 'drizzle-orm'
import type { RosterImport } from './rosters-store.ts'
import { rosterRow } from './rosters-tables.ts'

/** The account that a line is about, for statements on `roster_row`: by what the roster calls them, then by an address that is theirs. */
export function matchPerson(roster: RosterImport): SQL {
  const verified = sql`(select coalesce(p.merged_into, p.id) from person_email e join person p on p.id = e.person_id
    where e.email = ${rosterRow.email} and e.verified_at is not null)`
  const main = sql`(select coalesce(p.merged_into, p.id) from person p where p.email = ${rosterRow.email})`
  return sql`coalesce(${matchBySourcedId(roster)}, ${verified}, ${main})`
}

/** The one whom an earlier roster called by the same id. */
export const matchBySourcedId = (roster: RosterImport): SQL =>
  sql`(select coalesce(p.merged_into, p.id) from roster_person known join person p on p.id = known.person_id
    where known.organization_id = ${roster.organizationId} and known.sourced_id = ${rosterRow.personKey})`
