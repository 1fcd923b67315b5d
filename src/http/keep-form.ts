import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { findPersonOfEndedSession } from '../identity/people/sessions.ts'
import { keepForm, keptMinutes } from '../identity/sign-in/kept-forms.ts'
import { AppError } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { readBody } from './body.ts'
import type { HttpEnv } from './http-env.ts'
import { prefersHtml } from './negotiate.ts'
import { refererPath } from './referer.ts'
import { sessionCookieName } from './session-cookie.ts'
import { setShortCookie } from './short-cookie.ts'

type Keeping = Pick<Platform, 'config' | 'db' | 'now' | 'randomBytes' | 'sealer' | 'sha256'>

/** Loses nothing that was typed: a form that was sent after the session had ended waits until its sender is back. */
export function keepForms(platform: Keeping): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    if (c.req.method !== 'POST' || !isUnauthenticated(c.error) || !prefersHtml(c)) return
    const secret = getCookie(c, sessionCookieName(platform.config))
    const personId = secret === undefined ? undefined : await findPersonOfEndedSession(platform, secret)
    if (personId === undefined) return
    // Where the form came from shows the same again; what it was sent to may answer POST alone.
    const back = encodeURIComponent(refererPath(c, platform.config) ?? '/home')
    const kept = await keep(platform, c, personId)
    const location = `/signin?next=${back}${kept === undefined ? '&kept=lost' : ''}`
    // First nothing, or Hono would carry over what the failure's answer said.
    c.res = undefined
    c.res = new Response(null, { status: 303, headers: { location } })
    if (kept !== undefined) setShortCookie(c, platform.config, 'kept', { value: kept, minutes: keptMinutes })
  }
}

/** The secret that opens it again; undefined for what can't be kept. */
async function keep(platform: Keeping, c: Context<HttpEnv>, personId: string): Promise<string | undefined> {
  const isPlainForm = /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(c.req.header('Content-Type') ?? '')
  if (!isPlainForm) return undefined
  const { pathname, search } = new URL(c.req.url)
  const body = new TextDecoder().decode(await readBody(c))
  return await keepForm(platform, personId, { path: pathname + search, body })
}

const isUnauthenticated = (error: unknown) => error instanceof AppError && error.code === 'unauthenticated'
