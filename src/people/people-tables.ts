import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const person = sqliteTable(
  'person',
  {
    id: text('id').primaryKey(),
    /** As it is printed on credentials. */
    name: text('name').notNull(),
    /** Lower case. */
    email: text('email').notNull().unique(),
    /** A wallet's DID, when the person gave one. */
    did: text('did'),
    /** Runs this installation: may create issuers. */
    isAdministrator: integer('is_administrator', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [check('person_email_folded', sql`${t.email} = lower(${t.email})`)],
)

/** Signed-in browsers and API tokens: only a hash of the secret is kept. */
export const session = sqliteTable(
  'session',
  {
    secretHash: text('secret_hash').primaryKey(),
    kind: text('kind', { enum: ['browser', 'token'] }).notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('session_person').on(t.personId), index('session_expiry').on(t.expiresAt)],
)
