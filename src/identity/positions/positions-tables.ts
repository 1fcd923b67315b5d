import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { organization } from '../organizations/organizations-tables.ts'
import { lanes, person } from '../people/people-tables.ts'

/** What somebody works as, where and when. Badges and access to one's own account do not hang on it. */
export const position = sqliteTable(
  'position',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    title: text('title').notNull(),
    lane: text('lane', { enum: lanes }),
    /** yyyy-mm-dd, as the two below. */
    startsOn: text('starts_on').notNull(),
    /** The last day; absent while no end is known. */
    endsOn: text('ends_on'),
    /** What the roster calls it. */
    sourcedId: text('sourced_id'),
    source: text('source', { enum: ['roster', 'hand'] }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('position_person').on(t.personId, t.startsOn),
    index('position_organization').on(t.organizationId, t.startsOn),
    uniqueIndex('position_of_roster').on(t.organizationId, t.sourcedId).where(sql`${t.sourcedId} is not null`),
    check('position_ends_after_it_starts', sql`${t.endsOn} is null or ${t.endsOn} >= ${t.startsOn}`),
  ],
)
