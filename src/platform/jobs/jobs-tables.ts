import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Who waits for it. `prompt`: somebody looks at their screen. `usual`: what follows one change. `bulk`: what one person asked
 * for of many. `after`: what follows each of those. None waits behind another.
 */
export const jobClasses = ['prompt', 'usual', 'bulk', 'after'] as const
export type JobClass = (typeof jobClasses)[number]

/** What has to happen after a write, written in the same batch as the write. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    topic: text('topic').notNull(),
    payload: text('payload', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    state: text('state', { enum: ['waiting', 'running', 'done', 'failed'] })
      .notNull()
      .default('waiting'),
    class: text('class', { enum: jobClasses }).notNull().default('usual'),
    attempts: integer('attempts').notNull().default(0),
    /** Not before. While running: when the lease ends. */
    dueAt: integer('due_at').notNull(),
    createdAt: integer('created_at').notNull(),
    /** The life of the process that took it last. */
    runner: text('runner'),
    lastError: text('last_error'),
  },
  (t) => [index('outbox_due').on(t.state, t.class, t.dueAt)],
)

/** First answers to requests that carried an Idempotency-Key, kept for a day. */
export const idempotentRequest = sqliteTable(
  'idempotent_request',
  {
    actor: text('actor').notNull(),
    key: text('key').notNull(),
    requestDigest: text('request_digest').notNull(),
    /** Absent while the first request is still running. */
    status: integer('status'),
    response: text('response'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index('idempotent_request_age').on(t.createdAt)],
)
