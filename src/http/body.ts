import type { Context, MiddlewareHandler } from 'hono'
import type * as z from 'zod'
import { parseStrictJson } from '../openbadges/index.ts'
import { AppError } from '../platform/errors.ts'
import type { HttpEnv } from './http-env.ts'
import { camelCaseKeys } from './letter-case.ts'

const defaultMaxBytes = 64 * 1024
const maxFormFields = 500

/** Bounds every body, however a handler reads it. A route that takes more says so with `maxBody`. */
export const limitBody: MiddlewareHandler<HttpEnv> = async (c, next) => {
  c.set('maxBodyBytes', defaultMaxBytes)
  if (mayHaveBody(c)) {
    if (!['', 'identity'].includes(c.req.header('Content-Encoding')?.trim().toLowerCase() ?? '')) {
      throw new AppError('unsupported-encoding', 'refused.noCompression')
    }
    if (!isStatedWithin(c, defaultMaxBytes)) boundStream(c)
  }
  await next()
}

/** Requests of these methods have none (Fetch § Request); to ask Node's for it would make a stream. */
const mayHaveBody = (c: Context<HttpEnv>) => c.req.method !== 'GET' && c.req.method !== 'HEAD'

/** HTTP lets no body be longer than it says, so that one need not be counted. */
function isStatedWithin(c: Context<HttpEnv>, bytes: number): boolean {
  const stated = c.req.header('Content-Length')
  return stated !== undefined && /^\d{1,15}$/.test(stated) && Number(stated) <= bytes
}

function boundStream(c: Context<HttpEnv>) {
  const { body } = c.req.raw
  if (!body) return
  const limited = limit(body, () => c.get('maxBodyBytes'))
  // Node's fetch wants `duplex` with a stream; the DOM types do not know it.
  c.req.raw = new Request(c.req.raw, { body: limited, duplex: 'half' } as RequestInit)
}

export const maxBody =
  (bytes: number): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    c.set('maxBodyBytes', bytes)
    // Says no before the upload instead of after it.
    if (Number(c.req.header('Content-Length') ?? 0) > bytes) throw tooLarge(bytes)
    await next()
  }

/** The whole body, once read for all who ask. */
export async function readBody(c: Context<HttpEnv>): Promise<Uint8Array<ArrayBuffer>> {
  const known = c.get('bodyBytes')
  if (known) return known
  const bytes = new Uint8Array(await c.req.raw.arrayBuffer())
  c.set('bodyBytes', bytes)
  return bytes
}

/** A JSON body in snake_case, read strictly, then by a schema in camelCase. Schemas of the API are strict objects. */
export async function readJson<Schema extends z.ZodType>(
  c: Context<HttpEnv>,
  schema: Schema,
): Promise<z.output<Schema>> {
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(c.req.header('Content-Type') ?? '')) {
    throw new AppError('unsupported-media', 'refused.sendJson')
  }
  return schema.parse(camelCaseKeys(parseStrictJson(await readBody(c))))
}

/** The fields of an ordinary form. Forms with files are read by `readMultipart`. */
export async function readForm(c: Context<HttpEnv>): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(c.req.header('Content-Type') ?? '')) {
    throw new AppError('unsupported-media', 'refused.sendForm')
  }
  const fields = new URLSearchParams(new TextDecoder().decode(await readBody(c)))
  if (fields.size > maxFormFields) throw new AppError('payload-too-large', 'refused.formFields')
  return fields
}

function limit(body: ReadableStream<Uint8Array>, maxBytes: () => number): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let received = 0
  return new ReadableStream(
    {
      // The rest is never canceled: on Node that cuts the connection before the answer is out.
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        received += value.byteLength
        if (received > maxBytes()) controller.error(tooLarge(maxBytes()))
        else controller.enqueue(value)
      },
    },
    { highWaterMark: 0 },
  )
}

const tooLarge = (bytes: number) =>
  new AppError('payload-too-large', 'refused.bodyTooLarge', { most: Math.floor(bytes / 1024) })
