import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { limitTries } from '../../../http/rate-limit.ts'
import { clearShortCookie, readShortCookie, setShortCookie } from '../../../http/short-cookie.ts'
import { emailAddress } from '../../../identity/people/email-address.ts'
import { authorizationMinutes, beginAuthorization } from '../../../identity/sign-in/begin-authorization.ts'
import { completeAuthorization, connectMinutes } from '../../../identity/sign-in/complete-authorization.ts'
import { connectIdentity, findIdentityToConnect } from '../../../identity/sign-in/connect-identity.ts'
import { describeProviderError } from '../../../identity/sign-in/provider-error.ts'
import { AppError } from '../../../platform/errors.ts'
import { localPath, requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { browserOf, finishSignIn } from './finish-sign-in.ts'
import {
  ConnectPage,
  ConnectQuestionPage,
  GoToProviderPage,
  ProviderFailedPage,
  ReturnLatePage,
  StrangerPage,
} from './provider-pages.tsx'

const quarter = 15 * 60
const authorizationsOfNetwork = { name: 'sign-in-leave', requests: 600, windowSeconds: quarter }
const authorizationsForProvider = { name: 'sign-in-provider', requests: 5000, windowSeconds: quarter }

export function providerRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .post('/signin/provider', async (c) => {
      const form = await readForm(c)
      const email = emailAddress.safeParse(form.get('email') ?? '')
      return sendToProvider(site, c, {
        provider: form.get('provider') ?? '',
        next: localPath(form.get('next') ?? undefined, '/home'),
        isShared: form.get('shared') === 'yes',
        ...(email.success && { email: email.data }),
      })
    })
    .get('/signin/callback', async (c, next) => {
      const binding = readShortCookie(c, platform.config, 'provider')
      // An administrator who tries settings comes back here too (providers/providers-routes.tsx).
      if (binding?.startsWith(trialMark)) return await next()
      try {
        const search = new URL(c.req.url).search
        const returned = await completeAuthorization(platform, { search, binding }, browserOf(c, platform, false))
        clearShortCookie(c, platform.config, 'provider')
        if (returned.kind === 'signed-in') return finishSignIn(c, platform, returned)
        if (returned.kind === 'stranger') return site.page(c, <StrangerPage name={returned.providerName} />)
        setShortCookie(c, platform.config, 'connecting', { value: returned.secret, minutes: connectMinutes })
        return site.page(c, <ConnectPage name={returned.providerName} />)
      } catch (error) {
        if (error instanceof AppError && error.code === 'gone') return site.page(c, <ReturnLatePage />)
        const upstream = describeProviderError(error)
        if (!upstream) throw error
        return site.page(c, <ProviderFailedPage message={upstream.message} />)
      }
    })
    .get('/signin/connect', requireViewer, async (c) => {
      const secret = readShortCookie(c, platform.config, 'connecting') ?? ''
      const found = await findIdentityToConnect(platform, requireActor(c), secret)
      if (!found) return site.page(c, <ReturnLatePage />)
      return site.page(c, <ConnectQuestionPage name={found.providerName} person={found.personName} />)
    })
    .post('/signin/connect', async (c) => {
      const actor = requireActor(c)
      const secret = readShortCookie(c, platform.config, 'connecting') ?? ''
      const isWanted = (await readForm(c)).get('decision') === 'yes'
      clearShortCookie(c, platform.config, 'connecting')
      if (isWanted) await connectIdentity(platform, actor, secret)
      return c.redirect('/home', 303)
    })
}

/** Cookies of a trial begin so. */
export const trialMark = 'trial.'

/**
 * A page that goes on by itself, and not an answer to the form that leads elsewhere: browsers hold those, through all
 * that a provider sends them on to, to the servers that `form-action` names.
 */
export async function sendToProvider(
  site: Site,
  c: Context<HttpEnv>,
  { provider, email, next, isShared }: { provider: string; email?: string; next: string; isShared: boolean },
): Promise<Response> {
  const { platform } = site
  await limitTries(platform, c, {
    network: authorizationsOfNetwork,
    thing: authorizationsForProvider,
    subject: provider,
  })
  try {
    const { url, binding, name } = await beginAuthorization(platform, { providerId: provider, email, next, isShared })
    setShortCookie(c, platform.config, 'provider', { value: binding, minutes: authorizationMinutes })
    return site.page(c, <GoToProviderPage name={name} url={url} />)
  } catch (error) {
    const upstream = describeProviderError(error)
    if (!upstream) throw error
    return site.page(c, <ProviderFailedPage message={upstream.message} />)
  }
}
