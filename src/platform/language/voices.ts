import { LRUCache } from 'lru-cache'
import { acceptedLanguage } from './accepted-language.ts'
import type { Preferences } from './preferences.ts'
import { catalogs, createSpeech, english, type Speech } from './speech.ts'

/** Who listens, where that is known, and what their browser asks for (`Accept-Language`). */
export type VoiceFor = (listener?: Preferences, accepted?: string) => Speech

/** How pages talk to each person: in a language there is a catalog of, theirs or else their browser's, with the times of their zone. */
export function createVoices(defaultTimeZone: string, spoken = catalogs): VoiceFor {
  // To make one takes longer than the whole page; few zones are in use at once.
  const known = new LRUCache<string, Speech>({ max: 50 })
  const locales = spoken.map(({ locale }) => locale)
  return (listener, accepted) => {
    const wanted = locales.find((one) => one === listener?.language) ?? acceptedLanguage(accepted, locales)
    const catalog = spoken.find(({ locale }) => locale === wanted) ?? english
    const timeZone = listener?.timeZone ?? defaultTimeZone
    const key = `${catalog.locale} ${timeZone}`
    const spokenBefore = known.get(key)
    if (spokenBefore) return spokenBefore
    const voice = createSpeech(catalog, timeZone)
    known.set(key, voice)
    return voice
  }
}
