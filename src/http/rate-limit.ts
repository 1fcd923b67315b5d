import type { Context, MiddlewareHandler } from 'hono'
import type { Platform } from '../platform/platform.ts'
import { limitRequestsOf, limitTriesOf, type RateLimit, type TriedThing } from '../platform/requests/limit-requests.ts'
import { clientNetwork } from './client-address.ts'
import type { HttpEnv } from './http-env.ts'

/** For each person or, without one, each network. */
export function limitRate(
  platform: Pick<Platform, 'config' | 'countRequest' | 'now'>,
  limit: RateLimit,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const actor = c.get('actor')
    const client = actor.kind === 'person' ? actor.personId : clientNetwork(c, platform.config)
    await limitRequestsOf(platform, client, limit)
    await next()
  }
}

/** For tries to sign in, whoever it is that tries. */
export const limitTries = (
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'sha256'>,
  c: Context<HttpEnv>,
  tried: TriedThing,
): Promise<void> => limitTriesOf(platform, clientNetwork(c, platform.config), tried)
