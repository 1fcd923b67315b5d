import { Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { clearSessionCookie } from '../../../http/session-cookie.ts'
import { endOneSession, endOtherSessions, listSessions } from '../../../identity/people/end-sessions.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { SessionsPage } from './sessions-page.tsx'

export function sessionsRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/me/sessions', requireViewer, async (c) => {
      const sessions = await listSessions(platform, requireActor(c))
      return site.page(c, <SessionsPage sessions={sessions} current={c.var.sessionId} />)
    })
    .post('/me/sessions/others/end', async (c) => {
      await endOtherSessions(platform, requireActor(c), c.var.sessionId ?? '')
      return c.redirect('/me/sessions', 303)
    })
    .post('/me/sessions/:id/end', async (c) => {
      const id = c.req.param('id')
      await endOneSession(platform, requireActor(c), { sessionId: id, askedFrom: c.var.sessionId ?? '' })
      if (id !== c.var.sessionId) return c.redirect('/me/sessions', 303)
      clearSessionCookie(c, platform.config)
      return c.redirect('/', 303)
    })
}
