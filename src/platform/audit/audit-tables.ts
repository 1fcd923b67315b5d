import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Append-only (triggers) and chained: each entry's hash covers the one before it. Holds ids and digests, no personal data. */
export const auditEntry = sqliteTable(
  'audit_entry',
  {
    seq: integer('seq').primaryKey(),
    at: integer('at').notNull(),
    /** A person's id, `operator` for the command line, `system` for jobs. */
    actor: text('actor').notNull(),
    /** Such as `award.issued`. */
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    /** JSON text, exactly as hashed. */
    details: text('details').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    index('audit_subject').on(t.subject),
    index('audit_at').on(t.at),
    index('audit_resumed').on(t.seq).where(sql`${t.action} = 'issuing.resumed'`),
  ],
)
