import { IntlMessageFormat } from 'intl-messageformat'
import type { VerificationReport } from '../openbadges/index.ts'
import type { LedgerFacts } from './ledger-facts.ts'
import { unknownSigner, type VerdictWords, verdictMessages, verdictMessagesSpanish } from './verdict-words.ts'

export type VerdictLocale = 'en' | 'es'

/** The headline and the sentence of a report, for programs and the command line. Names and reasons come without line breaks. */
export function verdictText(
  report: VerificationReport,
  { ledger, locale = 'en' }: { ledger?: LedgerFacts | undefined; locale?: VerdictLocale } = {},
): VerdictWords {
  const { headline, sentence } = (locale === 'es' ? verdictMessagesSpanish : verdictMessages)[report.finding]
  const values = valuesOf(report, ledger, locale)
  const format = (message: string) => String(new IntlMessageFormat(message, regions[locale]).format(values))
  return { headline: format(headline), sentence: format(sentence) }
}

const regions = { en: 'en-US', es: 'es-US' } as const
const unknownDate = { en: 'an unknown day', es: 'un día desconocido' } as const

function valuesOf(report: VerificationReport, ledger: LedgerFacts | undefined, locale: VerdictLocale) {
  const date = dateOf(report, ledger)
  const days = new Intl.DateTimeFormat(regions[locale], { dateStyle: 'long', timeZone: 'UTC' })
  const recipient = oneLine(report.summary.recipientName)
  const reason = oneLine(ledger?.publicReason).replace(/[.!?]+$/, '')
  return {
    issuer: oneLine(ledger?.issuerName ?? report.issuer.domain) || unknownSigner[locale],
    domain: oneLine(report.issuer.domain ?? report.issuer.id),
    date: date ? days.format(date) : unknownDate[locale],
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
const oneLine = (text = '') => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
