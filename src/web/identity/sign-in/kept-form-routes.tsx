import { Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { clearShortCookie, readShortCookie } from '../../../http/short-cookie.ts'
import { dropKeptForm, openKeptForm } from '../../../identity/sign-in/kept-forms.ts'
import { localPath, requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { KeptFormPage, NothingKeptPage } from './kept-form-page.tsx'

/** Answers a request as if it had come from outside. */
export type Resend = (request: Request, env: HttpEnv['Bindings']) => Response | Promise<Response>

export function keptFormRoutes(site: Site, resend: Resend) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/signin/kept', requireViewer, async (c) => {
      const secret = readShortCookie(c, platform.config, 'kept') ?? ''
      const form = await openKeptForm(platform, requireActor(c), secret)
      if (form) return site.page(c, <KeptFormPage form={form} />)
      // Somebody else's, or over: whoever signs in here next is not asked about it again.
      clearShortCookie(c, platform.config, 'kept')
      return c.redirect(localPath(c.req.query('next'), '/home'), 303)
    })
    .post('/signin/kept', async (c) => {
      const actor = requireActor(c)
      const isWanted = (await readForm(c)).get('decision') === 'send'
      const secret = readShortCookie(c, platform.config, 'kept') ?? ''
      const form = await openKeptForm(platform, actor, secret)
      const isTaken = form !== undefined && (await dropKeptForm(platform, secret))
      if (!isWanted || !isTaken) {
        clearShortCookie(c, platform.config, 'kept')
        return isWanted ? site.page(c, <NothingKeptPage />) : c.redirect('/home', 303)
      }
      // Everything is looked at again: the session, the role, the limits, and what the form holds.
      const headers = new Headers(c.req.raw.headers)
      headers.set('Content-Type', 'application/x-www-form-urlencoded')
      headers.delete('Content-Length')
      const url = new URL(form.path, platform.config.origin)
      c.res = await resend(new Request(url, { method: 'POST', headers, body: form.body }), c.env)
      clearShortCookie(c, platform.config, 'kept')
      return c.res
    })
}
