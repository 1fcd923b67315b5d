import { IntlMessageFormat } from 'intl-messageformat'
import type { Finding, VerificationReport } from '../../openbadges/index.ts'
import {
  unknownSigner,
  type VerdictWords,
  verdictMessages,
  verdictMessagesSpanish,
} from '../../platform/language/en/verdicts.ts'
import { rememberDates } from '../../platform/language/remember-dates.ts'
import type { LedgerFacts } from './ledger-facts.ts'

export type VerdictLocale = 'en' | 'es'

/** The headline and the sentence of a report, for programs and the command line. Names and reasons come without line breaks. */
export type VerdictText = (
  report: VerificationReport,
  options?: { ledger?: LedgerFacts | undefined; locale?: VerdictLocale },
) => VerdictWords

/** What it needs of a language is made once, when it is first asked for. */
export function createVerdictText(): VerdictText {
  const voices = new Map<VerdictLocale, Voice>()
  return (report, { ledger, locale = 'en' } = {}) => {
    const voice = voices.get(locale) ?? createVoice(locale)
    voices.set(locale, voice)
    const { headline, sentence } = voice.formats(report.finding)
    const values = valuesOf(report, ledger, { locale, day: voice.day })
    return { headline: String(headline.format(values)), sentence: String(sentence.format(values)) }
  }
}

const regions = { en: 'en-US', es: 'es-US' } as const
const unknownDate = { en: 'an unknown day', es: 'un día desconocido' } as const

interface Voice {
  day: (date: Date) => string
  formats(finding: Finding): Record<keyof VerdictWords, IntlMessageFormat>
}

function createVoice(locale: VerdictLocale): Voice {
  const messages = locale === 'es' ? verdictMessagesSpanish : verdictMessages
  const parsed = new Map<Finding, ReturnType<Voice['formats']>>()
  const parse = (message: string) => new IntlMessageFormat(message, regions[locale])
  return {
    day: rememberDates(new Intl.DateTimeFormat(regions[locale], { dateStyle: 'long', timeZone: 'UTC' })),
    formats(finding) {
      const { headline, sentence } = messages[finding]
      const formats = parsed.get(finding) ?? { headline: parse(headline), sentence: parse(sentence) }
      parsed.set(finding, formats)
      return formats
    },
  }
}

function valuesOf(
  report: VerificationReport,
  ledger: LedgerFacts | undefined,
  { locale, day }: { locale: VerdictLocale; day: Voice['day'] },
) {
  const date = dateOf(report, ledger)
  const recipient = oneLine(report.summary.recipientName)
  const reason = oneLine(ledger?.publicReason).replace(/[.!?]+$/, '')
  return {
    issuer: oneLine(ledger?.issuerName ?? report.issuer.domain) || unknownSigner[locale],
    domain: oneLine(report.issuer.domain ?? report.issuer.id),
    date: date ? day(date) : unknownDate[locale],
    hasDate: date ? 'yes' : 'no',
    recipient,
    hasRecipient: recipient === '' ? 'no' : 'yes',
    reason,
    hasReason: reason === '' ? 'no' : 'yes',
  }
}

function dateOf({ finding, summary }: VerificationReport, ledger: LedgerFacts | undefined): Date | undefined {
  if (finding === 'revoked') return ledger?.revokedAt
  if (finding === 'expired') return readDate(summary.validUntil)
  if (finding === 'not-yet-valid') return readDate(summary.validFrom)
  return readDate(summary.awardedAt ?? summary.validFrom)
}

function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** A name must not be able to write lines of its own, nor turn the reading direction of what follows. */
const oneLine = (text = '') => (isPlain.test(text) ? text : text.replace(linesAndTurns, ' ')).trim()

/** Most names are, and to look for the others takes longer. */
const isPlain = /^[\x20-\x7e]*$/
const linesAndTurns = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
