import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { Config } from '../platform/config.ts'
import type { Platform } from '../platform/platform.ts'
import type { HttpEnv } from './http-env.ts'

/** The `__Host-` prefix binds the cookie to this host and to https; plain http, on one's own machine, can't have it. */
export const sessionCookieName = (config: Config) => (isHttps(config) ? '__Host-session' : 'session')

export function setSessionCookie(
  c: Context<HttpEnv>,
  { config, now }: Pick<Platform, 'config' | 'now'>,
  session: { secret: string; expiresAt: Date; isShared?: boolean },
) {
  // On a shared computer it goes when the browser is closed.
  if (session.isShared) return setCookie(c, sessionCookieName(config), session.secret, attributes(config))
  // Counted from now by the browser: with a date, a computer whose clock is wrong would throw it away.
  const maxAge = Math.floor((session.expiresAt.getTime() - now().getTime()) / 1000)
  setCookie(c, sessionCookieName(config), session.secret, { ...attributes(config), maxAge })
}

export function clearSessionCookie(c: Context<HttpEnv>, config: Config) {
  deleteCookie(c, sessionCookieName(config), attributes(config))
}

const isHttps = (config: Config) => config.origin.startsWith('https:')
const attributes = (config: Config) =>
  ({ path: '/', httpOnly: true, secure: isHttps(config), sameSite: 'Lax' }) as const
