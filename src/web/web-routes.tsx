import { Hono } from 'hono'
import type { ErrorPage } from '../http/failures.ts'
import type { HttpEnv } from '../http/http-env.ts'
import { limitRate } from '../http/rate-limit.ts'
import type { Platform } from '../platform.ts'
import { achievementsRoutes } from './achievements/achievements-routes.tsx'
import { adminRoutes } from './admin/admin-routes.tsx'
import { auditRoutes } from './admin/audit-routes.tsx'
import { awardsRoutes } from './awards/awards-routes.tsx'
import { badgesRoutes } from './badges/badges-routes.tsx'
import { shareRoutes } from './badges/share-routes.tsx'
import { sharedRoutes } from './badges/shared-routes.tsx'
import { bulkRoutes } from './bulk/bulk-routes.tsx'
import { credentialsRoutes } from './credentials/credentials-routes.tsx'
import { ProblemView } from './failures/error-page.tsx'
import { homeRoutes } from './home/home-routes.tsx'
import { inboxRoutes } from './inbox/inbox-routes.tsx'
import { unsubscribeRoutes } from './inbox/unsubscribe-routes.tsx'
import { informationRoutes } from './information/information-routes.tsx'
import { issuersRoutes } from './issuers/issuers-routes.tsx'
import { accountPagesRoutes } from './me/account-pages-routes.tsx'
import { meRoutes } from './me/me-routes.tsx'
import { organisationsRoutes } from './organisations/organisations-routes.tsx'
import { reviewRoutes } from './review/review-routes.tsx'
import { rostersRoutes } from './rosters/rosters-routes.tsx'
import { setupRoutes } from './setup/setup-routes.tsx'
import { keptFormRoutes, type Resend } from './signin/kept-form-routes.tsx'
import { linkRoutes } from './signin/link-routes.tsx'
import { passkeyRoutes } from './signin/passkey-routes.tsx'
import { providerRoutes } from './signin/provider-routes.tsx'
import { sessionsRoutes } from './signin/sessions-routes.tsx'
import { signInRoutes } from './signin/signin-routes.tsx'
import { describeViewer, openSite, renderPage, strangersVisit } from './site.tsx'
import { ssoRoutes } from './sso/sso-routes.tsx'
import { createVoices } from './text/voices.ts'
import { verifyRoutes } from './verify/verify-routes.tsx'
import { workRoutes } from './work/work-routes.tsx'

/** All pages. Those that share an address with data let other clients through to it (see createApp). */
export function webRoutes(platform: Platform, resend: Resend) {
  const site = openSite(platform)
  const limitForms = limitRate(platform, { name: 'page-form', requests: 300, windowSeconds: 60 })
  return new Hono<HttpEnv>()
    .use((c, next) => (c.req.method === 'POST' ? limitForms(c, next) : next()))
    .route('/', homeRoutes(site))
    .route('/', inboxRoutes(site))
    .route('/', unsubscribeRoutes(site))
    .route('/', setupRoutes(site))
    .route('/', auditRoutes(site))
    .route('/', rostersRoutes(site))
    .route('/', adminRoutes(site))
    .route('/', verifyRoutes(site))
    .route('/', credentialsRoutes(site))
    .route('/', achievementsRoutes(site))
    .route('/', issuersRoutes(site))
    .route('/', organisationsRoutes(site))
    .route('/', informationRoutes(site))
    .route('/', signInRoutes(site))
    .route('/', linkRoutes(site))
    .route('/', providerRoutes(site))
    .route('/', passkeyRoutes(site))
    .route('/', keptFormRoutes(site, resend))
    .route('/', meRoutes(site))
    .route('/', accountPagesRoutes(site))
    .route('/', sessionsRoutes(site))
    .route('/', ssoRoutes(site))
    .route('/', sharedRoutes(site))
    .route('/', badgesRoutes(site))
    .route('/', shareRoutes(site))
    .route('/', workRoutes(site))
    .route('/', reviewRoutes(site))
    .route('/', bulkRoutes(site))
    .route('/', awardsRoutes(site))
}

/** The page of every failure, for `answerFailures`. */
export function createErrorPage(platform: Pick<Platform, 'config' | 'db'>): ErrorPage {
  const { config } = platform
  const voiceFor = createVoices(config.defaultTimeZone)
  return async (problem, c) => {
    // Where the fault is ours, nothing more is asked of the database for the sake of a menu.
    const actor = problem.status < 500 ? c.var.actor : undefined
    const viewer = actor && (await describeViewer(platform, actor))
    const voice = voiceFor(viewer, c.req.header('Accept-Language'))
    return renderPage(<ProblemView problem={problem} />, { ...strangersVisit(config, voice), viewer })
  }
}
