import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { KeptResponse } from '../platform/requests/idempotency-store.ts'
import { runOnce } from '../platform/requests/run-once.ts'
import { readBody } from './body.ts'
import type { HttpEnv } from './http-env.ts'

/** Headers that are part of an answer and not of its delivery. */
const keptHeaders = ['Content-Type', 'Location', 'ETag'] as const

/**
 * Answers a repeated POST that carries the same Idempotency-Key with the first answer. Only successes are kept: what was
 * refused changed nothing and may be sent again, corrected or not. Not for uploads, whose bodies are not read here.
 */
export function answerOnce(platform: Pick<Platform, 'db' | 'now' | 'sha256'>): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const key = c.req.header('Idempotency-Key')
    const actor = c.get('actor')
    if (c.req.method !== 'POST' || key === undefined || actor.kind === 'anonymous' || !isBounded(c)) return next()
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw new AppError('bad-request', 'refused.keyShape')
    }
    const request = { actor: actor.personId, key, requestDigest: platform.sha256(await lineAndBody(c)) }
    const kept = await runOnce(platform, request, async () => {
      await next()
      return c.res.ok ? await toKept(c.res) : undefined
    })
    return kept && replay(kept)
  }
}

/** JSON or nothing: other bodies are uploads. */
const isBounded = (c: Context) => /^\s*(?:$|application\/(?:[\w.+-]+\+)?json)/i.test(c.req.header('Content-Type') ?? '')

async function lineAndBody(c: Context<HttpEnv>): Promise<Uint8Array> {
  const { pathname, search } = new URL(c.req.url)
  const line = new TextEncoder().encode(`${c.req.method} ${pathname}${search}\n`)
  const body = await readBody(c)
  const bytes = new Uint8Array(line.length + body.length)
  bytes.set(line)
  bytes.set(body, line.length)
  return bytes
}

async function toKept(response: Response): Promise<KeptResponse> {
  const headers: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = response.headers.get(name)
    if (value !== null) headers[name] = value
  }
  return { status: response.status, response: JSON.stringify({ headers, body: await response.clone().text() }) }
}

function replay(kept: KeptResponse): Response {
  // Written by toKept and nothing else.
  const { headers, body } = JSON.parse(kept.response) as { headers: Record<string, string>; body: string }
  return new Response(kept.status === 204 ? null : body, {
    status: kept.status,
    headers: { ...headers, 'Idempotent-Replayed': 'true' },
  })
}
