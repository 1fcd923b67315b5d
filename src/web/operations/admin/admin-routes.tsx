import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import { moveIssuersHere, readMove } from '../../../identity/issuers/move-issuers.ts'
import { readHealth } from '../../../operations/installation/health.ts'
import {
  getMailForDevelopment,
  listMail,
  sendAgain,
  sendTestMail,
} from '../../../operations/installation/manage-mail.ts'
import { composeMail } from '../../../platform/mail/compose-mail.ts'
import { canBeSentAgain } from '../../../platform/mail/send-message.ts'
import type { FormState } from '../../components/form.tsx'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { HealthPage } from './health-page.tsx'
import { MailPage, MailPreviewPage, messageStates } from './mail-page.tsx'
import { MovePage } from './move-page.tsx'

const shownMail = 50

export function adminRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/admin', requireViewer)
    .use('/admin/*', requireViewer)
    .get('/admin', async (c) => {
      const checks = await readHealth(platform, requireActor(c))
      return site.page(c, <HealthPage view={{ checks, checkedAt: platform.now() }} />)
    })
    .get('/admin/move', (c) => showMove(site, c, {}))
    .post('/admin/move', async (c) => {
      if ((await readForm(c)).get('sure') !== 'yes')
        return showMove(site, c, { errors: { sure: (await site.speechFor(c)).t('move.unsure') } }, 422)
      try {
        await moveIssuersHere(platform, requireActor(c))
        return c.redirect('/admin', 303)
      } catch (error) {
        const { errors, note, status } = readFailure(await site.speechFor(c), error)
        return showMove(site, c, { errors, ...(note && { note }) }, status)
      }
    })
    .get('/admin/email', (c) => showMail(site, c))
    .post('/admin/email', async (c) => {
      try {
        await sendAgain(platform, requireActor(c), (await readForm(c)).get('message') ?? '')
        return c.redirect('/admin/email', 303)
      } catch (error) {
        const { note } = readFailure(await site.speechFor(c), error)
        return showMail(site, c, note)
      }
    })
    .post('/admin/email/test', async (c) => {
      await sendTestMail(platform, requireActor(c))
      return c.redirect(`/admin/email?test=${platform.mail ? 'sent' : 'waits'}`, 303)
    })
    .get('/admin/email/:id', async (c) => {
      const message = await getMailForDevelopment(platform, requireActor(c), idParam(c))
      const { to, subject, text } = composeMail(platform.config, message)
      const link = message.content.button?.url
      return site.page(c, <MailPreviewPage mail={{ to, subject, text, ...(link && { link }) }} />)
    })
}

async function showMove(site: Site, c: Context<HttpEnv>, form: FormState, status?: FormFailure['status']) {
  const move = await readMove(site.platform, requireActor(c))
  // Everything is where it belongs: nothing is to be decided here.
  if (!move) return c.redirect('/admin', 303)
  return site.page(c, <MovePage view={{ ...move, address: site.platform.config.origin }} form={form} />, status)
}

const stateFilter = z.enum(messageStates).optional().catch(undefined)

async function showMail(site: Site, c: Context<HttpEnv>, note?: string) {
  const { platform } = site
  const filter = stateFilter.parse(c.req.query('state'))
  const { after } = readPage(c)
  const found = await listMail(platform, requireActor(c), { limit: shownMail + 1, after, state: filter })
  const test = c.req.query('test')
  const view = {
    filter,
    next: nextPage(c, found, shownMail, ({ createdAt, id }) => ({ at: createdAt, id })),
    isWorkbench: !platform.config.isProduction,
    notice: test === 'sent' ? ('tested' as const) : test === 'waits' ? ('testWaits' as const) : undefined,
    mail: found.slice(0, shownMail).map((one) => ({
      id: one.id,
      to: one.to,
      subject: one.subject,
      state: one.state,
      attempts: one.attempts,
      lastError: one.lastError ?? undefined,
      writtenAt: new Date(one.createdAt),
      isRepeatable: canBeSentAgain(one),
    })),
    ...(note !== undefined && { note }),
  }
  return site.page(c, <MailPage view={view} />, note === undefined ? 200 : 409)
}
