import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { person } from '../../identity/people/people-tables.ts'

/** asked → waiting (confirmed) → done; asked, waiting → canceled. Without a waiting one that is due, nobody can be erased (a trigger sees to it). */
export const erasure = sqliteTable(
  'erasure',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    requestedBy: text('requested_by', { enum: ['person', 'operator'] }).notNull(),
    state: text('state', { enum: ['asked', 'waiting', 'canceled', 'done'] }).notNull(),
    createdAt: integer('created_at').notNull(),
    /** Not before. */
    dueAt: integer('due_at'),
    endedAt: integer('ended_at'),
  },
  (t) => [
    uniqueIndex('erasure_one_open').on(t.personId).where(sql`${t.state} in ('asked', 'waiting')`),
    check('erasure_waits_for_a_day', sql`${t.state} in ('asked', 'canceled') or ${t.dueAt} is not null`),
  ],
)

/** One file with all that is kept of somebody, for them alone and for some days. */
export const dataExport = sqliteTable(
  'data_export',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    state: text('state', { enum: ['waiting', 'ready', 'over'] }).notNull(),
    fileKey: text('file_key').notNull(),
    /** Bytes. */
    size: integer('size'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    index('data_export_person').on(t.personId, t.createdAt),
    uniqueIndex('data_export_one_waiting').on(t.personId).where(sql`${t.state} = 'waiting'`),
  ],
)
