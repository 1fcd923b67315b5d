import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { organization } from '../../identity/organizations/organizations-tables.ts'
import { person } from '../../identity/people/people-tables.ts'
import { badge } from './badges-tables.ts'

/** To award: roles there count for the badge as at its issuer. To copy: authors there may begin a badge of their own with it. */
export const shareModes = ['award', 'copy'] as const

/** With an organization and with all that is below it. */
export const badgeShare = sqliteTable(
  'badge_share',
  {
    badgeId: text('badge_id')
      .notNull()
      .references(() => badge.id),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    mode: text('mode', { enum: shareModes }).notNull(),
    sharedBy: text('shared_by')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.badgeId, t.organizationId, t.mode] }),
    index('badge_share_organization').on(t.organizationId, t.mode),
  ],
)
