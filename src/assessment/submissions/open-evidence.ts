import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { FileContent, Platform } from '../../platform/platform.ts'
import { type EvidenceRow, findEvidenceFor } from './submissions-store.ts'

export interface OpenedEvidence extends FileContent {
  name: string
  mediaType: string
  sha256: string
}

/** What is known of a file before any of it is opened, for whoever may see it. */
export async function getEvidenceFile(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  evidenceId: string,
): Promise<EvidenceRow & { fileKey: string; mediaType: string; size: number }> {
  const piece = await findEvidenceFor(platform.db, actor.personId, evidenceId)
  if (!piece?.fileKey || piece.mediaType === null || piece.size === null) throw notFound()
  return { ...piece, fileKey: piece.fileKey, mediaType: piece.mediaType, size: piece.size }
}

/** Opens a file, or a range of it, and notes who did: evidence can show students. */
export async function openEvidence(
  platform: Pick<Platform, 'db' | 'files' | 'now'>,
  actor: PersonActor,
  evidenceId: string,
  range: { start: number; end: number } | undefined,
): Promise<OpenedEvidence> {
  const piece = await getEvidenceFile(platform, actor, evidenceId)
  const content = await platform.files.get(piece.fileKey, range)
  if (!content) throw notFound()
  const details = { evidence: evidenceId }
  const event = { actor: actor.personId, action: 'evidence.viewed', subject: piece.submissionId, details } as const
  await commit(platform, event, []).catch(async (error: unknown) => {
    await content.body.cancel()
    throw isStorageFull(error) ? unnoted(error) : error
  })
  return { ...content, name: piece.name, mediaType: piece.mediaType, sha256: piece.sha256 ?? '' }
}

/** drizzle wraps what its driver threw. */
const isStorageFull = (error: unknown): boolean =>
  error instanceof Error && ((error instanceof AppError && error.code === 'storage-full') || isStorageFull(error.cause))

const unnoted = (cause: unknown) =>
  new AppError('storage-full', 'refused.noRoomToNote', {}, { cause, retryAfterSeconds: 300 })

const notFound = () => new AppError('not-found', 'refused.noFile')
