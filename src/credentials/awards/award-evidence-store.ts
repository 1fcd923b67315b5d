import { eq, sql } from 'drizzle-orm'
import { submission } from '../../assessment/submissions/submissions-tables.ts'
import type { Db } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'

/** The round of a submission that counted in the end. */
export async function findLastAttempt(db: Db, submissionId: string): Promise<number | undefined> {
  return (await lastAttempt(db).get({ submissionId }))?.attemptNumber
}

const lastAttempt = oncePerDatabase((db) =>
  db
    .select({ attemptNumber: submission.attemptNumber })
    .from(submission)
    .where(eq(submission.id, sql.placeholder('submissionId')))
    .prepare(),
)
