import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { listOwnOrigins } from '../identity/issuers/own-origins.ts'
import type { Config } from '../platform/config.ts'
import { AppError } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { HttpEnv } from './http-env.ts'
import { prefersHtml } from './negotiate.ts'
import { sessionCookieName } from './session-cookie.ts'

/**
 * Refuses requests that were meant for another host, so that no link of ours can be made to point there. At an address that we
 * had before, what badges name is still read by programs; people are led to where it is now.
 */
export function onlyOurHost(platform: Pick<Platform, 'config' | 'db' | 'now'>): MiddlewareHandler<HttpEnv> {
  const { origin } = platform.config
  const ours = new URL(origin).host
  const isAt = (host: string, url: string) =>
    url.startsWith(`http://${host}/`) || url.startsWith(`https://${host}/`) || new URL(url).host === host
  return async (c, next) => {
    const host = c.req.header('Host')?.toLowerCase() ?? ours
    if (host === ours && isAt(ours, c.req.url)) return next()
    const former = (await listOwnOrigins(platform)).find((one) => new URL(one).host === host && isAt(host, c.req.url))
    if (former === undefined || !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method))
      throw new AppError('misdirected', 'refused.otherHost', { origin })
    const { pathname, search } = new URL(c.req.url)
    if (!isNamedInBadges.test(pathname) || prefersHtml(c)) return c.redirect(`${origin}${pathname}${search}`, 302)
    c.set('formerOrigin', former)
    await next()
  }
}

const isNamedInBadges = /^\/(?:c|achievements|status|issuers)\/[\w-]/

/** HTTP's seven useful methods; TRACE and unknown ones do not reach a route. Nothing can rename a method. */
export const onlyKnownMethods: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const isKnown = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(c.req.method)
  if (!isKnown || ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].some((name) => c.req.header(name))) {
    throw new AppError('method-not-allowed', 'refused.methodNotTaken')
  }
  await next()
}

/**
 * Changes that a browser makes with our cookie, and every form, must come from our own pages. A Bearer token is exempt:
 * no browser sends one by itself, and the actor then comes from the token alone.
 */
export function onlyOurPages(config: Config): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return next()
    // Verification is anybody's and changes nothing, so a form may send it a file from anywhere.
    const isForm =
      c.req.path !== '/api/v1/verify' &&
      /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(c.req.header('Content-Type') ?? '')
    // The address itself is what allows it, and mail programs ask for it from their own servers (RFC 8058).
    if (c.req.path.startsWith('/unsubscribe/')) return next()
    const hasCookie = getCookie(c, sessionCookieName(config)) !== undefined
    const hasToken = c.req.header('Authorization') !== undefined
    if (!hasToken && (hasCookie || isForm) && !comesFromUs(c.req.raw.headers, config)) {
      throw new AppError('csrf', 'refused.notFromOurPages')
    }
    await next()
  }
}

/** Origin decides where it is sent: Sec-Fetch-Site alone would not tell two ports of one host apart on old browsers. */
function comesFromUs(headers: Headers, config: Config): boolean {
  const origin = headers.get('Origin')
  return origin === null ? headers.get('Sec-Fetch-Site') === 'same-origin' : origin === config.origin
}
