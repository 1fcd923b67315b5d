import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { readPreferences } from '../identity/organizations/read-viewer.ts'
import type { Config } from '../platform/config.ts'
import { acceptedLanguage } from '../platform/language/accepted-language.ts'
import { type Locale, languages } from '../platform/language/languages.ts'
import type { Preferences } from '../platform/language/preferences.ts'
import type { Speech } from '../platform/language/speech.ts'
import { createVoices } from '../platform/language/voices.ts'
import type { Platform } from '../platform/platform.ts'
import type { HttpEnv } from './http-env.ts'

export interface Speakers {
  /** For somebody whose preferences are known, or for a stranger. */
  to(c: Context<HttpEnv>, preferences: Preferences | undefined): Speech
  /** For whoever asks, who is looked up. */
  toAsker(c: Context<HttpEnv>): Promise<Speech>
}

/** How whoever asks is spoken to: as they or their organizations say, else as was chosen in this browser, else as it asks for. */
export function createSpeakers(platform: Pick<Platform, 'config' | 'db'>): Speakers {
  const voiceFor = createVoices(platform.config.defaultTimeZone)
  const to: Speakers['to'] = (c, preferences) => voiceFor(preferences, browserLanguage(c, platform.config))
  return { to, toAsker: async (c) => to(c, await readPreferences(platform, c.var.actor)) }
}

/** What was chosen in this browser, else what it asks for. */
export const browserLanguage = (c: Context, config: Config): Locale | undefined =>
  chosenLanguage(c, config) ?? acceptedLanguage(c.req.header('Accept-Language'), languages)

export const chosenLanguage = (c: Context, config: Config): Locale | undefined => {
  const chosen = getCookie(c, cookieName(config))
  return languages.find((one) => one === chosen)
}

export function chooseBrowserLanguage(c: Context, config: Config, language: Locale) {
  const attributes = { path: '/', httpOnly: true, secure: isHttps(config), sameSite: 'Lax' } as const
  setCookie(c, cookieName(config), language, { ...attributes, maxAge: daysKept * 86_400 })
}

const daysKept = 365
const isHttps = (config: Config) => config.origin.startsWith('https:')
const cookieName = (config: Config) => (isHttps(config) ? '__Host-language' : 'language')
