import { and, count, eq, inArray, isNotNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/db.ts'
import type { PersonalRecords, Who } from '../../platform/db/personal-records.ts'
import { evidence, submission } from './submissions-tables.ts'

/** What they handed in is gathered with what was said to it, by `reviews`. */
export const submissionsPersonalRecords = {
  rows: [evidence],
  words: [],
  kept: [submission.learnerId],
  async count(db, who) {
    const [[submissions], [pieces]] = await Promise.all([
      db.select({ rows: count() }).from(submission).where(who.isTheirs(submission.learnerId)),
      db
        .select({ rows: count() })
        .from(evidence)
        .where(isOfTheirWork(db, evidence.submissionId, who)),
    ])
    return { submissions: submissions?.rows ?? 0, evidence: pieces?.rows ?? 0 }
  },
  async files(db, { isTheirs }) {
    const pieces = await db
      .select({ key: evidence.fileKey })
      .from(evidence)
      .innerJoin(submission, eq(submission.id, evidence.submissionId))
      .where(and(isTheirs(submission.learnerId), isNotNull(evidence.fileKey)))
    return pieces.flatMap(({ key }) => key ?? [])
  },
  erase: (db, who) => [
    db
      .update(submission)
      .set({ state: 'withdrawn', updatedAt: who.at })
      .where(
        and(
          who.isTheirs(submission.learnerId),
          inArray(submission.state, ['draft', 'submitted', 'returned', 'approved']),
        ),
      ),
    db.delete(evidence).where(isOfTheirWork(db, evidence.submissionId, who)),
  ],
} as const satisfies PersonalRecords

/** Whether a column names a submission of theirs. */
export const isOfTheirWork = (db: Db, submissionId: SQLWrapper, { isTheirs }: Who): SQL =>
  sql`${submissionId} in ${db.select({ id: submission.id }).from(submission).where(isTheirs(submission.learnerId))}`
