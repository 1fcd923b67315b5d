import type { Child } from 'hono/jsx'
import { IntlMessageFormat } from 'intl-messageformat'
import { type Locale, languages, regions } from './languages.ts'
import { type MessageKey, type Messages, messages } from './messages.ts'
import { rememberDates } from './remember-dates.ts'

/** How Signet talks in one language and one time zone. */
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

/** What is said in one language. */
export interface Catalog {
  locale: Locale
  region: string
  messages: Messages
}
const catalogOf = (locale: Locale): Catalog => ({ locale, region: regions[locale], messages: messages[locale] })
export const english = catalogOf('en')
export const catalogs: readonly Catalog[] = languages.map(catalogOf)

/** A function gives markup to the words between tags of a message. */
export type RichValue = Child | ((words: Child[]) => Child)

/** For the `lang` of words that are not in the page's language. */
export const otherLanguage = (language: string, speech: Speech): string | undefined =>
  language === speech.locale ? undefined : language

/** Nothing in it is put in, chosen, marked up or quoted. */
const isPlain = (message: string) => !/[{}<>']/.test(message)

export function createSpeech({ locale, region, messages }: Catalog, timeZone: string): Speech {
  const parsed = new Map<string, IntlMessageFormat>()
  const day = rememberDates(new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone }))
  const daysInUtc = rememberDates(new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' }))
  const moment = rememberDates(
    new Intl.DateTimeFormat(region, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    }),
  )
  const numbers = new Intl.NumberFormat(region)

  function parse(message: string): IntlMessageFormat {
    const known = parsed.get(message)
    if (known) return known
    const format = new IntlMessageFormat(message, region)
    parsed.set(message, format)
    return format
  }
  const format = (message: string, values: Record<string, string | number>) => String(parse(message).format(values))
  // Parts that are neither text nor a value do not exist, so what comes out is what JSX takes as children.
  const formatRich = (message: string, values: Record<string, RichValue>) =>
    parse(message).format<Child>(values as Record<string, Child>) as Child

  return {
    locale,
    timeZone,
    t: (key, values) => (values || !isPlain(messages[key]) ? format(messages[key], values ?? {}) : messages[key]),
    rich: (key, values) => formatRich(messages[key], values),
    day,
    calendarDay: (day) => daysInUtc(new Date(`${day}T00:00:00Z`)),
    recordDay: (date) => format(messages['date.record'], { day: daysInUtc(date) }),
    moment,
    number: (value) => numbers.format(value),
  }
}
