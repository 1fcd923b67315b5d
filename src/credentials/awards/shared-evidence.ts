import { AppError } from '../../platform/errors.ts'
import type { FileContent, Platform } from '../../platform/platform.ts'
import { listSharedEvidence } from './awards-store.ts'

/** A file that its learner shows to everybody beside the award. Stops with one click of theirs, and with a revocation. */
export async function getSharedEvidence(
  platform: Pick<Platform, 'db' | 'files'>,
  awardId: string,
  evidenceId: string,
): Promise<{
  file: { name: string; mediaType: string; size: number; sha256: string | null }
  open: (range: { start: number; end: number } | undefined) => Promise<FileContent>
}> {
  const shared = await listSharedEvidence(platform.db, awardId)
  const piece = shared.find(({ id }) => id === evidenceId)
  if (!piece?.fileKey || piece.mediaType === null || piece.size === null) return notFound()
  const { fileKey, name, mediaType, size, sha256 } = piece
  return {
    file: { name, mediaType, size, sha256 },
    open: async (range) => (await platform.files.get(fileKey, range)) ?? notFound(),
  }
}

function notFound(): never {
  throw new AppError('not-found', 'refused.noSharedFile')
}
