import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { AppError } from '../../errors.ts'
import { readForm } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { limitRate } from '../../http/rate-limit.ts'
import { clearSessionCookie, sessionCookieName, setSessionCookie } from '../../http/session-cookie.ts'
import { listIssuersOf } from '../../issuers/issuers-store.ts'
import { listPeople } from '../../people/people-store.ts'
import { endSession, signInForDevelopment } from '../../people/sessions.ts'
import { localPath } from '../forms/require-viewer.ts'
import type { Site } from '../site.tsx'
import { type PersonChoice, SignInPage } from './signin-page.tsx'

/** Enough for a demonstration; each of them costs a query. */
const shownPeople = 40

export function signInRoutes(site: Site) {
  const { platform, speech } = site
  const showPeople = async () => {
    // As if the page were not there: a real server never says who has an account.
    if (!platform.config.developmentSignIn) throw new AppError('not-found', 'There is nothing at this address.')
    const people = await listPeople(platform.db, shownPeople)
    return Promise.all(people.map(describePerson))
  }
  const describePerson = async (person: {
    id: string
    name: string
    isAdministrator: boolean
  }): Promise<PersonChoice> => {
    const issuers = await listIssuersOf(platform.db, { kind: 'person', personId: person.id })
    const roles = issuers.map(
      ({ name, roles }) => `${roles.map((role) => speech.t(`role.${role}`)).join(', ')}: ${name}`,
    )
    return {
      id: person.id,
      name: person.name,
      roles: [...roles, ...(person.isAdministrator ? [speech.t('role.operator')] : [])],
    }
  }
  return new Hono<HttpEnv>()
    .get('/signin', async (c) => {
      const people = await showPeople()
      return site.page(c, <SignInPage people={people} next={localPath(c.req.query('next'), '/home')} />)
    })
    .post('/signin', limitRate(platform, { name: 'sign-in', requests: 60, windowSeconds: 60 }), async (c) => {
      const form = await readForm(c)
      const next = localPath(form.get('next') ?? undefined, '/home')
      const personId = form.get('person')
      if (!personId) return site.page(c, <SignInPage people={await showPeople()} next={next} isMissing />, 422)
      setSessionCookie(c, platform, await signInForDevelopment(platform, personId))
      return c.redirect(next, 303)
    })
    .post('/signout', async (c) => {
      const secret = getCookie(c, sessionCookieName(platform.config))
      if (secret) await endSession(platform, secret)
      clearSessionCookie(c, platform.config)
      return c.redirect('/', 303)
    })
}
