import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { organisation } from '../../identity/organizations/organizations-tables.ts'
import { person } from '../../identity/people/people-tables.ts'
import { badge } from './badges-tables.ts'

/** To award: roles there count for the badge as at its issuer. To copy: authors there may begin a badge of their own with it. */
export const shareModes = ['award', 'copy'] as const

/** With an organisation and with all that is below it. */
export const badgeShare = sqliteTable(
  'badge_share',
  {
    badgeId: text('badge_id')
      .notNull()
      .references(() => badge.id),
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisation.id),
    mode: text('mode', { enum: shareModes }).notNull(),
    sharedBy: text('shared_by')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.badgeId, t.organisationId, t.mode] }),
    index('badge_share_organisation').on(t.organisationId, t.mode),
  ],
)
