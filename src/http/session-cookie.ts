import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { Config } from '../config.ts'
import type { HttpEnv } from './http-env.ts'

/** The `__Host-` prefix binds the cookie to this host and to https; plain http, on one's own machine, can't have it. */
export const sessionCookieName = (config: Config) => (isHttps(config) ? '__Host-session' : 'session')

export function setSessionCookie(c: Context<HttpEnv>, config: Config, session: { secret: string; expiresAt: Date }) {
  setCookie(c, sessionCookieName(config), session.secret, { ...attributes(config), expires: session.expiresAt })
}

export function clearSessionCookie(c: Context<HttpEnv>, config: Config) {
  deleteCookie(c, sessionCookieName(config), attributes(config))
}

const isHttps = (config: Config) => config.origin.startsWith('https:')
const attributes = (config: Config) =>
  ({ path: '/', httpOnly: true, secure: isHttps(config), sameSite: 'Lax' }) as const
