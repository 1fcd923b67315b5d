import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db, Statement } from '../../platform/db/db.ts'
import { localName } from '../organizations/local-names-store.ts'
import { matchBySourcedId, matchPerson } from './match-person-store.ts'
import type { RosterImport } from './rosters-store.ts'
import { rosterRow } from './rosters-tables.ts'

/**
 * What each line of a roster would change, decided by the database for all lines at once and in this order: what is
 * said of a line builds on what was found out before. Run again, it says the same.
 */
export function compareStatements(db: Db, roster: RosterImport, today: string): [Statement, ...Statement[]] {
  return [
    refuseRepeatedLines(db, roster),
    ...findOrganizations(db, roster),
    ...findPeople(db, roster),
    ...findPositions(db, roster, today),
    ...(roster.mode === 'bulk' ? [endWhatIsMissing(db, roster, today)] : []),
  ]
}

const rowsOf = (roster: RosterImport, kind: 'organization' | 'position', ...more: (SQL | undefined)[]) =>
  and(eq(rosterRow.importId, roster.id), eq(rosterRow.kind, kind), ...more)
const isUndecided = inArray(rosterRow.action, ['new', 'ending'])

/** Ids of the organization that the roster is for and of all below it. */
const below = (roster: RosterImport) =>
  sql`(select organization_id from organization_ancestor where ancestor_id = ${roster.organizationId})`

/** The indexes are named because SQLite takes the order of lines for the narrower of two, and walks it for each line. */
const refuseRepeatedLines = (db: Db, roster: RosterImport): Statement =>
  db
    .update(rosterRow)
    .set({ action: 'refuse', reason: 'duplicate' })
    .where(
      rowsOf(
        roster,
        'position',
        isUndecided,
        sql`exists (select 1 from roster_row earlier indexed by roster_row_key where earlier.import_id = ${rosterRow.importId}
          and earlier.kind = 'position' and earlier.key = ${rosterRow.key} and earlier.number < ${rosterRow.number}
          and earlier.organization_key is ${rosterRow.organizationKey} and earlier.action <> 'refuse')`,
      ),
    )

function findOrganizations(db: Db, roster: RosterImport): Statement[] {
  const { organizationId } = roster
  const named = sql`(select o.id from organization o where o.id in ${below(roster)} and o.closed_at is null
    and lower(o.name) = lower(${rosterRow.name}) order by o.sourced_id is not null, o.id limit 1)`
  const sourced = sql`(select o.id from organization o where o.id in ${below(roster)} and o.closed_at is null
    and o.sourced_id = ${rosterRow.key} limit 1)`
  const isKnown = sql`exists (select 1 from organization o where o.id = ${rosterRow.organizationId})`
  return [
    // A district in the file of a district is the one that it is for.
    db
      .update(rosterRow)
      .set({ organizationId, action: 'same' })
      .where(
        rowsOf(
          roster,
          'organization',
          isUndecided,
          eq(rosterRow.type, 'district'),
          sql`exists (select 1 from organization o where o.id = ${organizationId} and o.type <> 'state-agency')`,
        ),
      ),
    ...(roster.format === 'csv'
      ? []
      : [
          db
            .update(rosterRow)
            .set({ organizationId: sql`${sourced}` })
            .where(rowsOf(roster, 'organization', isUndecided, sql`${sourced} is not null`)),
        ]),
    db
      .update(rosterRow)
      .set({ organizationId: sql`${named}` })
      .where(rowsOf(roster, 'organization', isUndecided, sql`not ${isKnown}`, sql`${named} is not null`)),
    db
      .update(rosterRow)
      .set({
        action: sql`case when exists (select 1 from organization o where o.id = ${rosterRow.organizationId}
          and (${rosterRow.action} = 'ending' or ${roster.format} = 'csv'
            or (o.name = ${rosterRow.name} and o.sourced_id is ${rosterRow.key}))) then 'same' else 'change' end`,
      })
      .where(rowsOf(roster, 'organization', isUndecided, isKnown)),
    // What ends and was never here has nothing to end.
    db
      .update(rosterRow)
      .set({ action: 'same' })
      .where(rowsOf(roster, 'organization', eq(rosterRow.action, 'ending'))),
    db
      .update(rosterRow)
      .set({ action: 'add' })
      .where(rowsOf(roster, 'organization', eq(rosterRow.action, 'new'))),
    db
      .update(rosterRow)
      .set({
        organizationId: sql`case when ${rosterRow.organizationKey} is null then ${organizationId} else coalesce(
          (select place.organization_id from roster_row place where place.import_id = ${roster.id}
            and place.kind = 'organization' and place.key = ${rosterRow.organizationKey}
            and place.action in ('add', 'change', 'same') limit 1),
          (select o.id from organization o where o.id in ${below(roster)} and o.closed_at is null
            and o.sourced_id = ${rosterRow.organizationKey} limit 1)) end`,
      })
      .where(rowsOf(roster, 'position', isUndecided)),
    db
      .update(rosterRow)
      .set({ action: 'refuse', reason: 'unknown-organization' })
      .where(rowsOf(roster, 'position', isUndecided, isNull(rosterRow.organizationId))),
  ]
}

