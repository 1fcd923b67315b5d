import { sql } from 'drizzle-orm'
import { type AnySQLiteColumn, check, index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { issuer } from '../../identity/issuers/issuers-tables.ts'
import { person } from '../../identity/people/people-tables.ts'
import type { BadgeDefinition } from './badge.ts'

export const badgeStates = ['draft', 'published', 'retired'] as const
/** Whose role has to count at the issuer or anywhere below it, or at the issuer itself. */
export const badgeStarters = ['below', 'issuer'] as const
/** Who issues what was approved: the approver, by itself and after a while, or a second person with the role. */
export const badgeIssuing = ['approver', 'second-person'] as const

export const badge = sqliteTable(
  'badge',
  {
    id: text('id').primaryKey(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    state: text('state', { enum: badgeStates }).notNull(),
    /** The words being edited; publishing copies them into a version. */
    draft: text('draft', { mode: 'json' }).$type<BadgeDefinition>().notNull(),
    /** Counts edits, for If-Match. */
    revision: integer('revision').notNull().default(1),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    starters: text('starters', { enum: badgeStarters }).notNull().default('below'),
    issuing: text('issuing', { enum: badgeIssuing }).notNull().default('approver'),
    /** The version of another organization's badge that this one was begun with. */
    copiedFrom: text('copied_from').references((): AnySQLiteColumn => badgeVersion.id),
  },
  (t) => [index('badge_issuer').on(t.issuerId, t.state)],
)

/** Never changes once written (a trigger sees to it): an award is pinned to the words it was judged by. */
export const badgeVersion = sqliteTable(
  'badge_version',
  {
    id: text('id').primaryKey(),
    badgeId: text('badge_id')
      .notNull()
      .references(() => badge.id),
    number: integer('number').notNull(),
    definition: text('definition', { mode: 'json' }).$type<BadgeDefinition>().notNull(),
    /** Name, description, tags and skills, folded to lower case without accents: what the catalog searches. */
    searchText: text('search_text').notNull(),
    /** Keys of the artwork in Files. */
    artworkSvg: text('artwork_svg').notNull(),
    artworkPng: text('artwork_png').notNull(),
    artworkCompactSvg: text('artwork_compact_svg').notNull(),
    publishedBy: text('published_by')
      .notNull()
      .references(() => person.id),
    publishedAt: integer('published_at').notNull(),
  },
  (t) => [unique('badge_version_number').on(t.badgeId, t.number), check('badge_version_counts', sql`${t.number} >= 1`)],
)
