import { createSpeech, type Locale, locales, type Speech } from './speech.ts'

/** Who listens, as far as the voice depends on it. */
export interface Listener {
  language: string | null
  timeZone: string | null
}

/** How pages talk to each person: in a language there is a catalogue of, with the times of their zone. */
export function createVoices(defaultTimeZone: string): (listener?: Listener) => Speech {
  const known = new Map<string, Speech>()
  return (listener) => {
    const locale = locales.find((one) => one === listener?.language) ?? usual
    const timeZone = listener?.timeZone ?? defaultTimeZone
    const key = `${locale} ${timeZone}`
    const voice = known.get(key) ?? createSpeech(locale, timeZone)
    // To make one takes longer than the whole page; few zones are in use at once.
    if (known.size >= 50) known.clear()
    known.set(key, voice)
    return voice
  }
}

const usual: Locale = 'en'
