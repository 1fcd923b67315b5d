import type { Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { likelyPaths } from '../platform/tidy-address.ts'
import type { HttpEnv } from './http-env.ts'
import { prefersHtml } from './negotiate.ts'
import { type Problem, problemJson, toProblem } from './problem.ts'
import { createSpeakers } from './speech.ts'

/** The page of an error, as whole HTML. */
export type ErrorPage = (problem: Problem, c: Context<HttpEnv>) => string | Promise<string>

/** Makes every failure one answer: problem details for programs, a page for browsers. */
export function answerFailures(
  app: Hono<HttpEnv>,
  platform: Pick<Platform, 'config' | 'db' | 'log'>,
  errorPage: ErrorPage,
) {
  const speakers = createSpeakers(platform)
  async function sayTo(c: Context<HttpEnv>, failure: unknown): Promise<Problem> {
    const problem = toProblem(failure, c.var.requestId, speakers.to(c, undefined))
    // Where the fault is ours, nothing more is asked of the database for the sake of words.
    if (problem.status >= 500 || c.var.actor?.kind !== 'person') return problem
    return toProblem(failure, c.var.requestId, await speakers.toAsker(c))
  }

  app.onError(async (error, c) => {
    const failure = error instanceof HTTPException ? fromHono(error) : error
    const meant = failure instanceof AppError && failure.code === 'not-found' ? meantPath(app, c) : undefined
    if (meant !== undefined) return c.redirect(meant, 302)
    const problem = await sayTo(c, failure)
    if (problem.code === 'internal') platform.log(toLogEntry(error, c.var.requestId, c.req.method))
    const response = prefersHtml(c)
      ? c.html(await errorPage(problem, c), { status: problem.status })
      : problemJson(c, platform.config, problem)
    if (problem.retryAfterSeconds !== undefined) response.headers.set('Retry-After', String(problem.retryAfterSeconds))
    if (problem.code === 'unauthenticated') response.headers.set('WWW-Authenticate', 'Bearer')
    if (problem.code === 'method-not-allowed') response.headers.set('Allow', methodsOf(app, c.req.path).join(', '))
    return response
  })

  app.notFound((c) => {
    const methods = methodsOf(app, c.req.path)
    if (methods.length > 0) {
      // The page after a form that was refused stands at an address for forms: whoever loads it again, or chose another language there.
      const page = c.req.method === 'GET' && prefersHtml(c) ? pageAbove(app, c.req.path) : undefined
      if (page !== undefined) return c.redirect(page, 303)
      throw new AppError('method-not-allowed', 'refused.methodHere', { method: c.req.method })
    }
    throw new AppError('not-found', 'refused.nothingHere')
  })
}

function methodsOf(app: Hono<HttpEnv>, path: string): string[] {
  return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
    // Middleware is registered under ALL and says nothing about what a path is for.
    app.router.match(method, path)[0].some(([[, route]]) => route.method !== 'ALL'),
  )
}

/** Where a mistyped address of ours may have been meant to lead. */
function meantPath(app: Hono<HttpEnv>, c: Context<HttpEnv>): string | undefined {
  if (!['GET', 'HEAD'].includes(c.req.method)) return undefined
  const path = likelyPaths(c.req.path).find((one) => methodsOf(app, one).includes('GET'))
  return path && path + new URL(c.req.url).search
}

/** The nearest page above an address. */
function pageAbove(app: Hono<HttpEnv>, path: string): string | undefined {
  const above = path.slice(0, path.lastIndexOf('/'))
  if (above === '') return undefined
  return methodsOf(app, above).includes('GET') ? above : pageAbove(app, above)
}

const fromHono = (error: HTTPException) => new AppError('bad-request', 'refused.notUnderstood', {}, { cause: error })

/** Names and places only: a message can quote what a person sent, and a database's quotes its parameters. */
function toLogEntry(error: unknown, requestId: string, method: string) {
  const chain: string[] = []
  for (let at = error; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at.name)
  const places = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  const where = places
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ')
  return { level: 'error', event: 'request.failed', requestId, method, error: chain.join(' < '), where } as const
}
