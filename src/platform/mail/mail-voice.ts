import { IntlMessageFormat } from 'intl-messageformat'
import { type WordKey, type Words, wordsEn } from '../language/en/mail.ts'
import { wordsEs } from '../language/es/mail.ts'

/** Whom a mail is for, as far as its words depend on it. */
export interface Addressee {
  id: string
  name: string
  email: string
  language: string | null
  timeZone: string | null
}

/** How mail talks to one person: in a language that there are words in, and with the days of their time zone. */
export interface MailVoice {
  /** BCP 47. */
  language: string
  t(key: WordKey, values?: Record<string, string | number>): string
  /** May 14, 2026 */
  day(date: Date): string
}

export function speakTo({ language, timeZone }: Addressee, defaultTimeZone: string): MailVoice {
  const spoken = catalogs.get(language ?? 'en') ?? english
  return {
    language: spoken.language,
    t: (key, values = {}) => String(formatOf(spoken, key).format(values)),
    day: (date) =>
      new Intl.DateTimeFormat(spoken.region, { dateStyle: 'long', timeZone: timeZone ?? defaultTimeZone }).format(date),
  }
}

/** Read once: reading takes as long as all else that is done for a mail. */
function formatOf({ region, words, formats }: Catalog, key: WordKey): IntlMessageFormat {
  const known = formats.get(key)
  if (known) return known
  const format = new IntlMessageFormat(words[key], region)
  formats.set(key, format)
  return format
}

interface Catalog {
  language: string
  region: string
  words: Words
  formats: Map<WordKey, IntlMessageFormat>
}
const english: Catalog = { language: 'en', region: 'en-US', words: wordsEn, formats: new Map() }
const catalogs: ReadonlyMap<string, Catalog> = new Map([
  ['en', english],
  ['es', { language: 'es', region: 'es-US', words: wordsEs, formats: new Map() }],
])
