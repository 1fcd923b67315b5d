import { sql } from 'drizzle-orm'
import { check, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Holds no rows: an insert always fails, which is how a batch states its precondition. */
export const guard = sqliteTable('guard', { reason: text('reason') }, () => [check('guard_stop', sql`false`)])
