import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What is good once, for one purpose, until a time: links in mails, invitations, challenges. Only a hash is kept. */
export const secret = sqliteTable(
  'secret',
  {
    hash: text('hash').primaryKey(),
    purpose: text('purpose').notNull(),
    /** Whom or what it is about: an id. */
    subject: text('subject'),
    payload: text('payload', { mode: 'json' }).$type<SecretPayload>().notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
  },
  (t) => [index('secret_subject').on(t.purpose, t.subject), index('secret_expiry').on(t.expiresAt)],
)

export type SecretPayload = Readonly<Record<string, unknown>>
