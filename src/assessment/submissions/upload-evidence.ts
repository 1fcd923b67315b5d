import type { PersonActor } from '../../identity/people/actor.ts'
import { toHex } from '../../platform/encoding.ts'
import { invalidField } from '../../platform/errors.ts'
import type { Platform, StoredFile } from '../../platform/platform.ts'
import { emptyRow, getDraftWithRoom, saveEvidence } from './add-evidence.ts'
import { boundInflation } from './bound-inflation.ts'
import { cleanFileName, headLength, isArchive, recognizeFile } from './evidence-file.ts'
import { readHead } from './read-head.ts'
import type { FileEvidence } from './submission.ts'
import type { EvidenceRow } from './submissions-store.ts'

export interface Upload {
  fileName: string
  /** What the sender says it is; never believed alone. */
  declaredType: string
  body: ReadableStream<Uint8Array>
}
export interface KeptUpload extends StoredFile {
  fileName: string
  mediaType: string
}

/** One file and what its learner says of it. */
export async function uploadEvidence(
  platform: Pick<Platform, 'config' | 'db' | 'files' | 'now' | 'newId' | 'randomBytes'>,
  actor: PersonActor,
  submissionId: string,
  details: { upload: Upload; said: FileEvidence },
): Promise<EvidenceRow> {
  const uploads = [await keepUpload(platform, actor, submissionId, details.upload)]
  try {
    const [piece] = await addUploads(platform, actor, submissionId, { uploads, said: details.said })
    if (!piece) throw new Error('One upload makes one piece of evidence.')
    return piece
  } catch (error) {
    await discardUploads(platform, uploads)
    throw error
  }
}

/** Streams a file to storage. It is nobody's yet: `addUploads` or `discardUploads` comes next. */
export async function keepUpload(
  platform: Pick<Platform, 'config' | 'db' | 'files' | 'randomBytes'>,
  actor: PersonActor,
  submissionId: string,
  upload: Upload,
): Promise<KeptUpload> {
  // Before the bytes, so that nobody fills the disk through a submission that isn't theirs or can't take it.
  await getDraftWithRoom(platform.db, actor, submissionId, 1)
  const { head, whole } = await readHead(upload.body, headLength)
  const mediaType = await recognizeFile({ ...upload, head })
  const key = `evidence/${submissionId}/${toHex(platform.randomBytes(16))}`
  const body = isArchive(mediaType) ? boundInflation(whole) : whole
  const stored = await platform.files.put(key, body, { maxBytes: platform.config.maxEvidenceFileBytes })
  return { ...stored, mediaType, fileName: cleanFileName(upload.fileName, mediaType) }
}

/** Makes kept files evidence, all or none. Who calls it discards them when it fails. */
export async function addUploads(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  submissionId: string,
  details: { uploads: readonly KeptUpload[]; said: FileEvidence },
): Promise<EvidenceRow[]> {
  const { uploads, said } = details
  if (uploads.length === 0) throw invalidField('/file', 'missing', 'refused.chooseFile')
  const submission = await getDraftWithRoom(platform.db, actor, submissionId, uploads.length)
  const pieces = uploads.map(
    ({ key, fileName, ...file }): EvidenceRow => ({
      ...emptyRow(platform, submission),
      ...said,
      ...file,
      kind: 'file',
      fileKey: key,
      name: said.name ?? fileName,
    }),
  )
  await saveEvidence(platform, actor, submission, pieces)
  return pieces
}

export async function discardUploads(platform: Pick<Platform, 'files'>, uploads: readonly KeptUpload[]): Promise<void> {
  await Promise.all(uploads.map((upload) => platform.files.delete(upload.key)))
}
