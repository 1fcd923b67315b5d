import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import { namedFile } from '../../../http/entity.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import { limitRate } from '../../../http/rate-limit.ts'
import { addEmail, newEmail } from '../../../identity/people/add-email.ts'
import { chooseMainEmail } from '../../../identity/people/choose-main-email.ts'
import { confirmEmail, readEmailCheck } from '../../../identity/people/confirm-email.ts'
import { editProfile } from '../../../identity/people/edit-profile.ts'
import { profileChange } from '../../../identity/people/person.ts'
import { readProfile } from '../../../identity/people/read-profile.ts'
import { removeEmail } from '../../../identity/people/remove-email.ts'
import { listOwnPositions } from '../../../identity/positions/change-positions.ts'
import { positionState } from '../../../identity/positions/position.ts'
import { askForExport, listOwnExports, openExport } from '../../../operations/privacy/export-data.ts'
import { findOwnErasure } from '../../../operations/privacy/request-erasure.ts'
import { calendarDay } from '../../../platform/calendar-day.ts'
import { chooseMail, listMailChoices, optionalKinds } from '../../../platform/mail/choose-mail.ts'
import { timeZones } from '../../../platform/time-zone.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { AskPage } from './ask-page.tsx'
import { ExportPage } from './export-page.tsx'
import { type Done, dones, MePage } from './me-page.tsx'

export function meRoutes(site: Site) {
  const { platform } = site
  const limitChecks = limitRate(platform, { name: 'email-check', requests: 10, windowSeconds: 3600 })
  const limitMails = limitRate(platform, { name: 'account-mail', requests: 10, windowSeconds: 3600 })
  const show = (c: Context<HttpEnv>, typed: Record<string, string> = {}, failure?: FormFailure) =>
    showMe(site, c, typed, failure)
  const done = (c: Context<HttpEnv>, what: Done) => c.redirect(`/me?done=${what}`, 303)
  const showExports = async (c: Context<HttpEnv>, failure?: FormFailure) => {
    const exports = await listOwnExports(platform, requireActor(c))
    return site.page(c, <ExportPage exports={exports} note={failure?.note} />, failure?.status)
  }
  return new Hono<HttpEnv>()
    .use('/me', requireViewer)
    .use('/me/emails/confirm', requireViewer)
    .use('/me/export', requireViewer)
    .use('/me/export/:id', requireViewer)
    .get('/me', (c) => show(c))
    .post('/me', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      try {
        const { name = '', sorting_name, language, time_zone, lane } = typed
        const change = {
          name,
          sortingName: sorting_name || null,
          language: language || null,
          timeZone: time_zone || null,
          lane: lane || null,
        }
        await editProfile(platform, requireActor(c), profileChange.parse(change))
      } catch (error) {
        return show(c, typed, readFailure(await site.speechFor(c), error))
      }
      return done(c, 'saved')
    })
    .get('/me/notifications', (c) => c.redirect('/me#notifications', 303))
    .post('/me/notifications', async (c) => {
      const wanted = (await readForm(c)).getAll('kind')
      await chooseMail(
        platform,
        requireActor(c),
        optionalKinds.filter((kind) => wanted.includes(kind)),
      )
      return done(c, 'mail')
    })
    .post('/me/emails', limitChecks, async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      try {
        await addEmail(platform, requireActor(c), newEmail.parse({ email: typed.email ?? '', kind: typed.kind }))
      } catch (error) {
        return show(c, typed, readFailure(await site.speechFor(c), error))
      }
      return done(c, 'sent')
    })
    .post('/me/emails/main', async (c) => {
      try {
        await chooseMainEmail(platform, requireActor(c), (await readForm(c)).get('email') ?? '')
      } catch (error) {
        return show(c, {}, readFailure(await site.speechFor(c), error))
      }
      return done(c, 'main')
    })
    .post('/me/emails/remove', async (c) => {
      try {
        await removeEmail(platform, requireActor(c), (await readForm(c)).get('email') ?? '')
      } catch (error) {
        return show(c, {}, readFailure(await site.speechFor(c), error))
      }
      return done(c, 'removed')
    })
    .get('/me/emails/confirm', async (c) => {
      const secret = c.req.query('secret') ?? ''
      const email = await readEmailCheck(platform, requireActor(c), secret)
      const { t } = await site.speechFor(c)
      return site.page(
        c,
        <AskPage
          title={t('confirmEmail.title')}
          lead={t('confirmEmail.lead', { email })}
          action="/me/emails/confirm"
          button={t('confirmEmail.do')}
          secret={secret}
        />,
      )
    })
    .post('/me/emails/confirm', async (c) => {
      const secret = (await readForm(c)).get('secret') ?? ''
      try {
        await confirmEmail(platform, requireActor(c), secret)
      } catch (error) {
        return show(c, {}, readFailure(await site.speechFor(c), error))
      }
      return done(c, 'confirmed')
    })
    .get('/me/export', (c) => showExports(c))
    .post('/me/export', limitMails, async (c) => {
      try {
        await askForExport(platform, requireActor(c))
      } catch (error) {
        return showExports(c, readFailure(await site.speechFor(c), error))
      }
      return c.redirect('/me/export', 303)
    })
    .get('/me/export/:id', async (c) => {
      const { body, size } = await openExport(platform, requireActor(c), idParam(c))
      return c.body(body, 200, {
        'Content-Type': 'application/zip',
        'Content-Length': String(size),
        'Content-Disposition': namedFile('attachment', 'my-data.zip'),
        'Cache-Control': 'private, no-store',
      })
    })
}

async function showMe(site: Site, c: Context<HttpEnv>, typed: Record<string, string>, failure?: FormFailure) {
  const { platform } = site
  const { config, now } = platform
  const actor = requireActor(c)
  const [{ person, emails, inherited }, positions, mail, erasure] = await Promise.all([
    readProfile(platform, actor),
    listOwnPositions(platform, actor),
    listMailChoices(platform, actor),
    findOwnErasure(platform, actor),
  ])
  const unchosen = { language: inherited.language ?? 'en', timeZone: inherited.timeZone ?? config.defaultTimeZone }
  const today = calendarDay(now(), person.timeZone ?? unchosen.timeZone)
  const view = {
    profile: {
      name: typed.name ?? person.name,
      sorting_name: typed.sorting_name ?? person.sortingName ?? '',
      language: typed.language ?? person.language ?? '',
      time_zone: typed.time_zone ?? person.timeZone ?? '',
      lane: typed.lane ?? person.lane ?? '',
    },
    newEmail: { email: typed.email ?? '', kind: typed.kind ?? 'personal' },
    emails,
    positions: positions.map((position) => ({ ...position, state: positionState(position, today) })),
    mail,
    timeZones: timeZones(person.timeZone ?? undefined),
    unchosen,
    erasedOn: typeof erasure?.dueAt === 'number' ? new Date(erasure.dueAt) : undefined,
    done: failure ? undefined : dones.find((known) => known === c.req.query('done')),
    form: { errors: failure?.errors, note: failure?.note },
  }
  return site.page(c, <MePage view={view} />, failure?.status)
}
