import { eq, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { oncePerDatabase } from '../db/prepared.ts'
import { submission } from '../submissions/submissions-tables.ts'

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
