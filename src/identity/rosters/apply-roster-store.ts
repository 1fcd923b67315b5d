import { and, between, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db, Statement } from '../../platform/db/db.ts'
import { localName } from '../organizations/local-names-store.ts'
import { knownAs, role } from '../organizations/organizations-tables.ts'
import { person } from '../people/people-tables.ts'
import { position } from '../positions/positions-tables.ts'
import { matchPerson } from './match-person-store.ts'
import type { RosterImport } from './rosters-store.ts'
import { rosterImport, rosterPerson, rosterRow } from './rosters-tables.ts'

export interface Chunk {
  roster: RosterImport
  /** Numbers of lines, both inclusive. */
  from: number
  to: number
  /** yyyy-mm-dd */
  today: string
  at: number
}

/** Everything that these lines change, for one batch. What they change already is left as it is. */
export function applyStatements(db: Db, chunk: Chunk): Statement[] {
  return [
    refuseWhoWasErased(db, chunk),
    findWhoHasAnAccountByNow(db, chunk),
    callStrangersAsTheRosterDoes(db, chunk),
    addPeople(db, chunk),
    refuseWhoIsNotThere(db, chunk),
    renamePeople(db, chunk),
    renameStrangers(db, chunk),
    rememberPeople(db, chunk),
    addPositions(db, chunk),
    changePositions(db, chunk),
    endPositions(db, chunk),
    letThemLearn(db, chunk),
    takeLearningBack(db, chunk),
    countApplied(db, chunk),
    db
      .update(rosterRow)
      .set({ appliedAt: chunk.at })
      .where(linesOf(chunk, 'add', 'change', 'end')),
  ]
}

const linesOf = ({ roster, from, to }: Chunk, ...actions: ('add' | 'change' | 'end')[]) =>
  and(
    eq(rosterRow.importId, roster.id),
    between(rosterRow.number, from, to),
    eq(rosterRow.kind, 'position'),
    inArray(rosterRow.action, actions),
    isNull(rosterRow.appliedAt),
  )

/** The same as SQL, over a table called `line`. */
const isLine = ({ roster, from, to }: Chunk, actions: SQL) =>
  sql`line.import_id = ${roster.id} and line.number between ${from} and ${to} and line.kind = 'position'
    and line.action in ${actions} and line.applied_at is null`
const changing = sql`('add', 'change')`

/** Since they were compared. Their words went with them. */
const refuseWhoWasErased = (db: Db, chunk: Chunk): Statement =>
  db
    .update(rosterRow)
    .set({ action: 'refuse', reason: 'account-has-ended', appliedAt: chunk.at })
    .where(
      and(
        linesOf(chunk, 'add', 'change'),
        sql`(${rosterRow.name} is null or exists (select 1 from person known
          where known.id = ${rosterRow.personId} and known.erased_at is not null))`,
      ),
    )

/** Since they were compared, an account was joined to another one, or made for the address, here or elsewhere. */
const findWhoHasAnAccountByNow = (db: Db, chunk: Chunk): Statement => {
  const joined = sql`(select known.merged_into from person known where known.id = ${rosterRow.personId})`
  return db
    .update(rosterRow)
    .set({ personId: sql`coalesce(${joined}, ${matchPerson(chunk.roster)}, ${rosterRow.personId})` })
    .where(
      and(
        linesOf(chunk, 'add', 'change'),
        sql`not exists (select 1 from person known where known.id = ${rosterRow.personId} and known.merged_into is null)`,
      ),
    )
}

/** Whose account it was before, and nobody here could know: that somebody names an address does not tell them whose it is. */
const callStrangersAsTheRosterDoes = (db: Db, chunk: Chunk): Statement =>
  db
    .insert(knownAs)
    .select(
      sql`select line.person_id, ${chunk.roster.organizationId}, line.name, line.email
        from roster_row line join person known on known.id = line.person_id
        where ${isLine(chunk, changing)}
        and not exists (select 1 from roster_person called where called.organization_id = ${chunk.roster.organizationId}
          and called.sourced_id = line.person_key)
        and not exists (select 1 from role held
          join organization_ancestor above on above.organization_id = held.organization_id
          where held.person_id = line.person_id and above.ancestor_id = ${chunk.roster.organizationId})`,
    )
    .onConflictDoNothing()

/** The address stays: whether another one leads to the same account is not told. */
const renameStrangers = (db: Db, chunk: Chunk): Statement =>
  db
    .update(knownAs)
    .set({
      name: sql`(select line.name from roster_row line
        where ${isLine(chunk, changing)} and line.person_id = "known_as"."person_id" limit 1)`,
    })
    .where(
      and(
        eq(knownAs.organizationId, chunk.roster.organizationId),
        sql`${knownAs.personId} in (select line.person_id from roster_row line where ${isLine(chunk, changing)})`,
      ),
    )

/** One account for all lines of a person. An address that is somebody's by now makes no second account. */
const addPeople = (db: Db, chunk: Chunk): Statement =>
  db.insert(person).select(
    sql`select line.person_id, line.name, line.email, null, 0, ${chunk.at}, line.sorting_name, null, null, line.lane,
      null, null, null
    from roster_row line
    where ${isLine(chunk, changing)} and line.number = (select min(first.number) from roster_row first
      where first.import_id = line.import_id and first.person_key = line.person_key and first.number >= ${chunk.from}
      and first.action in ${changing} and first.applied_at is null)
    and not exists (select 1 from person known where known.id = line.person_id or known.email = line.email)
    and not exists (select 1 from person_email known where known.email = line.email and known.verified_at is not null)`,
  )

