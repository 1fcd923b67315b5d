import { Hono, type MiddlewareHandler } from 'hono'
import { reviewRoutes } from '../api/assessment/review-routes.ts'
import { submissionRoutes } from '../api/assessment/submission-routes.ts'
import { awardRoutes } from '../api/credentials/award-routes.ts'
import { bulkAwardBytes, bulkAwardRoutes } from '../api/credentials/bulk-award-routes.ts'
import { credentialFileRoutes, publicRoutes } from '../api/credentials/public-routes.ts'
import { verifyRoutes } from '../api/credentials/verify-routes.ts'
import { artworkRoutes } from '../api/definitions/artwork-routes.ts'
import { badgeRoutes } from '../api/definitions/badge-routes.ts'
import { issuerRoutes } from '../api/identity/issuer-routes.ts'
import { organizationRoutes } from '../api/identity/organization-routes.ts'
import { personRoutes } from '../api/identity/person-routes.ts'
import { rosterRoutes } from '../api/identity/roster-routes.ts'
import { healthRoutes } from '../api/operations/health-routes.ts'
import { knowActor } from '../http/actor.ts'
import { limitBody, maxBody } from '../http/body.ts'
import { answerFailures } from '../http/failures.ts'
import { onlyKnownMethods, onlyOurHost, onlyOurPages } from '../http/guards.ts'
import { securityHeaders } from '../http/headers.ts'
import type { HttpEnv } from '../http/http-env.ts'
import { answerOnce } from '../http/idempotency.ts'
import { keepForms } from '../http/keep-form.ts'
import { limitRate } from '../http/rate-limit.ts'
import { toBase64url } from '../platform/encoding.ts'
import type { Platform } from '../platform/platform.ts'
import type { Resend } from '../web/identity/sign-in/kept-form-routes.tsx'
import { createErrorPage, webRoutes } from '../web/web-routes.tsx'

/**
 * The whole server as one function from request to response, the same on Node, on Workers and in tests.
 *
 * Every router is a function `…Routes(platform)` that returns a Hono, and is mounted here once:
 * - `api…` under /api/v1 answers JSON only.
 * - web pages and the public data share URLs such as /c/:id. The pages come first, their handlers wrapped in
 *   `forBrowsers` (http/negotiate.ts); whoever does not prefer HTML falls through to the data, mounted after them.
 * Failures rise as AppError, OpenBadgeError or ZodError from anywhere and become answers in http/failures.ts.
 */
export function createApp(platform: Platform): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  answerFailures(app, platform, createErrorPage(platform))

  app.use(async (c, next) => {
    c.set('requestId', `req_${toBase64url(platform.randomBytes(16))}`)
    await next()
  })
  app.use(securityHeaders(platform.config))
  app.use(onlyKnownMethods)
  // Whoever watches over a process asks it by its address, so this comes before the question for whom it answers.
  app.route('/', healthRoutes(platform))
  app.use(onlyOurHost(platform))
  app.use(onlyOurPages(platform.config))
  app.use(limitBody)
  app.use(keepForms(platform))
  app.use(knowActor(platform))

  app.route('/api/v1', apiRoutes(platform))
  app.route(
    '/',
    pagesAndPublicData(platform, (request, env) => app.fetch(request, env)),
  )
  return app
}

function apiRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .use(limitWrites(platform))
    .use('/awards/bulk', maxBody(bulkAwardBytes))
    .use(answerOnce(platform))
    .route('/', personRoutes(platform))
    .route('/', organizationRoutes(platform))
    .route('/', issuerRoutes(platform))
    .route('/', badgeRoutes(platform))
    .route('/', verifyRoutes(platform))
    .route('/', submissionRoutes(platform))
    .route('/', reviewRoutes(platform))
    .route('/', bulkAwardRoutes(platform))
    .route('/', awardRoutes(platform))
    .route('/', rosterRoutes(platform))
}

function pagesAndPublicData(platform: Platform, resend: Resend) {
  return new Hono<HttpEnv>()
    .route('/', artworkRoutes(platform))
    .route('/', credentialFileRoutes(platform))
    .route('/', webRoutes(platform, resend))
    .route('/', publicRoutes(platform))
}

function limitWrites(platform: Platform): MiddlewareHandler<HttpEnv> {
  const limit = limitRate(platform, {
    name: 'api-write',
    requests: platform.config.apiWritesPerMinute,
    windowSeconds: 60,
  })
  return (c, next) => (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) ? next() : limit(c, next))
}
