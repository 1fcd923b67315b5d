import { LRUCache } from 'lru-cache'
import { type Locale, languages } from './languages.ts'
import type { Preferences } from './preferences.ts'
import { type Speech, speakTo } from './speech.ts'

/** Whom we speak to, where that is known, and what their browser wants. */
export type VoiceFor = (preferences?: Preferences, wanted?: Locale) => Speech

/** How we talk to each person: in their language or else their browser's, with the times of their zone. */
export function createVoices(defaultTimeZone: string): VoiceFor {
  // To make one takes longer than the whole page; few zones are in use at once.
  const known = new LRUCache<string, Speech>({ max: 50 })
  return (preferences, wanted) => {
    const language = languages.find((one) => one === preferences?.language) ?? wanted ?? languages[0]
    const timeZone = preferences?.timeZone ?? defaultTimeZone
    const key = `${language} ${timeZone}`
    const spokenBefore = known.get(key)
    if (spokenBefore) return spokenBefore
    const voice = speakTo({ language, timeZone }, defaultTimeZone)
    known.set(key, voice)
    return voice
  }
}
