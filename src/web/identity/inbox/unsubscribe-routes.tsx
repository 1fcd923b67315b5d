import { Hono } from 'hono'
import type { HttpEnv } from '../../../http/http-env.ts'
import { readUnsubscribe, unsubscribe } from '../../../platform/mail/unsubscribe.ts'
import type { Site } from '../../site.tsx'
import { UnsubscribePage } from './unsubscribe-page.tsx'

export function unsubscribeRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/unsubscribe/:token', async (c) => {
      const token = c.req.param('token')
      const { kind } = await readUnsubscribe(platform, token)
      return site.page(c, <UnsubscribePage token={token} kind={kind} isDone={false} />)
    })
    .post('/unsubscribe/:token', async (c) => {
      const token = c.req.param('token')
      const { kind } = await unsubscribe(platform, token)
      return site.page(c, <UnsubscribePage token={token} kind={kind} isDone />)
    })
}
