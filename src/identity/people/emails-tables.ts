import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { person } from './people-tables.ts'

export const emailKinds = ['work', 'personal'] as const

/**
 * Each address of each person; `person.email` is the main one of them (a trigger keeps it here). Several may say that an
 * address is theirs, one can have shown it.
 */
export const personEmail = sqliteTable(
  'person_email',
  {
    /** As `emailAddress` folds it. */
    email: text('email').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind', { enum: emailKinds }).notNull().default('work'),
    verifiedAt: integer('verified_at'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.email, t.personId] }),
    index('person_email_person').on(t.personId),
    uniqueIndex('person_email_one_verified').on(t.email).where(sql`${t.verifiedAt} is not null`),
    check('person_email_is_folded', sql`${t.email} = lower(${t.email})`),
  ],
)
