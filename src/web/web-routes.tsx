import { Hono } from 'hono'
import type { ErrorPage } from '../http/failures.ts'
import type { HttpEnv } from '../http/http-env.ts'
import { limitRate } from '../http/rate-limit.ts'
import { createSpeakers } from '../http/speech.ts'
import type { Platform } from '../platform/platform.ts'
import { reviewsRoutes } from './assessment/reviews/reviews-routes.tsx'
import { allSubmissionsRoutes } from './assessment/submissions/all-submissions-routes.tsx'
import { submissionsRoutes } from './assessment/submissions/submissions-routes.tsx'
import { awardsRoutes } from './credentials/awards/awards-routes.tsx'
import { bulkAwardsRoutes } from './credentials/bulk-awards/bulk-awards-routes.tsx'
import { credentialsRoutes } from './credentials/credentials/credentials-routes.tsx'
import { verifyRoutes } from './credentials/verify/verify-routes.tsx'
import { badgesRoutes } from './definitions/badges/badges-routes.tsx'
import { shareRoutes } from './definitions/badges/share-routes.tsx'
import { sharedBadgesRoutes } from './definitions/badges/shared-badges-routes.tsx'
import { catalogRoutes } from './definitions/catalog/catalog-routes.tsx'
import { ProblemView } from './failures/error-page.tsx'
import { formerAddressRoutes } from './former-addresses.ts'
import { homeRoutes } from './home/home-routes.tsx'
import { inboxRoutes } from './identity/inbox/inbox-routes.tsx'
import { unsubscribeRoutes } from './identity/inbox/unsubscribe-routes.tsx'
import { issuersRoutes } from './identity/issuers/issuers-routes.tsx'
import { accountRoutes } from './identity/me/account-routes.tsx'
import { meRoutes } from './identity/me/me-routes.tsx'
import { organizationsRoutes } from './identity/organizations/organizations-routes.tsx'
import { providersRoutes } from './identity/providers/providers-routes.tsx'
import { rostersRoutes } from './identity/rosters/rosters-routes.tsx'
import { keptFormRoutes, type Resend } from './identity/sign-in/kept-form-routes.tsx'
import { linkRoutes } from './identity/sign-in/link-routes.tsx'
import { passkeyRoutes } from './identity/sign-in/passkey-routes.tsx'
import { providerRoutes } from './identity/sign-in/provider-routes.tsx'
import { sessionsRoutes } from './identity/sign-in/sessions-routes.tsx'
import { signInRoutes } from './identity/sign-in/sign-in-routes.tsx'
import { informationRoutes } from './information/information-routes.tsx'
import { languageRoutes } from './information/language-routes.ts'
import { adminRoutes } from './operations/admin/admin-routes.tsx'
import { auditRoutes } from './operations/admin/audit-routes.tsx'
import { setUpRoutes } from './operations/set-up/set-up-routes.tsx'
import { describeViewer, openSite, renderPage, strangersVisit } from './site.tsx'

/** All pages. Those that share an address with data let other clients through to it (see createApp). */
export function webRoutes(platform: Platform, resend: Resend) {
  const site = openSite(platform)
  const limitForms = limitRate(platform, { name: 'page-form', requests: 300, windowSeconds: 60 })
  return new Hono<HttpEnv>()
    .use((c, next) => (c.req.method === 'POST' ? limitForms(c, next) : next()))
    .route('/', formerAddressRoutes())
    .route('/', homeRoutes(site))
    .route('/', inboxRoutes(site))
    .route('/', unsubscribeRoutes(site))
    .route('/', setUpRoutes(site))
    .route('/', auditRoutes(site))
    .route('/', rostersRoutes(site))
    .route('/', adminRoutes(site))
    .route('/', verifyRoutes(site))
    .route('/', credentialsRoutes(site))
    .route('/', catalogRoutes(site))
    .route('/', issuersRoutes(site))
    .route('/', organizationsRoutes(site))
    .route('/', informationRoutes(site))
    .route('/', languageRoutes(site))
    .route('/', signInRoutes(site))
    .route('/', linkRoutes(site))
    .route('/', providerRoutes(site))
    .route('/', passkeyRoutes(site))
    .route('/', keptFormRoutes(site, resend))
    .route('/', meRoutes(site))
    .route('/', accountRoutes(site))
    .route('/', sessionsRoutes(site))
    .route('/', providersRoutes(site))
    .route('/', sharedBadgesRoutes(site))
    .route('/', badgesRoutes(site))
    .route('/', shareRoutes(site))
    .route('/', submissionsRoutes(site))
    .route('/', allSubmissionsRoutes(site))
    .route('/', reviewsRoutes(site))
    .route('/', bulkAwardsRoutes(site))
    .route('/', awardsRoutes(site))
}

/** The page of every failure, for `answerFailures`. */
export function createErrorPage(platform: Pick<Platform, 'config' | 'db'>): ErrorPage {
  const { config } = platform
  const speakers = createSpeakers(platform)
  return async (problem, c) => {
    // Where the fault is ours, nothing more is asked of the database for the sake of a menu.
    const actor = problem.status < 500 ? c.var.actor : undefined
    const viewer = actor && (await describeViewer(platform, actor))
    const voice = speakers.to(c, viewer)
    return renderPage(<ProblemView problem={problem} />, { ...strangersVisit(config, voice), viewer })
  }
}
