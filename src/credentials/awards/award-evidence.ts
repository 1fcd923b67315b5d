import { isPartOf } from '../../assessment/submissions/submission.ts'
import { type EvidenceRow, listEvidence } from '../../assessment/submissions/submissions-store.ts'
import type { Platform } from '../../platform/platform.ts'
import { findLastAttempt } from './award-evidence-store.ts'
import { type AwardDetails, listScores } from './awards-store.ts'

/** What an award rests on, as far as the public may know: the levels reached, the pieces that are shared, and how many are not. */
export async function readAwardEvidence(
  { db }: Pick<Platform, 'db'>,
  { award, revocation }: Pick<AwardDetails, 'award' | 'revocation'>,
): Promise<{ scores: { criterionId: string; levelId: string }[]; shared: EvidenceRow[]; privateCount: number }> {
  const [scores, evidence, attemptNumber = 1] = await Promise.all([
    listScores(db, award.reviewId),
    listEvidence(db, award.submissionId),
    findLastAttempt(db, award.submissionId),
  ])
  const scored = evidence.filter((piece) => isPartOf(attemptNumber, piece))
  // With the award, nothing is shown any more.
  const shared = revocation ? [] : evidence.filter(isShared)
  return { scores, shared, privateCount: Math.max(0, scored.length - shared.length) }
}

/** Never a piece in which students can be recognized. */
const isShared = ({ visibility, showsStudents, removedInAttempt }: EvidenceRow) =>
  visibility === 'shared' && !showsStudents && removedInAttempt === null
