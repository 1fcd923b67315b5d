import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** While there is a row, nobody here makes awards. */
export const issuingHalt = sqliteTable(
  'issuing_halt',
  {
    /** There is one at most, and it holds for all issuers. */
    scope: text('scope', { enum: ['installation'] }).primaryKey(),
    reason: text('reason', { enum: ['reference-differs', 'clock-behind'] }).notNull(),
    /** Id of what showed it. */
    subject: text('subject').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [check('issuing_halt_scope', sql`${t.scope} = 'installation'`)],
)
