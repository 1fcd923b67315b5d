import type { Child } from 'hono/jsx'
import { IntlMessageFormat } from 'intl-messageformat'
import { type Locale, languages, regions } from './languages.ts'
import { type MessageKey, type Messages, messages } from './messages.ts'
import type { Preferences } from './preferences.ts'
import { rememberDates } from './remember-dates.ts'

/** How Signet talks in one language and one time zone: on pages, in mail, to programs and at the command line. */
export interface Speech {
  locale: Locale
  timeZone: string
  t(key: MessageKey, values?: Record<string, string | number>): string
  /** Like `t`, where a value is markup. */
  rich(key: MessageKey, values: Record<string, RichValue>): Child
  /** May 14, 2026 */
  day(date: Date): string
  /** The same for yyyy-mm-dd, which is one day in every time zone. */
  calendarDay(day: string): string
  /** May 14, 2026 (UTC): a day that a credential states is one for everybody, wherever they are. */
  recordDay(date: Date): string
  /** Nov 21, 2026, 5:31 PM EST */
  moment(date: Date): string
  number(value: number): string
}

/** A function gives markup to the words between tags of a message. */
export type RichValue = Child | ((words: Child[]) => Child)

/** For the `lang` of words that are not in the page's language. */
export const otherLanguage = (language: string, speech: Speech): string | undefined =>
  language === speech.locale ? undefined : language

/** In a language that Signet speaks, theirs if it is one, with the times of their zone. */
export const speakTo = ({ language, timeZone }: Preferences, defaultTimeZone: string): Speech =>
  createSpeech(catalogs.find(({ locale }) => locale === language) ?? english, timeZone ?? defaultTimeZone)

/** Nothing in it is put in, chosen, marked up or quoted. */
const isPlain = (message: string) => !/[{}<>']/.test(message)

/** What is said in one language, and what of it was read, by its text: to read a message takes as long as all else that is done for a mail. */
interface Catalog {
  locale: Locale
  region: string
  messages: Messages
  formats: Map<string, IntlMessageFormat>
}
const catalogOf = (locale: Locale): Catalog => ({
  locale,
  region: regions[locale],
  messages: messages[locale],
  formats: new Map(),
})
const english = catalogOf('en')
const catalogs: readonly Catalog[] = languages.map((locale) => (locale === 'en' ? english : catalogOf(locale)))

function createSpeech({ locale, region, messages, formats }: Catalog, timeZone: string): Speech {
  const day = onceAsked(() => rememberDates(new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone })))
  const dayInUtc = onceAsked(() =>
    rememberDates(new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' })),
  )
  const moment = onceAsked(() => rememberDates(new Intl.DateTimeFormat(region, { ...momentStyle, timeZone })))
  const numbers = onceAsked(() => new Intl.NumberFormat(region))

  function parse(key: MessageKey): IntlMessageFormat {
    const message = messages[key]
    const known = formats.get(message)
    if (known) return known
    const format = new IntlMessageFormat(message, region)
    formats.set(message, format)
    return format
  }

  const say: Speech['t'] = (key, values) =>
    values || !isPlain(messages[key]) ? String(parse(key).format(values ?? {})) : messages[key]

  return {
    locale,
    timeZone,
    t: say,
    // Parts that are neither text nor a value do not exist, so what comes out is what JSX takes as children.
    rich: (key, values) => parse(key).format<Child>(values as Record<string, Child>) as Child,
    day: (date) => day()(date),
    calendarDay: (day) => dayInUtc()(new Date(`${day}T00:00:00Z`)),
    recordDay: (date) => say('date.record', { day: dayInUtc()(date) }),
    moment: (date) => moment()(date),
    number: (value) => numbers().format(value),
  }
}

const momentStyle = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const

/** Few pages and mails need every way to write dates, and each takes longer to make than the rest of a mail. */
function onceAsked<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}
