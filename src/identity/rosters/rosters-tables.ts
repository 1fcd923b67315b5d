import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { organization } from '../organizations/organizations-tables.ts'
import { lanes, person } from '../people/people-tables.ts'
import { rosterFormats, rosterStates, rowActions, rowNotes } from './roster.ts'
import { refusalReasons } from './roster-entry.ts'

/** One file that was sent, from its upload to the end of what it changed. */
export const rosterImport = sqliteTable(
  'roster_import',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    format: text('format', { enum: rosterFormats }).notNull(),
    mode: text('mode', { enum: ['bulk', 'delta'] }).notNull(),
    state: text('state', { enum: rosterStates }).notNull(),
    fileName: text('file_name').notNull(),
    fileKey: text('file_key').notNull(),
    fileDigest: text('file_digest').notNull(),
    /** Of a plain CSV: its columns and first rows, until they are mapped. */
    columns: text('columns', { mode: 'json' }).$type<{ columns: string[]; rows: string[][] }>(),
    mapping: text('mapping', { mode: 'json' }).$type<{ email: string } & Record<string, string | undefined>>(),
    /** Why it could not be read. */
    problem: text('problem'),
    readRows: integer('read_rows').notNull().default(0),
    appliedRows: integer('applied_rows').notNull().default(0),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    index('roster_import_organization').on(t.organizationId, t.createdAt),
    uniqueIndex('roster_import_one_open')
      .on(t.organizationId)
      .where(sql`${t.state} in ('mapping', 'reading', 'ready', 'held', 'applying')`),
  ],
)

/** What a line would change. Names and addresses go when the import ends; what happened to which line stays. */
export const rosterRow = sqliteTable(
  'roster_row',
  {
    importId: text('import_id')
      .notNull()
      .references(() => rosterImport.id),
    number: integer('number').notNull(),
    kind: text('kind', { enum: ['organization', 'position'] }).notNull(),
    file: text('file').notNull(),
    line: integer('line').notNull(),
    key: text('key').notNull(),
    personKey: text('person_key'),
    organizationKey: text('organization_key'),
    parentKey: text('parent_key'),
    type: text('type', { enum: ['district', 'school'] }),
    name: text('name'),
    sortingName: text('sorting_name'),
    email: text('email'),
    title: text('title'),
    lane: text('lane', { enum: lanes }),
    startsOn: text('starts_on'),
    endsOn: text('ends_on'),
    action: text('action', { enum: rowActions }).notNull(),
    reason: text('reason', { enum: refusalReasons }),
    note: text('note', { enum: rowNotes }),
    organizationId: text('organization_id'),
    personId: text('person_id'),
    positionId: text('position_id'),
    appliedAt: integer('applied_at'),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.number] }),
    index('roster_row_key').on(t.importId, t.kind, t.key),
    index('roster_row_person').on(t.importId, t.personKey),
    index('roster_row_email').on(t.importId, t.email),
    index('roster_row_action').on(t.importId, t.action, t.number),
  ],
)

/** Who it is that a roster calls by an id of its own, so that a new address does not make a new person. */
export const rosterPerson = sqliteTable(
  'roster_person',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    sourcedId: text('sourced_id').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    /** As the roster last said it: whoever chose another name since keeps that. */
    name: text('name').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.sourcedId] }), index('roster_person_person').on(t.personId)],
)
