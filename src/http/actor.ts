import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { anonymous, type PersonActor } from '../identity/people/actor.ts'
import { findSession, type KnownSession, renewSession } from '../identity/people/sessions.ts'
import { AppError } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { HttpEnv } from './http-env.ts'
import { sessionCookieName, setSessionCookie } from './session-cookie.ts'

type Knowing = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>

/** Turns a token or a cookie into the actor. A token that is not good is an error; a cookie that is not good is nobody. */
export function knowActor(platform: Knowing): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const authorization = c.req.header('Authorization')
    const cookie = getCookie(c, sessionCookieName(platform.config))
    c.set('actor', anonymous)
    if (authorization !== undefined) know(c, await sessionOfToken(platform, authorization))
    else if (cookie !== undefined) await knowBrowser(platform, c, cookie)
    await next()
  }
}

export function requireActor(c: Context<HttpEnv>): PersonActor {
  const actor = c.get('actor')
  if (actor.kind === 'anonymous') throw new AppError('unauthenticated', 'refused.signInFirst')
  return actor
}

function know(c: Context<HttpEnv>, session: KnownSession) {
  c.set('actor', session.actor)
  c.set('sessionId', session.id)
}

async function knowBrowser(platform: Knowing, c: Context<HttpEnv>, secret: string) {
  const session = await findSession(platform, 'browser', secret)
  if (!session) return
  know(c, session)
  // Only with a page: a picture's answer may be kept by a cache, and then so would be the secret.
  const isPage = c.req.method === 'GET' && c.req.header('Accept')?.includes('text/html')
  const renewed = session.needsNewSecret && isPage ? await renewSession(platform, session, secret) : undefined
  if (!renewed) return
  c.set('sessionId', renewed.id)
  setSessionCookie(c, platform, renewed)
}

async function sessionOfToken(platform: Knowing, authorization: string): Promise<KnownSession> {
  const secret = /^Bearer +([\w.~+/-]{1,512}=*) *$/i.exec(authorization)?.[1]
  const session = secret === undefined ? undefined : await findSession(platform, 'token', secret)
  if (!session) throw new AppError('unauthenticated', 'refused.tokenUnknown')
  return session
}
