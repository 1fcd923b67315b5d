import type { PersonActor } from '../../identity/people/actor.ts'
import type { Platform } from '../../platform/platform.ts'
import { formLimits, readMultipart } from '../../platform/requests/multipart.ts'
import { fileEvidence } from './submission.ts'
import type { EvidenceRow } from './submissions-store.ts'
import { addUploads, discardUploads, type KeptUpload, keepUpload } from './upload-evidence.ts'

/**
 * Files from a form (multipart/form-data), streamed to storage one after the other, with what the same form says of them in
 * `name`, `description`, `shows_students` and `visibility`. All of them become evidence, or none.
 */
export async function receiveEvidence(
  platform: Pick<Platform, 'config' | 'db' | 'files' | 'now' | 'newId' | 'randomBytes'>,
  actor: PersonActor,
  submissionId: string,
  request: Request,
): Promise<EvidenceRow[]> {
  const uploads: KeptUpload[] = []
  try {
    const limits = { ...formLimits, maxFileBytes: platform.config.maxEvidenceFileBytes }
    const { fields } = await readMultipart(request, limits, async ({ fileName, mediaType, body }) => {
      uploads.push(await keepUpload(platform, actor, submissionId, { fileName, declaredType: mediaType, body }))
    })
    const said = readFileEvidence((name) => fields.get(name)?.at(-1))
    return await addUploads(platform, actor, submissionId, { uploads, said })
  } catch (error) {
    await discardUploads(platform, uploads)
    throw error
  }
}

/** From a form or a query: what is empty was not said. */
export function readFileEvidence(read: (name: string) => string | undefined) {
  const said = (name: string) => read(name)?.trim() || undefined
  const showsStudents = said('shows_students')
  return fileEvidence.parse({
    name: said('name'),
    description: said('description'),
    showsStudents: showsStudents === undefined ? undefined : !['false', 'no'].includes(showsStudents),
    visibility: said('visibility'),
  })
}
