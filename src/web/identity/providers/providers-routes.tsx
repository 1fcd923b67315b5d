import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { clearShortCookie, readShortCookie, setShortCookie } from '../../../http/short-cookie.ts'
import { authorizationMinutes } from '../../../identity/sign-in/begin-authorization.ts'
import { redirectUri } from '../../../identity/sign-in/openid.ts'
import { describeProviderError } from '../../../identity/sign-in/provider-error.ts'
import { readProvider, readProviders } from '../../../identity/sign-in/read-providers.ts'
import {
  completeTrial,
  saveTriedProvider,
  switchProvider,
  tryProvider,
} from '../../../identity/sign-in/try-provider.ts'
import { AppError } from '../../../platform/errors.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { GoToProviderPage, ReturnLatePage } from '../sign-in/provider-pages.tsx'
import { trialMark } from '../sign-in/provider-routes.tsx'
import { EditProviderPage } from './edit-provider-page.tsx'
import { type TypedProvider, typedOf, typedProvider } from './provider-form.ts'
import { ProvidersPage } from './providers-page.tsx'
import { TrialFailedPage, TrialPage } from './trial-pages.tsx'

export function providersRoutes(site: Site) {
  const { platform } = site
  const list = async (c: Context<HttpEnv>, problem: { typed?: TypedProvider; failure?: FormFailure } = {}) => {
    const known = await readProviders(platform, requireActor(c))
    const view = { ...known, redirect: redirectUri(platform), isSaved: c.req.query('saved') === 'yes' }
    return site.page(c, <ProvidersPage {...view} {...problem} />, problem.failure?.status)
  }
  const fail = (c: Context<HttpEnv>, error: unknown) => {
    const upstream = describeProviderError(error)
    if (!upstream) throw error
    return site.page(c, <TrialFailedPage upstream={upstream} redirect={redirectUri(platform)} />)
  }
  return new Hono<HttpEnv>()
    .get('/admin/sso', requireViewer, (c) => list(c))
    .get('/admin/sso/:id', requireViewer, async (c) => {
      const known = await readProvider(platform, requireActor(c), c.req.param('id'))
      return site.page(c, <EditProviderPage {...known} />)
    })
    .post('/admin/sso/test', async (c) => {
      const actor = requireActor(c)
      const form = await readForm(c)
      try {
        const { url, binding } = await tryProvider(platform, actor, typedProvider(form))
        setShortCookie(c, platform.config, 'provider', {
          value: `${trialMark}${binding}`,
          minutes: authorizationMinutes,
        })
        return site.page(c, <GoToProviderPage name={form.get('name') ?? ''} url={url} />)
      } catch (error) {
        if (describeProviderError(error)) return fail(c, error)
        const failure = readFailure(await site.speechFor(c), error, (path) => path.replace('settings.', ''))
        const id = form.get('provider')
        if (!id) return list(c, { typed: typedOf(form), failure })
        const view = { ...(await readProvider(platform, actor, id)), typed: typedOf(form), failure }
        return site.page(c, <EditProviderPage {...view} />, failure.status)
      }
    })
    .get('/signin/callback', requireViewer, async (c) => {
      const binding = readShortCookie(c, platform.config, 'provider')?.slice(trialMark.length)
      const { search } = new URL(c.req.url)
      try {
        const trial = await completeTrial(platform, requireActor(c), { search, binding })
        clearShortCookie(c, platform.config, 'provider')
        c.header('Cache-Control', 'no-store')
        return site.page(c, <TrialPage trial={trial} />)
      } catch (error) {
        if (error instanceof AppError && error.code === 'gone') return site.page(c, <ReturnLatePage />)
        return fail(c, error)
      }
    })
    .post('/admin/sso/save', async (c) => {
      await saveTriedProvider(platform, requireActor(c), (await readForm(c)).get('secret') ?? '')
      return c.redirect('/admin/sso?saved=yes', 303)
    })
    .post('/admin/sso/:id/switch', async (c) => {
      const isOn = (await readForm(c)).get('to') === 'on'
      await switchProvider(platform, requireActor(c), c.req.param('id'), { isOn })
      return c.redirect('/admin/sso', 303)
    })
}
