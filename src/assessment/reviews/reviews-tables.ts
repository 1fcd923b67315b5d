import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { person } from '../../identity/people/people-tables.ts'
import { submission } from '../submissions/submissions-tables.ts'

export const decisions = ['approved', 'returned', 'declined'] as const
export type Decision = (typeof decisions)[number]

/** A reviewer is never the learner: a trigger refuses it whatever the code says. */
export const review = sqliteTable(
  'review',
  {
    id: text('id').primaryKey(),
    submissionId: text('submission_id')
      .notNull()
      .references(() => submission.id),
    attemptNumber: integer('attempt_number').notNull(),
    reviewerId: text('reviewer_id')
      .notNull()
      .references(() => person.id),
    decision: text('decision', { enum: decisions }).notNull(),
    comment: text('comment').notNull(),
    createdAt: integer('created_at').notNull(),
    /** An approval that its reviewer took back before anything was issued. */
    undoneAt: integer('undone_at'),
  },
  (t) => [
    uniqueIndex('review_one_per_attempt').on(t.submissionId, t.attemptNumber).where(sql`${t.undoneAt} is null`),
    index('review_reviewer').on(t.reviewerId, t.createdAt),
  ],
)

export const reviewScore = sqliteTable(
  'review_score',
  {
    reviewId: text('review_id')
      .notNull()
      .references(() => review.id),
    /** Ids of the rubric in the badge version under review. */
    criterionId: text('criterion_id').notNull(),
    levelId: text('level_id').notNull(),
    comment: text('comment').notNull().default(''),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.criterionId] })],
)
