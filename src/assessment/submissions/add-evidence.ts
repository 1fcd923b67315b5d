import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getOwnSubmission } from './get-submission.ts'
import { assertEditable, editableStates, maxEvidenceItems, type WrittenEvidence } from './submission.ts'
import {
  type EvidenceRow,
  insertEvidence,
  listEvidence,
  requireRoomForEvidence,
  type SubmissionSummary,
  touchSubmission,
} from './submissions-store.ts'

/** A link or a text. Files come through `uploadEvidence`. */
export async function addEvidence(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  submissionId: string,
  written: WrittenEvidence,
): Promise<EvidenceRow> {
  const submission = await getDraftWithRoom(platform.db, actor, submissionId, 1)
  const row = emptyRow(platform, submission)
  const piece: EvidenceRow =
    written.kind === 'link' ? { ...row, ...written, url: written.url } : { ...row, ...written, words: written.words }
  await saveEvidence(platform, actor, submission, [piece])
  return piece
}

/** The submission, if it can take so many pieces more. */
export async function getDraftWithRoom(
  db: Platform['db'],
  actor: PersonActor,
  submissionId: string,
  pieces: number,
): Promise<SubmissionSummary> {
  const submission = await getOwnSubmission(db, actor, submissionId)
  assertEditable(submission)
  const present = (await listEvidence(db, submissionId)).filter((piece) => piece.removedInAttempt === null)
  if (present.length + pieces > maxEvidenceItems) {
    throw new AppError('state-conflict', 'refused.evidenceFull', { most: maxEvidenceItems })
  }
  return submission
}

export const emptyRow = (
  platform: Pick<Platform, 'now' | 'newId'>,
  submission: { id: string; attemptNumber: number },
): Omit<EvidenceRow, 'kind' | 'name' | 'description' | 'showsStudents' | 'visibility'> => ({
  id: platform.newId(),
  submissionId: submission.id,
  attemptNumber: submission.attemptNumber,
  removedInAttempt: null,
  fileKey: null,
  mediaType: null,
  size: null,
  sha256: null,
  url: null,
  words: null,
  createdAt: platform.now().getTime(),
})

export async function saveEvidence(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submission: { id: string; attemptNumber: number },
  pieces: readonly EvidenceRow[],
): Promise<void> {
  const { db } = platform
  const details = { evidence: pieces.map((piece) => piece.id).join(' ') }
  await commit(
    platform,
    { actor: actor.personId, action: 'evidence.added', subject: submission.id, details },
    [
      requireRoomForEvidence(db, submission, editableStates, pieces.length),
      ...pieces.map((piece) => insertEvidence(db, piece)),
      touchSubmission(db, submission.id, platform.now().getTime()),
    ],
    { overtaken: 'refused.changedWhileAdded' },
  )
}
