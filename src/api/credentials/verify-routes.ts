import { type Context, Hono, type MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { isOwnUrl } from '../../credentials/verification/own-documents.ts'
import { verdictWords } from '../../credentials/verification/verdict-words.ts'
import { type BadgeInput, verifyWithLedger } from '../../credentials/verification/verify-badge.ts'
import { maxBody, readBody } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { limitRate } from '../../http/rate-limit.ts'
import { browserLanguage } from '../../http/speech.ts'
import { listOwnOrigins } from '../../identity/issuers/own-origins.ts'
import { parseStrictJson } from '../../openbadges/index.ts'
import { AppError } from '../../platform/errors.ts'
import { createVoices } from '../../platform/language/voices.ts'
import type { Platform } from '../../platform/platform.ts'
import { readMultipart } from '../../platform/requests/multipart.ts'
import { toVerificationResponse } from './verify-responses.ts'

const mebibyte = 1024 * 1024
const maxFileBytes = 5 * mebibyte

/** Verification needs no token: whoever holds a badge may ask whether it is good. */
export function verifyRoutes(platform: Platform) {
  const limitVerifications = limitRate(platform, { name: 'verify', requests: 60, windowSeconds: 60 })
  // Each of these makes us ask somebody else's server.
  const limitAddresses = limitRate(platform, { name: 'verify-url', requests: 10, windowSeconds: 60 })
  const voiceFor = createVoices('UTC')
  return new Hono<HttpEnv>().post('/verify', limitVerifications, boundBody, async (c) => {
    const input = await readInput(c)
    if ('url' in input && !isOwnUrl(await listOwnOrigins(platform), input.url))
      await limitAddresses(c, async () => undefined)
    const { report, ledger } = await verifyWithLedger(platform, input)
    const words = verdictWords(report, ledger, voiceFor(undefined, browserLanguage(c, platform.config)))
    return c.json(toVerificationResponse(report, words), 200, { 'Cache-Control': 'no-store' })
  })
}

const jsonTypes = ['application/json', 'application/vc', 'application/vc+ld+json', 'application/ld+json']
const tokenTypes = ['application/jwt', 'application/vc+jwt', 'text/plain']
const pictureTypes = ['image/png', 'image/svg+xml']

const boundBody: MiddlewareHandler<HttpEnv> = (c, next) => {
  const { type } = mediaType(c)
  const isFile = pictureTypes.includes(type) || type === 'multipart/form-data'
  // Room for what a form writes around its file; the file itself is bounded where it is read.
  return maxBody(isFile ? maxFileBytes + 64 * 1024 : mebibyte)(c, next)
}

async function readInput(c: Context<HttpEnv>): Promise<BadgeInput> {
  const { type, charset } = mediaType(c)
  if (charset !== undefined && charset !== 'utf-8') throw unsupported()
  if (type === 'multipart/form-data') return { bytes: await readFile(c) }
  if (pictureTypes.includes(type)) return { bytes: await readBody(c), declaredType: type }
  if (tokenTypes.includes(type)) return readToken(await readBody(c), type)
  if (type === 'application/json') return readJsonInput(await readBody(c))
  if (jsonTypes.includes(type)) return { bytes: await readBody(c), declaredType: type }
  throw unsupported()
}

function mediaType(c: Context<HttpEnv>): { type: string; charset: string | undefined } {
  const [type = '', ...parameters] = (c.req.header('Content-Type') ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  return { type, charset: charset?.replaceAll('"', '') }
}

/** A credential, or an object that is nothing but an address to get one from. */
function readJsonInput(bytes: Uint8Array): BadgeInput {
  // A credential is read where what came of it is remembered.
  if (!startsLikeAddress(bytes)) return { bytes, declaredType: 'application/json' }
  const body = parseStrictJson(bytes)
  const isAddress =
    typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).join() === 'url'
  return isAddress ? addressInput.parse(body) : { bytes, declaredType: 'application/json' }
}

const startsLikeAddress = (bytes: Uint8Array) => /^\s*\{\s*"url"/.test(new TextDecoder().decode(bytes.subarray(0, 200)))

const addressInput = z.strictObject({ url: z.string() })

/** Plain text is a token or it is nothing: JSON under that type is a mistake that other verifiers would not forgive. */
function readToken(bytes: Uint8Array, type: string): BadgeInput {
  const text = new TextDecoder().decode(bytes).trim()
  if (type === 'text/plain' && /^[{[<]/.test(text)) throw unsupported()
  if (!/^[\w=-]+(?:\.[\w=-]*)+$/.test(text)) throw new AppError('malformed-jws', 'refused.notAJws')
  return { bytes: new TextEncoder().encode(text), declaredType: 'application/jwt' }
}

/** The one file of a form, as it arrives. */
async function readFile(c: Context<HttpEnv>): Promise<Uint8Array> {
  const limits = { maxFields: 20, maxFieldBytes: 64 * 1024, maxFiles: 1, maxFileBytes }
  const { files } = await readMultipart(
    c.req.raw,
    limits,
    async ({ body }) => new Uint8Array(await new Response(body).arrayBuffer()),
  )
  const [file] = files
  if (!file) throw new AppError('bad-request', 'refused.sendBadgeFile')
  return file
}

const unsupported = () =>
  new AppError('unsupported-media', 'refused.sendCredential', {
    types: 'application/json, application/vc, application/jwt',
  })
