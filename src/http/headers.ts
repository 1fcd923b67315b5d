import type { MiddlewareHandler } from 'hono'
import type { Config } from '../platform/config.ts'
import type { HttpEnv } from './http-env.ts'

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Strict on every answer; a handler that needs something else sets that header itself. */
export function securityHeaders(config: Config): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    const setUnlessSet = (name: string, value: string) => headers.has(name) || headers.set(name, value)
    headers.set('Request-Id', c.get('requestId'))
    headers.set('X-Content-Type-Options', 'nosniff')
    if (config.isProduction) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    setUnlessSet('Content-Security-Policy', contentSecurityPolicy)
    setUnlessSet('Referrer-Policy', 'strict-origin-when-cross-origin')
    setUnlessSet('Cross-Origin-Opener-Policy', 'same-origin')
    setUnlessSet('Cross-Origin-Resource-Policy', 'same-origin')
    setUnlessSet('Permissions-Policy', 'camera=(self), geolocation=(), microphone=()')
    setUnlessSet('Cache-Control', c.get('actor')?.kind === 'person' || c.res.status >= 400 ? 'no-store' : 'no-cache')
  }
}

/** For what anyone may read from anywhere: credentials, pictures, keys, status lists, the verifier. Never reads the actor. */
export const publicResource: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  c.res.headers.set('Access-Control-Allow-Origin', '*')
  c.res.headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
}

/** Answers a browser's question whether a page elsewhere may send this request: yes, without cookies. */
export const publicPreflight: MiddlewareHandler<HttpEnv> = async (c) =>
  c.body(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, POST',
      'Access-Control-Allow-Headers': 'Content-Type, Accept',
      'Access-Control-Max-Age': '86400',
    },
  })
