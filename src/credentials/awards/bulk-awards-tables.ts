import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { badge } from '../../definitions/badges/badges-tables.ts'
import { issuer } from '../../identity/issuers/issuers-tables.ts'
import { person } from '../../identity/people/people-tables.ts'

const bulkAwardStates = ['running', 'done', 'canceled'] as const
const refusalReasons = ['not-found', 'state-conflict', 'separation-of-duties', 'internal'] as const

/** Many awards that one person asked for at once. Its items are settled in order, so its counts say how far it is. */
export const bulkAward = sqliteTable(
  'bulk_award',
  {
    id: text('id').primaryKey(),
    requestedBy: text('requested_by')
      .notNull()
      .references(() => person.id),
    /** Absent where submissions were named one by one. */
    badgeId: text('badge_id').references(() => badge.id),
    /** Of the badges; where there are several, of the first. */
    issuerId: text('issuer_id').references(() => issuer.id),
    state: text('state', { enum: bulkAwardStates }).notNull(),
    total: integer('total').notNull(),
    awarded: integer('awarded').notNull().default(0),
    /** Found with an award that somebody else, or an earlier run, had made. */
    alreadyAwarded: integer('already_awarded').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    index('bulk_award_running').on(t.state, t.issuerId),
    index('bulk_award_requester').on(t.requestedBy, t.createdAt),
    check('bulk_award_counts', sql`${t.awarded} + ${t.alreadyAwarded} + ${t.refused} <= ${t.total}`),
  ],
)

export const bulkAwardItem = sqliteTable(
  'bulk_award_item',
  {
    bulkAwardId: text('bulk_award_id')
      .notNull()
      .references(() => bulkAward.id),
    position: integer('position').notNull(),
    /** As it was asked for: it need not be there. */
    submissionId: text('submission_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.bulkAwardId, t.position] })],
)

export const bulkAwardRefusal = sqliteTable(
  'bulk_award_refusal',
  {
    bulkAwardId: text('bulk_award_id').notNull(),
    position: integer('position').notNull(),
    reason: text('reason', { enum: refusalReasons }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.bulkAwardId, t.position] }),
    foreignKey({
      columns: [t.bulkAwardId, t.position],
      foreignColumns: [bulkAwardItem.bulkAwardId, bulkAwardItem.position],
    }),
  ],
)
