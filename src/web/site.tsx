import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { HttpEnv } from '../http/http-env.ts'
import { createSpeakers } from '../http/speech.ts'
import { mayWith } from '../identity/organizations/permissions.ts'
import { readOnlyRoot, readViewer } from '../identity/organizations/read-viewer.ts'
import type { Actor } from '../identity/people/actor.ts'
import type { Speech } from '../platform/language/speech.ts'
import type { Platform } from '../platform/platform.ts'
import { createKeptPages } from './kept-pages.ts'
import { type Viewer, type Visit, VisitContext } from './visit.tsx'

/** What all pages share: the platform, a voice, and how a page becomes an answer. */
export interface Site {
  platform: Platform
  /** For words that a handler chooses itself. */
  speechFor(c: Context<HttpEnv>): Promise<Speech>
  page(c: Context<HttpEnv>, content: Child, status?: 200 | 404 | 409 | 412 | 413 | 415 | 422 | 429): Promise<Response>
  /**
   * The same for a page that many strangers look at: it is written once for all who ask for the same. `about` is all that the
   * content says and depends on, in JSON. Whoever has signed in gets one of their own.
   */
  keptPage(c: Context<HttpEnv>, about: unknown, content: () => Child): Promise<Response>
}

export function openSite(platform: Platform): Site {
  const speakers = createSpeakers(platform)
  const pages = createKeptPages()
  const owner = rememberOwner(platform)

  async function visitOf(c: Context<HttpEnv>): Promise<Visit> {
    const viewer = await describeViewer(platform, c.get('actor'))
    const voice = speakers.to(c, viewer)
    c.header('Vary', 'Accept-Language, Cookie', { append: true })
    return { ...strangersVisit(platform.config, voice), viewer, brand: viewer?.district ?? (await owner()) }
  }

  return {
    platform,
    speechFor: speakers.toAsker,
    async page(c, content, status = 200) {
      return c.html(renderPage(content, await visitOf(c)), status)
    },
    async keptPage(c, about, content) {
      const visit = await visitOf(c)
      if (visit.viewer) return c.html(renderPage(content(), visit))
      const { locale, timeZone } = visit.speech
      const page = pages.write([locale, timeZone, visit.brand, about], () => renderPage(content(), visit))
      return c.body(page, 200, { 'Content-Type': 'text/html; charset=UTF-8' })
    },
  }
}

/** Every page says it, and it changes once in years: asked for once a minute. */
function rememberOwner(platform: Pick<Platform, 'db' | 'now'>): () => Promise<string | undefined> {
  let asked: { at: number; name: Promise<string | undefined> } | undefined
  return () => {
    const at = platform.now().getTime()
    if (!asked || Math.abs(at - asked.at) > 60_000) {
      const name = readOnlyRoot(platform)
      name.catch(() => {
        asked = undefined
      })
      asked = { at, name }
    }
    return asked.name
  }
}

export const strangersVisit = (config: Platform['config'], speech: Speech): Visit => ({
  speech,
  origin: config.origin,
  viewer: undefined,
  brand: undefined,
  signInPath: '/signin',
})

export const renderPage = (content: Child, visit: Visit): string =>
  `<!doctype html>${(<VisitContext.Provider value={visit}>{content}</VisitContext.Provider>).toString()}`

/** Undefined for anybody who has not signed in. */
export async function describeViewer(platform: Pick<Platform, 'db'>, actor: Actor): Promise<Viewer | undefined> {
  const known = await readViewer(platform, actor)
  if (!known) return undefined
  const { person, preferences, roles, district, unreadMessages } = known
  return {
    name: person.name,
    ...preferences,
    mayDefine: mayWith(roles, 'badge.define'),
    mayReview: mayWith(roles, 'submission.review'),
    mayIssue: mayWith(roles, 'award.issue'),
    mayListAwards: mayWith(roles, 'awards.list'),
    mayListSubmissions: mayWith(roles, 'submissions.list'),
    mayOversee: mayWith(roles, 'people.see') || person.isAdministrator,
    isAdministrator: person.isAdministrator,
    district,
    unreadMessages,
  }
}
