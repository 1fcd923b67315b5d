import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getOwnSubmission } from './get-submission.ts'
import {
  assertEditable,
  assertStudentsStayPrivate,
  type EvidenceChange,
  editableStates,
  type SubmissionState,
} from './submission.ts'
import {
  deleteEvidence,
  type EvidenceRow,
  findPresentEvidence,
  leaveOutEvidence,
  requireSubmission,
  touchSubmission,
  updateEvidence,
} from './submissions-store.ts'
import { submissionStates } from './submissions-tables.ts'

/** Changes a piece of the round being written. Who may see a piece can be changed at any time, also once it was sent. */
export async function editEvidence(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submissionId: string,
  details: { evidenceId: string; change: EvidenceChange },
): Promise<EvidenceRow> {
  const { evidenceId, change } = details
  const submission = await getOwnSubmission(platform.db, actor, submissionId)
  const before = await getPresentEvidence(platform.db, submissionId, evidenceId)
  const changed = withoutUndefined(change)
  const after = { ...before, ...changed }
  assertStudentsStayPrivate(after)
  assertFits(before, change)
  const changesWords = [change.name, change.description, change.url, change.words].some((value) => value !== undefined)
  if (changesWords) {
    assertEditable(submission)
    assertNotSent(submission, before)
  }
  const states: readonly SubmissionState[] = changesWords ? editableStates : submissionStates
  const changeDetails = { evidence: evidenceId, changed: Object.keys(changed).join(' ') }
  await commit(
    platform,
    { actor: actor.personId, action: 'evidence.edited', subject: submissionId, details: changeDetails },
    [
      requireSubmission(platform.db, submission, states),
      // Only what changed: the database guards the columns of what was sent, also against writing the same again.
      updateEvidence(platform.db, evidenceId, changed),
      touchSubmission(platform.db, submissionId, platform.now().getTime()),
    ],
    { overtaken: changedMeanwhile },
  )
  return after
}

/** A piece that was never sent is deleted; one that was stays with the rounds it was part of. */
export async function removeEvidence(
  platform: Pick<Platform, 'db' | 'files' | 'now'>,
  actor: PersonActor,
  submissionId: string,
  evidenceId: string,
): Promise<void> {
  const { db } = platform
  const submission = await getOwnSubmission(db, actor, submissionId)
  assertEditable(submission)
  const piece = await getPresentEvidence(db, submissionId, evidenceId)
  const wasSent = piece.attemptNumber < submission.attemptNumber
  const details = { evidence: evidenceId }
  await commit(
    platform,
    { actor: actor.personId, action: 'evidence.removed', subject: submissionId, details },
    [
      requireSubmission(db, submission, editableStates),
      wasSent ? leaveOutEvidence(db, evidenceId, submission.attemptNumber) : deleteEvidence(db, evidenceId),
      touchSubmission(db, submissionId, platform.now().getTime()),
    ],
    { overtaken: changedMeanwhile },
  )
  // After the row: a file without a row is found and removed later, a row without its file would be a broken promise.
  if (!wasSent && piece.fileKey) await platform.files.delete(piece.fileKey)
}

const changedMeanwhile = 'refused.submissionChanged'

async function getPresentEvidence(db: Platform['db'], submissionId: string, evidenceId: string): Promise<EvidenceRow> {
  const piece = await findPresentEvidence(db, submissionId, evidenceId)
  if (!piece) throw new AppError('not-found', 'refused.noEvidence')
  return piece
}

function assertNotSent(submission: { attemptNumber: number }, piece: EvidenceRow): void {
  if (piece.attemptNumber < submission.attemptNumber) {
    throw new AppError('state-conflict', 'refused.sentBefore')
  }
}

function assertFits(piece: EvidenceRow, change: EvidenceChange): void {
  for (const [field, kind] of [
    ['url', 'link'],
    ['words', 'text'],
  ] as const) {
    if (change[field] === undefined || piece.kind === kind) continue
    throw invalidField(`/${field}`, 'wrong-kind', 'refused.onlyOfKind', { kind })
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const withoutUndefined = <T extends object>(change: T): Defined<T> =>
  // Only entries without undefined are left, which is what Defined says.
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Defined<T>
