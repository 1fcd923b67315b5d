import { sql } from 'drizzle-orm'
import { type AnySQLiteColumn, check, index, integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core'

export const lanes = ['administrative', 'instructional', 'non-instructional'] as const

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
    /** What lists are sorted by, where it is not the name. */
    sortingName: text('sorting_name'),
    /** A language of the message catalog (BCP 47); absent follows the organization. */
    language: text('language'),
    /** A name of the IANA list; absent follows the organization. */
    timeZone: text('time_zone'),
    lane: text('lane', { enum: lanes }),
    suspendedAt: integer('suspended_at'),
    /** The account that goes on for this one. Never the id of an account that was itself merged. */
    mergedInto: text('merged_into').references((): AnySQLiteColumn => person.id),
    /** From then on nothing of this row changes (triggers see to it). */
    erasedAt: integer('erased_at'),
  },
  (t) => [
    check('person_email_folded', sql`${t.email} = lower(${t.email})`),
    index('person_merged_into').on(t.mergedInto),
    index('person_name').on(t.name),
  ],
)

/** Every account of a person, under the one that goes on: itself, and what was merged into it. */
export const samePerson = sqliteView('same_person', {
  personId: text('person_id').notNull(),
  accountId: text('account_id').notNull(),
}).existing()

/** What organizations say for somebody: the nearest that says anything, from where they got their first role up. */
export const inheritedSetting = sqliteView('inherited_setting', {
  personId: text('person_id').notNull(),
  language: text('language'),
  timeZone: text('time_zone'),
}).existing()
