import { Hono } from 'hono'
import type { HttpEnv } from '../http/http-env.ts'

/** Pages that stood elsewhere, for bookmarks and mails that still say so. */
export function formerAddressRoutes() {
  return new Hono<HttpEnv>().get('/organisations/*', (c) => {
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(`${pathname.replace('/organisations', '/organizations')}${search}`, 301)
  })
}
