import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../platform/errors.ts'
import type { CountRequest, Platform } from '../platform/platform.ts'
import { countInDatabase } from '../platform/requests/rate-limit-store.ts'
import { clientNetwork } from './client-address.ts'
import type { HttpEnv } from './http-env.ts'

export interface RateLimit {
  name: string
  requests: number
  windowSeconds: number
}

/** So many requests in a fixed window, for each person or, without one, each network. */
export function limitRate(
  platform: Pick<Platform, 'config' | 'countRequest' | 'now'>,
  limit: RateLimit,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const actor = c.get('actor')
    const client = actor.kind === 'person' ? actor.personId : clientNetwork(c, platform.config)
    await count(platform.countRequest, platform.now(), limit, client)
    await next()
  }
}

/** Who is counted, where signing in is tried: the network, and what the try is about, such as an address. */
export interface TriedThing {
  network: RateLimit
  thing: RateLimit
  /** In any form that is always the same; only a hash of it is kept. */
  subject: string
}

/** For tries to sign in: counted in the database, so that neither another process nor a restart gives new ones. */
export async function limitTries(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'sha256'>,
  c: Context<HttpEnv>,
  { network, thing, subject }: TriedThing,
): Promise<void> {
  const inDatabase = countInDatabase(platform.db, platform.now)
  await count(inDatabase, platform.now(), network, clientNetwork(c, platform.config))
  await count(inDatabase, platform.now(), thing, platform.sha256(`${thing.name} ${subject}`).slice(0, 32))
}

async function count(
  countRequest: CountRequest,
  time: Date,
  { name, requests, windowSeconds }: RateLimit,
  client: string,
): Promise<void> {
  const window = windowSeconds * 1000
  const now = time.getTime()
  const windowStart = now - (now % window)
  if ((await countRequest({ name, client, windowStart })) <= requests) return
  const retryAfterSeconds = Math.ceil((windowStart + window - now) / 1000)
  throw new AppError('rate-limited', `That was a lot at once. Go on in ${retryAfterSeconds} seconds.`, {
    retryAfterSeconds,
  })
}
