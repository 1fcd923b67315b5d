import type { MiddlewareHandler } from 'hono'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform.ts'
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
  { name, requests, windowSeconds }: RateLimit,
): MiddlewareHandler<HttpEnv> {
  const window = windowSeconds * 1000
  return async (c, next) => {
    const { actor } = c.var
    const client = actor.kind === 'person' ? actor.personId : clientNetwork(c, platform.config)
    const now = platform.now().getTime()
    const windowStart = now - (now % window)
    const count = await platform.countRequest({ name, client, windowStart })
    if (count > requests) {
      const retryAfterSeconds = Math.ceil((windowStart + window - now) / 1000)
      throw new AppError('rate-limited', `That was a lot at once. Go on in ${retryAfterSeconds} seconds.`, {
        retryAfterSeconds,
      })
    }
    await next()
  }
}
