import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { person } from './people-tables.ts'

/** Signed-in browsers and API tokens: only a hash of the secret is kept. */
export const session = sqliteTable(
  'session',
  {
    secretHash: text('secret_hash').primaryKey(),
    /** Names it to its owner, who may end it; opens nothing. */
    id: text('id').notNull().unique(),
    kind: text('kind', { enum: ['browser', 'token'] }).notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    method: text('method', { enum: ['link', 'passkey', 'oidc', 'development', 'token'] }).notNull(),
    /** `renewing` after a role changed (a trigger of drizzle/0006_sign_in.sql): the next page gives it a new secret. `renewed`: that was done, and this one ends within a minute. */
    state: text('state', { enum: ['live', 'renewing', 'renewed'] })
      .notNull()
      .default('live'),
    /** Browser and system in a few words, or what a token is for. No address. */
    agent: text('agent').notNull().default(''),
    /** On a computer that others use too. */
    isShared: integer('is_shared', { mode: 'boolean' }).notNull().default(false),
    /** Ends after so long without a request; null for never. */
    idleMinutes: integer('idle_minutes'),
    createdAt: integer('created_at').notNull(),
    /** At most a minute behind. */
    lastSeenAt: integer('last_seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('session_person').on(t.personId), index('session_expiry').on(t.expiresAt)],
)
