import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { makeSampleBadge, readChecklist } from '../../../operations/installation/checklist.ts'
import { isSetUpOpen, setUp, setUpDetails } from '../../../operations/installation/set-up.ts'
import { AppError } from '../../../platform/errors.ts'
import { readFailure } from '../../forms/read-failure.ts'
import { browserOf, finishSignIn } from '../../identity/sign-in/finish-sign-in.ts'
import type { Site } from '../../site.tsx'
import { ChecklistPage } from './checklist-page.tsx'
import { SetUpGonePage, SetUpPage } from './set-up-page.tsx'

export function setUpRoutes(site: Site) {
  const { platform } = site
  const { origin, defaultTimeZone } = platform.config
  const guessed = { address: origin, timeZone: defaultTimeZone }
  return new Hono<HttpEnv>()
    .get('/setup', async (c) => {
      const secret = c.req.query('secret')
      if (secret === undefined) {
        return site.page(c, <ChecklistPage checklist={await readChecklist(platform, knownActor(c))} />)
      }
      // The address of this page opens the installation, so no other page may hear it.
      c.header('Referrer-Policy', 'same-origin')
      c.header('Cache-Control', 'no-store')
      if (!(await isSetUpOpen(platform, secret))) return site.page(c, <SetUpGonePage />, 404)
      return site.page(c, <SetUpPage view={{ secret, ...guessed, form: {} }} />)
    })
    .post('/setup', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      const { secret = '', district = '', name = '', email = '' } = typed
      if (!(await isSetUpOpen(platform, secret))) return site.page(c, <SetUpGonePage />, 404)
      try {
        const details = setUpDetails.parse({ district, name, email })
        const session = await setUp(platform, secret, details, browserOf(c, platform, false))
        return finishSignIn(c, platform, { session, next: '/setup' })
      } catch (error) {
        if (error instanceof AppError && error.code === 'gone') return site.page(c, <SetUpGonePage />, 404)
        const { status, ...failure } = readFailure(await site.speechFor(c), error)
        return site.page(c, <SetUpPage view={{ secret, ...guessed, form: { typed, ...failure } }} />, status)
      }
    })
    .post('/setup/sample-badge', async (c) => {
      const { id } = await makeSampleBadge(platform, requireActor(c))
      return c.redirect(`/badges/${id}/edit`, 303)
    })
}

/** Whoever has not signed in is told the same as whoever may not see it. */
function knownActor(c: Context<HttpEnv>) {
  const { actor } = c.var
  if (actor.kind === 'anonymous') throw new AppError('not-found', 'refused.noPage')
  return actor
}