/** One account of several lines is one person. */
function findPeople(db: Db, roster: RosterImport): Statement[] {
  const knownEmail = localName('email', rosterRow.personId, sql`(${roster.organizationId})`)
  const firstOfKey = sql`(select min(same.person_id) from roster_row same
    where same.import_id = ${roster.id} and same.person_key = ${rosterRow.personKey})`
  return [
    db
      .update(rosterRow)
      .set({ action: 'refuse', reason: 'address-of-another' })
      .where(
        rowsOf(
          roster,
          'position',
          isUndecided,
          sql`exists (select 1 from roster_row earlier indexed by roster_row_email where earlier.import_id = ${roster.id}
            and earlier.email = ${rosterRow.email} and earlier.person_key <> ${rosterRow.personKey}
            and earlier.number < ${rosterRow.number} and earlier.action <> 'refuse')`,
        ),
      ),
    db
      .update(rosterRow)
      .set({ personId: sql`coalesce(${matchPerson(roster)}, ${firstOfKey})` })
      .where(rowsOf(roster, 'position', isUndecided)),
    db
      .update(rosterRow)
      .set({ action: 'refuse', reason: 'account-has-ended' })
      .where(
        rowsOf(
          roster,
          'position',
          isUndecided,
          sql`exists (select 1 from person p where p.id = ${rosterRow.personId}
            and (p.suspended_at is not null or p.erased_at is not null))
            and (${matchBySourcedId(roster)} is not null or exists (select 1 from role held
              where held.person_id = ${rosterRow.personId} and held.organization_id in ${below(roster)}))`,
        ),
      ),
    db
      .update(rosterRow)
      .set({ note: 'address-differs' })
      .where(
        rowsOf(
          roster,
          'position',
          isUndecided,
          // Which other addresses lead to an account that is not known here is not told.
          sql`case when ${knownEmail} is not null then ${knownEmail} <> ${rosterRow.email}
            else exists (select 1 from person p where p.id = ${rosterRow.personId} and p.email <> ${rosterRow.email})
              and not exists (select 1 from person_email e
                where e.person_id = ${rosterRow.personId} and e.email = ${rosterRow.email}) end`,
        ),
      ),
  ]
}

function findPositions(db: Db, roster: RosterImport, today: string): Statement[] {
  const known = sql`(select held.id from position held where held.organization_id = ${rosterRow.organizationId}
    and held.sourced_id = ${rosterRow.key})`
  const isHere = sql`exists (select 1 from position held where held.id = ${rosterRow.positionId})`
  const isOpen = sql`exists (select 1 from position held where held.id = ${rosterRow.positionId}
    and (held.ends_on is null or held.ends_on > ${today}))`
  const isAsSaid = sql`exists (select 1 from position held where held.id = ${rosterRow.positionId}
    and held.person_id = ${rosterRow.personId} and held.title = ${rosterRow.title} and held.lane is ${rosterRow.lane}
    and held.starts_on = coalesce(${rosterRow.startsOn}, held.starts_on) and held.ends_on is ${rosterRow.endsOn})
    and exists (select 1 from roster_person called where called.organization_id = ${roster.organizationId}
      and called.sourced_id = ${rosterRow.personKey} and called.name = ${rosterRow.name})`
  return [
    db
      .update(rosterRow)
      .set({ action: 'ending' })
      .where(rowsOf(roster, 'position', eq(rosterRow.action, 'new'), sql`${rosterRow.endsOn} <= ${today}`)),
    db
      .update(rosterRow)
      .set({ positionId: sql`${known}` })
      .where(rowsOf(roster, 'position', isUndecided, sql`${known} is not null`)),
    db
      .update(rosterRow)
      .set({ action: sql`case when ${isOpen} then 'end' else 'same' end` })
      .where(rowsOf(roster, 'position', eq(rosterRow.action, 'ending'))),
    db
      .update(rosterRow)
      .set({
        action: sql`case when not ${isHere} then 'add' when ${isAsSaid} then 'same' else 'change' end`,
      })
      .where(rowsOf(roster, 'position', eq(rosterRow.action, 'new'))),
  ]
}

/** Nobody knows whom a line is about that could not be read: as long as there is one, nothing is taken for missing. */
const unreadLine = (roster: Pick<RosterImport, 'id'>) =>
  sql`(select 1 from roster_row unread where unread.import_id = ${roster.id} and unread.kind = 'position'
    and unread.key = '' and unread.action = 'refuse')`

/** Not what stands in a line that is wrong: that says nothing of an end. */
const endWhatIsMissing = (db: Db, roster: RosterImport, today: string): Statement =>
  db.insert(rosterRow).select(
    sql`select ${roster.id},
      (select coalesce(max(number), 0) from roster_row where import_id = ${roster.id}) + row_number() over (order by held.id),
      'position', '', 0, held.sourced_id, null, null, null, null, null, null, null, held.title, held.lane, null, null,
      'end', null, 'missing', held.organization_id, held.person_id, held.id, null
    from position held
    where held.organization_id in ${below(roster)} and held.source = 'roster'
    and (held.ends_on is null or held.ends_on > ${today})
    and not exists (select 1 from roster_row said where said.import_id = ${roster.id} and said.kind = 'position'
      and said.key = held.sourced_id
      and (said.organization_id = held.organization_id or said.action = 'refuse'))
    and not exists ${unreadLine(roster)}`,
  )
