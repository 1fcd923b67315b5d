import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Requests counted in the current window. Rows of windows that ended are deleted by the way. */
export const rateLimit = sqliteTable(
  'rate_limit',
  {
    /** Which limit, such as `verify`. */
    name: text('name').notNull(),
    /** A person's id or the prefix of a network address, never a whole address. */
    client: text('client').notNull(),
    windowStart: integer('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.client] }), index('rate_limit_age').on(t.windowStart)],
)
