import { and, asc, count, eq, gt, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { type ListPage, newestFirst } from '../../platform/db/paging.ts'
import { heldRole, organization } from '../organizations/organizations-tables.ts'
import { rolesThatMay } from '../organizations/permissions.ts'
import type { PersonActor } from '../people/actor.ts'
import type { OutcomeAction, RosterCounts, RosterState } from './roster.ts'
import { rosterImport, rosterRow } from './rosters-tables.ts'

export type RosterImport = typeof rosterImport.$inferSelect
export type RosterRow = typeof rosterRow.$inferSelect

export const insertRoster = (db: Db, row: typeof rosterImport.$inferInsert): Statement =>
  db.insert(rosterImport).values(row)

export async function findRoster(db: Db, rosterId: string): Promise<RosterImport | undefined> {
  return (await db.select().from(rosterImport).where(eq(rosterImport.id, rosterId)))[0]
}

/** In one of these states, and sent before then. */
export const listRostersSince = (db: Db, states: readonly RosterState[], before: number): Promise<RosterImport[]> =>
  db
    .select()
    .from(rosterImport)
    .where(and(inArray(rosterImport.state, [...states]), lt(rosterImport.createdAt, before)))
    .limit(100)

/** One that is still to be read, or read again. */
export async function isFileOfOpenRoster(db: Db, fileKey: string): Promise<boolean> {
  const rows = await db
    .select({ id: rosterImport.id })
    .from(rosterImport)
    .where(and(eq(rosterImport.fileKey, fileKey), isNull(rosterImport.endedAt)))
  return rows.length > 0
}

export interface RosterWithPlace extends RosterImport {
  organizationName: string
}

/** For who manages the people there. To anybody else it is not there at all. */
export async function findRosterFor(
  db: Db,
  actor: PersonActor,
  rosterId: string,
): Promise<RosterWithPlace | undefined> {
  return (await selectRosters(db, actor, eq(rosterImport.id, rosterId), 1))[0]
}

const newest = newestFirst(rosterImport.createdAt, rosterImport.id)

/** The newest first. */
export const listRostersFor = (db: Db, actor: PersonActor, page: ListPage): Promise<RosterWithPlace[]> =>
  selectRosters(db, actor, newest.beyond(page.after), page.limit)

async function selectRosters(db: Db, actor: PersonActor, condition: SQL | undefined, limit: number) {
  const mayManage = db
    .select({ issuerId: heldRole.issuerId })
    .from(heldRole)
    .where(and(eq(heldRole.personId, actor.personId), inArray(heldRole.name, [...rolesThatMay('people.manage')])))
  const rows = await db
    .select({ roster: rosterImport, organizationName: organization.name })
    .from(rosterImport)
    .innerJoin(organization, eq(organization.id, rosterImport.organizationId))
    .where(and(inArray(rosterImport.organizationId, mayManage), condition))
    .orderBy(...newest.by)
    .limit(limit)
  return rows.map(({ roster, organizationName }) => ({ ...roster, organizationName }))
}

/** Holds a batch to an import that is still where it was seen. */
export const requireRosterIn = (db: Db, rosterId: string, states: readonly RosterState[]): Statement =>
  requireRow(
    db,
    'roster stands there',
    db
      .select({ id: rosterImport.id })
      .from(rosterImport)
      .where(and(eq(rosterImport.id, rosterId), inArray(rosterImport.state, [...states]))),
  )

export const updateRoster = (
  db: Db,
  rosterId: string,
  change: Partial<Pick<RosterImport, 'state' | 'mapping' | 'columns' | 'problem' | 'readRows' | 'endedAt'>>,
): Statement => db.update(rosterImport).set(change).where(eq(rosterImport.id, rosterId))

export const deleteRosterRows = (db: Db, rosterId: string): Statement =>
  db.delete(rosterRow).where(eq(rosterRow.importId, rosterId))

/** What is not needed to say what happened. */
export const forgetWordsOfRows = (db: Db, rosterId: string): Statement =>
  db
    .update(rosterRow)
    .set({ name: null, sortingName: null, email: null })
    .where(and(eq(rosterRow.importId, rosterId), eq(rosterRow.kind, 'position')))

/** As one parameter, however many they are. */
export const insertRosterRows = (db: Db, rows: readonly RosterRow[]): Statement =>
  db.insert(rosterRow).select(
    sql`select ${sql.join(
      rowColumns.map((_, index) => sql.raw(`json_extract(value, '$[${index}]')`)),
      sql`, `,
    )} from json_each(${JSON.stringify(rows.map((row) => rowColumns.map((column) => row[column])))})`,
  )

/** In the order of the table. */
const rowColumns = [
  'importId',
  'number',
  'kind',
  'file',
  'line',
  'key',
  'personKey',
  'organizationKey',
  'parentKey',
  'type',
  'name',
  'sortingName',
  'email',
  'title',
  'lane',
  'startsOn',
  'endsOn',
  'action',
  'reason',
  'note',
  'organizationId',
  'personId',
  'positionId',
  'appliedAt',
] as const satisfies readonly (keyof RosterRow)[]

export async function countRosterRows(db: Db, roster: RosterImport, today: string): Promise<RosterCounts> {
  const rows = await db
    .select({
      kind: rosterRow.kind,
      action: rosterRow.action,
      rows: count(),
      unread: sql<number>`sum(${rosterRow.kind} = 'position' and ${rosterRow.key} = '' and ${rosterRow.action} = 'refuse')`,
    })
    .from(rosterRow)
    .where(eq(rosterRow.importId, roster.id))
    .groupBy(rosterRow.kind, rosterRow.action)
  const of = (kind: RosterRow['kind']): Record<OutcomeAction, number> => {
    const counted = { add: 0, change: 0, end: 0, same: 0, refuse: 0 }
    const found = rows.filter((row) => row.kind === kind).map(({ action, rows }) => [action, rows])
    return Object.assign(counted, Object.fromEntries(found))
  }
  return {
    organizations: of('organization'),
    positions: of('position'),
    unread: rows.reduce((sum, row) => sum + row.unread, 0),
    openBefore: await countOpen(db, roster, today),
  }
}

/** How many that came from rosters are held, here and below. */
async function countOpen(db: Db, roster: RosterImport, today: string): Promise<number> {
  const [row] = await db.all<{ open: number }>(
    sql`select count(*) as open from position
      join organization_ancestor above on above.organization_id = position.organization_id
      where above.ancestor_id = ${roster.organizationId} and position.source = 'roster'
      and (position.ends_on is null or position.ends_on > ${today})`,
  )
  return row?.open ?? 0
}

export async function listRosterRows(
  db: Db,
  rosterId: string,
  page: { action?: OutcomeAction | undefined; after?: number | undefined; limit: number },
): Promise<(RosterRow & { organizationName: string | null })[]> {
  const rows = await db
    .select({
      row: rosterRow,
      // What is to be added has its name in the file only.
      organizationName: sql<string | null>`coalesce(${organization.name}, (select place.name from roster_row place
        where place.import_id = ${rosterRow.importId} and place.kind = 'organization'
        and place.key = ${rosterRow.organizationKey} limit 1))`,
    })
    .from(rosterRow)
    .leftJoin(organization, eq(organization.id, rosterRow.organizationId))
    .where(
      and(
        eq(rosterRow.importId, rosterId),
        page.action === undefined ? undefined : eq(rosterRow.action, page.action),
        page.after === undefined ? undefined : gt(rosterRow.number, page.after),
      ),
    )
    .orderBy(asc(rosterRow.number))
    .limit(page.limit)
  return rows.map(({ row, organizationName }) => ({ ...row, organizationName }))
}

/** Schools that are to be added, and those whose names change. */
export async function listOrganizationRows(db: Db, rosterId: string): Promise<RosterRow[]> {
  return await db
    .select()
    .from(rosterRow)
    .where(
      and(
        eq(rosterRow.importId, rosterId),
        eq(rosterRow.kind, 'organization'),
        inArray(rosterRow.action, ['add', 'change', 'same']),
      ),
    )
    .orderBy(asc(rosterRow.number))
}

export const markRowApplied = (db: Db, { importId, number }: RosterRow, at: number): Statement =>
  db
    .update(rosterRow)
    .set({ appliedAt: at })
    .where(and(eq(rosterRow.importId, importId), eq(rosterRow.number, number)))

export const renameByRoster = (db: Db, organizationId: string, change: { name: string; sourcedId: string }) =>
  db.update(organization).set(change).where(eq(organization.id, organizationId))

/** The number of the last of the next so many lines that change something and have not yet. */
export async function findEndOfChunk(db: Db, rosterId: string, size: number): Promise<number | undefined> {
  const rows = await db
    .select({ number: rosterRow.number })
    .from(rosterRow)
    .where(
      and(
        eq(rosterRow.importId, rosterId),
        inArray(rosterRow.action, ['add', 'change', 'end']),
        eq(rosterRow.kind, 'position'),
        isNull(rosterRow.appliedAt),
      ),
    )
    .orderBy(asc(rosterRow.number))
    .limit(size)
  return rows.at(-1)?.number
}
