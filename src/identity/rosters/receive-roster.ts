import { AppError, invalidField } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { formLimits, readMultipart } from '../../platform/requests/multipart.ts'
import type { PersonActor } from '../people/actor.ts'
import type { RosterImport } from './rosters-store.ts'
import { mostRosterBytes, startRoster } from './start-roster.ts'

/** What a request with a roster may weigh, with the form around it. */
export const mostRosterRequestBytes = mostRosterBytes + 64 * 1024

/** A roster as the `file` of a form, or as the whole body with its name in `?name=`. */
export async function receiveRoster(
  platform: Platform,
  actor: PersonActor,
  organizationId: string,
  request: Request,
): Promise<RosterImport> {
  const contentType = request.headers.get('Content-Type') ?? ''
  if (!/^multipart\/form-data\b/i.test(contentType)) return await receiveBody(platform, actor, organizationId, request)
  const limits = { ...formLimits, maxFiles: 1, maxFileBytes: mostRosterBytes }
  const { files } = await readMultipart(request, limits, ({ fileName, body }) =>
    startRoster(platform, actor, organizationId, { fileName, body }),
  )
  return files[0] ?? noFile()
}

async function receiveBody(platform: Platform, actor: PersonActor, organizationId: string, request: Request) {
  const [mediaType = ''] = (request.headers.get('Content-Type') ?? '').split(';')
  if (!['text/csv', 'application/zip', 'application/octet-stream'].includes(mediaType.trim().toLowerCase())) {
    throw new AppError('unsupported-media', 'refused.rosterMediaType')
  }
  const fileName = new URL(request.url).searchParams.get('name') ?? 'roster'
  const body = request.body ?? noFile()
  return await startRoster(platform, actor, organizationId, { fileName, body })
}

function noFile(): never {
  throw invalidField('/file', 'missing', 'refused.chooseFile')
}
