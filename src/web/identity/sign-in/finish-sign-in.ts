import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { HttpEnv } from '../../../http/http-env.ts'
import { sessionCookieName, setSessionCookie } from '../../../http/session-cookie.ts'
import { clearShortCookie, readShortCookie } from '../../../http/short-cookie.ts'
import { chosenLanguage } from '../../../http/speech.ts'
import type { StartedSession } from '../../../identity/people/sessions.ts'
import { describeUserAgent } from '../../../identity/people/user-agent.ts'
import type { SignInBrowser } from '../../../identity/sign-in/start-browser-session.ts'
import type { Platform } from '../../../platform/platform.ts'

/** The browser that a request comes from. */
export function browserOf(c: Context<HttpEnv>, { config }: Pick<Platform, 'config'>, isShared: boolean): SignInBrowser {
  return {
    agent: describeUserAgent(c.req.header('User-Agent')),
    isShared,
    formerSecret: getCookie(c, sessionCookieName(config)),
    language: chosenLanguage(c, config),
  }
}

/** Whoever is in goes on to where they were going; to what they were sending when their session ended, if there is such a thing. */
export function finishSignIn(
  c: Context<HttpEnv>,
  platform: Pick<Platform, 'config' | 'now'>,
  { session, next }: { session: StartedSession; next: string },
): Response {
  setSessionCookie(c, platform, session)
  clearShortCookie(c, platform.config, 'signing-in')
  const hasKept = readShortCookie(c, platform.config, 'kept') !== undefined
  return c.redirect(hasKept ? `/signin/kept?next=${encodeURIComponent(next)}` : next, 303)
}
