import type { Context } from 'hono'
import { AppError } from '../errors.ts'
import type { PersonActor } from '../people/actor.ts'
import type { Platform } from '../platform.ts'
import type { RosterImport } from '../rosters/rosters-store.ts'
import { mostRosterBytes, startRoster } from '../rosters/start-roster.ts'
import type { HttpEnv } from './http-env.ts'
import { formLimits, readMultipart } from './multipart.ts'

/** What a request with a roster may weigh, with the form around it. */
export const mostRosterRequestBytes = mostRosterBytes + 64 * 1024

/** A roster as the `file` of a form, or as the whole body with its name in `?name=`. */
export async function receiveRoster(
  platform: Platform,
  actor: PersonActor,
  organisationId: string,
  c: Context<HttpEnv>,
): Promise<RosterImport> {
  const contentType = c.req.header('Content-Type') ?? ''
  if (!/^multipart\/form-data\b/i.test(contentType)) return await receiveBody(platform, actor, organisationId, c)
  const limits = { ...formLimits, maxFiles: 1, maxFileBytes: mostRosterBytes }
  const { files } = await readMultipart(c.req.raw, limits, ({ fileName, body }) =>
    startRoster(platform, actor, organisationId, { fileName, body }),
  )
  return files[0] ?? noFile()
}

async function receiveBody(platform: Platform, actor: PersonActor, organisationId: string, c: Context<HttpEnv>) {
  const [mediaType = ''] = (c.req.header('Content-Type') ?? '').split(';')
  if (!['text/csv', 'application/zip', 'application/octet-stream'].includes(mediaType.trim().toLowerCase())) {
    throw new AppError('unsupported-media', 'Send a roster as text/csv, as application/zip, or as the file of a form.')
  }
  const fileName = c.req.query('name') ?? 'roster'
  const body = c.req.raw.body ?? noFile()
  return await startRoster(platform, actor, organisationId, { fileName, body })
}

function noFile(): never {
  const message = 'Choose a file.'
  throw new AppError('validation', message, { errors: [{ pointer: '/file', code: 'missing', message }] })
}
