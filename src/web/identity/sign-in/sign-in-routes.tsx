import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { limitRate } from '../../../http/rate-limit.ts'
import { clearSessionCookie, sessionCookieName } from '../../../http/session-cookie.ts'
import { readShortCookie } from '../../../http/short-cookie.ts'
import { emailAddress } from '../../../identity/people/email-address.ts'
import { findKeptForm } from '../../../identity/sign-in/kept-forms.ts'
import { findProviderFor } from '../../../identity/sign-in/read-providers.ts'
import { type PersonToBe, readSignInChoices } from '../../../identity/sign-in/read-sign-in-choices.ts'
import { signOut } from '../../../identity/sign-in/sign-out.ts'
import { signInForDevelopment } from '../../../identity/sign-in/start-browser-session.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import { readFailure } from '../../forms/read-failure.ts'
import { localPath } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { browserOf, finishSignIn } from './finish-sign-in.ts'
import { askForLinkHere } from './link-routes.tsx'
import type { PersonChoice } from './person-picker.tsx'
import { sendToProvider } from './provider-routes.tsx'
import { SignInPage, type SignInView } from './sign-in-page.tsx'

export function signInRoutes(site: Site) {
  const { platform } = site
  const show = (c: Context<HttpEnv>, view: ShownSignIn, status?: 422) => showSignIn(site, c, view, status)
  return new Hono<HttpEnv>()
    .get('/signin', (c) => {
      const kept = c.req.query('kept') === 'lost' ? ('lost' as const) : undefined
      return show(c, { next: localPath(c.req.query('next'), '/home'), kept })
    })
    .post('/signin', async (c) => {
      const form = await readForm(c)
      const next = localPath(form.get('next') ?? undefined, '/home')
      const typed = { next, email: form.get('email') ?? '', isShared: form.get('shared') === 'yes' }
      const email = emailAddress.safeParse(typed.email)
      if (!email.success) {
        const { errors } = readFailure(await site.speechFor(c), email.error, () => 'email')
        return show(c, { ...typed, form: { errors } }, 422)
      }
      const provider = await findProviderFor(platform, email.data)
      if (provider) return sendToProvider(site, c, { ...typed, provider, email: email.data })
      return askForLinkHere(site, c, { ...typed, email: email.data })
    })
    .post(
      '/signin/demonstration',
      limitRate(platform, { name: 'sign-in', requests: 60, windowSeconds: 60 }),
      async (c) => {
        const form = await readForm(c)
        const next = localPath(form.get('next') ?? undefined, '/home')
        const personId = form.get('person')
        // As if the page were not there: a real server never says who has an account.
        if (!platform.config.developmentSignIn) throw new AppError('not-found', 'refused.noPage')
        if (!personId) return show(c, { next, form: { note: (await site.speechFor(c)).t('signIn.missing') } }, 422)
        const session = await signInForDevelopment(platform, personId, browserOf(c, platform, false))
        return finishSignIn(c, platform, { session, next })
      },
    )
    .post('/signout', async (c) => {
      const { actor } = c.var
      const secret = getCookie(c, sessionCookieName(platform.config))
      if (secret && actor.kind === 'person') await signOut(platform, actor, secret)
      clearSessionCookie(c, platform.config)
      return c.redirect('/', 303)
    })
}

export type ShownSignIn = Pick<SignInView, 'next'> & Partial<SignInView>

/** The page with all ways in that there are here. */
export async function showSignIn(site: Site, c: Context<HttpEnv>, view: ShownSignIn, status?: 422): Promise<Response> {
  const { platform } = site
  const { providers, people } = await readSignInChoices(platform)
  const speech = await site.speechFor(c)
  const secret = readShortCookie(c, platform.config, 'kept')
  const isKept = secret !== undefined && (await findKeptForm(platform, secret)) !== undefined
  const kept = view.kept ?? (isKept ? 'kept' : undefined)
  return site.page(
    c,
    <SignInPage view={{ ...view, providers, people: people?.map((person) => toChoice(speech, person)), kept }} />,
    status,
  )
}

const toChoice = ({ t }: Speech, { id, name, isAdministrator, roles }: PersonToBe): PersonChoice => ({
  id,
  name,
  roles: [
    ...roles.map(({ role, organization }) => `${t(`role.${role}`)}: ${organization}`),
    ...(isAdministrator ? [t('role.operator')] : []),
  ],
})
