import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { AppError } from '../errors.ts'
import { type Actor, anonymous, type PersonActor } from '../people/actor.ts'
import { findActor } from '../people/sessions.ts'
import type { Platform } from '../platform.ts'
import type { HttpEnv } from './http-env.ts'
import { sessionCookieName } from './session-cookie.ts'

/** Turns a token or a cookie into the actor. A token that is not good is an error; a cookie that is not good is nobody. */
export function knowActor(platform: Pick<Platform, 'config' | 'db' | 'now' | 'sha256'>): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const authorization = c.req.header('Authorization')
    const cookie = getCookie(c, sessionCookieName(platform.config))
    c.set('actor', anonymous)
    if (authorization !== undefined) c.set('actor', await actorOfToken(platform, authorization))
    else if (cookie !== undefined) c.set('actor', (await findActor(platform, 'browser', cookie)) ?? anonymous)
    await next()
  }
}

export function requireActor(c: Context<HttpEnv>): PersonActor {
  const { actor } = c.var
  if (actor.kind === 'anonymous') throw new AppError('unauthenticated', 'Sign in first, or send a token.')
  return actor
}

async function actorOfToken(platform: Pick<Platform, 'db' | 'now' | 'sha256'>, authorization: string): Promise<Actor> {
  const secret = /^Bearer +([\w.~+/-]{1,512}=*) *$/i.exec(authorization)?.[1]
  const actor = secret === undefined ? undefined : await findActor(platform, 'token', secret)
  if (!actor) throw new AppError('unauthenticated', 'This token is not known, or its time is over.')
  return actor
}
