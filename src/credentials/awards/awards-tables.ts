import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { review } from '../../assessment/reviews/reviews-tables.ts'
import { submission } from '../../assessment/submissions/submissions-tables.ts'
import { badgeVersion } from '../../definitions/badges/badges-tables.ts'
import { issuer, statusPosition } from '../../identity/issuers/issuers-tables.ts'
import { person } from '../../identity/people/people-tables.ts'

/**
 * What the credentials of a badge version have in common, which they are deflated against. Names nobody, and never changes
 * (triggers see to it): without it they could not be read.
 */
export const credentialDictionary = sqliteTable('credential_dictionary', {
  id: integer('id').primaryKey(),
  badgeVersionId: text('badge_version_id')
    .notNull()
    .unique()
    .references(() => badgeVersion.id),
  text: text('text').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Written once, by issueAward alone, and never changed (triggers see to it). */
export const award = sqliteTable(
  'award',
  {
    /** Last segment of the credential's id. Begins with its time, so that what is written together lies together; nobody can guess the rest. */
    id: text('id').primaryKey(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    badgeVersionId: text('badge_version_id')
      .notNull()
      .references(() => badgeVersion.id),
    submissionId: text('submission_id')
      .notNull()
      .unique()
      .references(() => submission.id),
    reviewId: text('review_id')
      .notNull()
      .references(() => review.id),
    recipientId: text('recipient_id')
      .notNull()
      .references(() => person.id),
    approverId: text('approver_id')
      .notNull()
      .references(() => person.id),
    issuedBy: text('issued_by')
      .notNull()
      .references(() => person.id),
    statusListId: text('status_list_id').notNull(),
    statusPosition: integer('status_position').notNull(),
    /** The signed AchievementCredential: deflated and in base 85, or, without a dictionary, byte for byte as it is served. */
    credential: text('credential').notNull(),
    /** SHA-256 of the bytes that are served, hexadecimal. */
    digest: text('digest').notNull(),
    issuedAt: integer('issued_at').notNull(),
    validUntil: integer('valid_until'),
    dictionaryId: integer('dictionary_id').references(() => credentialDictionary.id),
    /** SHA-256 of the canonical form without its proof, hexadecimal: to be trusted only where `seal` is right. */
    canonicalDigest: text('canonical_digest'),
    /** See `ledger-seal.ts`. */
    seal: text('seal'),
  },
  (t) => [
    unique('award_status').on(t.statusListId, t.statusPosition),
    foreignKey({
      columns: [t.statusListId, t.statusPosition],
      foreignColumns: [statusPosition.statusListId, statusPosition.position],
    }),
    index('award_recipient').on(t.recipientId, t.issuedAt),
    index('award_issuer').on(t.issuerId, t.issuedAt),
    index('award_badge_version').on(t.badgeVersionId, t.issuedAt),
    check('award_separation_of_duties', sql`${t.approverId} <> ${t.recipientId} and ${t.issuedBy} <> ${t.recipientId}`),
  ],
)

/** The VC-JWT forms, signed when first asked for and kept, so that every reader gets the same token. */
export const awardToken = sqliteTable(
  'award_token',
  {
    awardId: text('award_id')
      .notNull()
      .references(() => award.id),
    dialect: text('dialect', { enum: ['open-badges', 'vc-jose-cose'] }).notNull(),
    token: text('token').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.awardId, t.dialect] })],
)

/** For good. */
export const revocation = sqliteTable('revocation', {
  awardId: text('award_id')
    .primaryKey()
    .references(() => award.id),
  revokedBy: text('revoked_by')
    .notNull()
    .references(() => person.id),
  /** Shown to the public only when `isReasonPublic`. */
  reason: text('reason').notNull(),
  isReasonPublic: integer('is_reason_public', { mode: 'boolean' }).notNull().default(false),
  revokedAt: integer('revoked_at').notNull(),
})
