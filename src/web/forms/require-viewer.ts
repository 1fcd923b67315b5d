import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from '../../http/http-env.ts'

/** Working pages: whoever has not signed in does so first and then lands where they were going. */
export const requireViewer: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const isLost = c.var.actor.kind === 'anonymous' && c.req.method === 'GET'
  if (!isLost) return next()
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`/signin?next=${encodeURIComponent(pathname + search)}`, 303)
}

/** A path on this server, or the fallback: nothing else may follow a sign-in. */
export function localPath(path: string | undefined, fallback: string): string {
  return path !== undefined && /^\/(?![/\\])[\x21-\x7e]{0,500}$/.test(path) ? path : fallback
}
