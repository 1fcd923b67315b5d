import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../platform/config.ts'
import type { HttpEnv } from './http-env.ts'

/** What a browser keeps of us while it is on its way in. */
export type ShortCookie = 'signing-in' | 'provider' | 'connecting' | 'passkey' | 'kept'

/** Goes back to this host only, and comes along when a mail or an identity provider leads to us. */
export function setShortCookie(
  c: Context<HttpEnv>,
  config: Config,
  name: ShortCookie,
  { value, minutes }: { value: string; minutes: number },
) {
  setCookie(c, fullName(config, name), value, { ...attributes(config), maxAge: minutes * 60 })
}

export function readShortCookie(c: Context<HttpEnv>, config: Config, name: ShortCookie): string | undefined {
  const value = getCookie(c, fullName(config, name))
  return value !== undefined && value.length <= 200 ? value : undefined
}

export function clearShortCookie(c: Context<HttpEnv>, config: Config, name: ShortCookie) {
  deleteCookie(c, fullName(config, name), attributes(config))
}

const isHttps = (config: Config) => config.origin.startsWith('https:')
const fullName = (config: Config, name: ShortCookie) => (isHttps(config) ? `__Host-${name}` : name)
const attributes = (config: Config) =>
  ({ path: '/', httpOnly: true, secure: isHttps(config), sameSite: 'Lax' }) as const