const refuseWhoIsNotThere = (db: Db, chunk: Chunk): Statement =>
  db
    .update(rosterRow)
    .set({ action: 'refuse', reason: 'address-of-another', appliedAt: chunk.at })
    .where(
      and(
        linesOf(chunk, 'add', 'change'),
        sql`not exists (select 1 from person known where known.id = ${rosterRow.personId} and known.merged_into is null)`,
      ),
    )

/** Only who still is called what the roster said last: a name that somebody chose is theirs. */
const renamePeople = (db: Db, chunk: Chunk): Statement => {
  const said = (column: SQL) => sql`(select ${column} from roster_row line
    where ${isLine(chunk, changing)} and line.person_id = ${person.id} limit 1)`
  return db
    .update(person)
    .set({ name: said(sql`line.name`), sortingName: said(sql`line.sorting_name`) })
    .where(
      sql`${person.id} in (select line.person_id from roster_row line
        join roster_person called on called.organization_id = ${chunk.roster.organizationId}
          and called.sourced_id = line.person_key and called.person_id = line.person_id
        join person now_called on now_called.id = line.person_id
        where ${isLine(chunk, changing)} and called.name <> line.name and now_called.name = called.name
        and now_called.erased_at is null
        and ${localName('name', sql`line.person_id`, sql`(${chunk.roster.organizationId})`)} is null)`,
    )
}

const rememberPeople = (db: Db, chunk: Chunk): Statement =>
  db
    .insert(rosterPerson)
    .select(
      sql`select distinct ${chunk.roster.organizationId}, line.person_key, line.person_id, line.name
        from roster_row line where ${isLine(chunk, changing)} and true`,
    )
    .onConflictDoUpdate({
      target: [rosterPerson.organizationId, rosterPerson.sourcedId],
      set: { personId: sql`excluded.person_id`, name: sql`excluded.name` },
    })

const addPositions = (db: Db, chunk: Chunk): Statement =>
  db
    .insert(position)
    .select(
      sql`select line.position_id, line.person_id, line.organization_id, line.title, line.lane,
        coalesce(line.starts_on, ${chunk.today}), line.ends_on, line.key, 'roster', ${chunk.at}
        from roster_row line where ${isLine(chunk, sql`('add')`)} and true`,
    )
    .onConflictDoNothing()

const changePositions = (db: Db, chunk: Chunk): Statement => {
  const said = (column: SQL) => sql`(select ${column} from roster_row line
    where ${isLine(chunk, sql`('change')`)} and line.position_id = ${position.id})`
  return db
    .update(position)
    .set({
      personId: said(sql`line.person_id`),
      title: said(sql`line.title`),
      lane: said(sql`line.lane`),
      startsOn: sql`coalesce(${said(sql`line.starts_on`)}, min(${position.startsOn}, ${chunk.today}))`,
      endsOn: said(sql`line.ends_on`),
    })
    .where(idIsIn(chunk, sql`('change')`))
}

/** On the day that the file names, or today; what has not begun ends on the day it would have. */
const endPositions = (db: Db, chunk: Chunk): Statement =>
  db
    .update(position)
    .set({
      endsOn: sql`max(${position.startsOn}, coalesce((select line.ends_on from roster_row line
        where ${isLine(chunk, sql`('end')`)} and line.position_id = ${position.id}), ${chunk.today}))`,
    })
    .where(idIsIn(chunk, sql`('end')`))

const idIsIn = (chunk: Chunk, actions: SQL) =>
  sql`${position.id} in (select line.position_id from roster_row line where ${isLine(chunk, actions)})`

/** Whoever works there may earn there. */
const letThemLearn = (db: Db, chunk: Chunk): Statement =>
  db
    .insert(role)
    .select(
      sql`select distinct line.person_id, line.organization_id, 'learner', ${chunk.at}, null
        from roster_row line where ${isLine(chunk, changing)} and true`,
    )
    .onConflictDoNothing()

/** No other role: those were given by hand. */
const takeLearningBack = (db: Db, chunk: Chunk): Statement =>
  db.delete(role).where(
    and(
      eq(role.name, 'learner'),
      sql`(${role.personId}, ${role.organizationId}) in (select line.person_id, line.organization_id
        from roster_row line where ${isLine(chunk, sql`('end')`)})`,
      sql`not exists (select 1 from position held where held.person_id = ${role.personId}
        and held.organization_id = ${role.organizationId} and (held.ends_on is null or held.ends_on > ${chunk.today}))`,
    ),
  )

const countApplied = (db: Db, chunk: Chunk): Statement =>
  db
    .update(rosterImport)
    .set({
      appliedRows: sql`${rosterImport.appliedRows} + (select count(*) from roster_row line
        where ${isLine(chunk, sql`('add', 'change', 'end')`)})`,
    })
    .where(eq(rosterImport.id, chunk.roster.id))
