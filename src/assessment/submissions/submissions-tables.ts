import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { badgeVersion } from '../../definitions/badges/badges-tables.ts'
import { person } from '../../identity/people/people-tables.ts'

/** draft → submitted → approved | returned | declined; returned → submitted; draft, submitted, returned → withdrawn; submitted → draft | returned (taken back); approved → awarded | submitted (undone). */
export const submissionStates = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'declined',
  'withdrawn',
  'awarded',
] as const

export const submission = sqliteTable(
  'submission',
  {
    id: text('id').primaryKey(),
    badgeVersionId: text('badge_version_id')
      .notNull()
      .references(() => badgeVersion.id),
    learnerId: text('learner_id')
      .notNull()
      .references(() => person.id),
    state: text('state', { enum: submissionStates }).notNull(),
    /** Number of the attempt being written or judged. */
    attemptNumber: integer('attempt_number').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('submission_learner').on(t.learnerId, t.updatedAt),
    index('submission_queue').on(t.badgeVersionId, t.state, t.updatedAt),
    uniqueIndex('submission_one_open')
      .on(t.badgeVersionId, t.learnerId)
      .where(sql`${t.state} in ('draft', 'submitted', 'returned', 'approved')`),
  ],
)

/** One submitted, frozen round. */
export const attempt = sqliteTable(
  'attempt',
  {
    id: text('id').primaryKey(),
    submissionId: text('submission_id')
      .notNull()
      .references(() => submission.id),
    number: integer('number').notNull(),
    submittedAt: integer('submitted_at').notNull(),
  },
  (t) => [unique('attempt_number').on(t.submissionId, t.number)],
)

export const evidence = sqliteTable(
  'evidence',
  {
    id: text('id').primaryKey(),
    submissionId: text('submission_id')
      .notNull()
      .references(() => submission.id),
    /** The attempt it was first part of. Frozen once that attempt is submitted. */
    attemptNumber: integer('attempt_number').notNull(),
    /** The attempt from which on it is no longer part; absent while it is. */
    removedInAttempt: integer('removed_in_attempt'),
    kind: text('kind', { enum: ['file', 'link', 'text'] }).notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** kind file */
    fileKey: text('file_key').unique(),
    mediaType: text('media_type'),
    size: integer('size'),
    sha256: text('sha256'),
    /** kind link */
    url: text('url'),
    /** kind text */
    words: text('words'),
    /** Whether students can be recognized in it: then it can't be shared. */
    showsStudents: integer('shows_students', { mode: 'boolean' }).notNull().default(true),
    visibility: text('visibility', { enum: ['private', 'shared'] })
      .notNull()
      .default('private'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('evidence_submission').on(t.submissionId, t.createdAt),
    check(
      'evidence_has_its_kind',
      sql`(${t.kind} = 'file' and ${t.fileKey} is not null and ${t.mediaType} is not null and ${t.size} is not null)
        or (${t.kind} = 'link' and ${t.url} is not null) or (${t.kind} = 'text' and ${t.words} is not null)`,
    ),
    check('evidence_students_stay_private', sql`not (${t.showsStudents} and ${t.visibility} = 'shared')`),
  ],
)
