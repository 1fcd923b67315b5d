import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import type { Finding, VerificationReport } from '../../../openbadges/index.ts'
import { unknownSigner, verdictMessages } from '../../../platform/language/en/verdicts.ts'
import type { RichValue, Speech } from '../../../platform/language/speech.ts'
import type { Tone } from '../../components/pill.tsx'
import { visibleText } from '../../text/visible-text.tsx'

export const verdictTone: Readonly<Record<Finding, Tone>> = {
  unreadable: 'none',
  unsigned: 'bad',
  altered: 'bad',
  'foreign-key': 'bad',
  'not-issued': 'bad',
  revoked: 'bad',
  malformed: 'warn',
  'issuer-warning': 'warn',
  suspended: 'warn',
  unfinished: 'warn',
  expired: 'warn',
  'not-yet-valid': 'warn',
  'unknown-issuer': 'warn',
  'older-badge': 'warn',
  'valid-domain': 'info',
  'valid-known': 'ok',
}

export function verdictHeadline(report: VerificationReport, ledger: LedgerFacts | undefined, speech: Speech): string {
  return speech.format(verdictMessages[report.finding].headline, verdictValues(report, ledger, speech))
}

export function verdictSentence(
  report: VerificationReport,
  ledger: LedgerFacts | undefined,
  speech: Speech,
  markUp: (words: string) => RichValue,
) {
  const values = verdictValues(report, ledger, speech)
  const marked = {
    ...values,
    issuer: markUp(values.issuer),
    recipient: markUp(values.recipient),
    reason: markUp(values.reason),
  }
  return speech.formatRich(verdictMessages[report.finding].sentence, marked)
}

/** Never the name a file gives itself: the ledger's or the registry's name, else the confirmed domain, else no name. */
export function signerName(report: VerificationReport, ledger: LedgerFacts | undefined, speech: Speech): string {
  return ledger?.issuerName ?? report.issuer.domain ?? unknownSigner[speech.locale]
}

function verdictValues(report: VerificationReport, ledger: LedgerFacts | undefined, speech: Speech) {
  const date = dateOf(report, ledger)
  const recipient = visibleText(report.summary.recipientName ?? '')
  const reason = visibleText(ledger?.publicReason ?? '').replace(/[.!?]+$/, '')
  return {
    issuer: visibleText(signerName(report, ledger, speech)),
    domain: visibleText(report.issuer.domain ?? report.issuer.id),
    date: date ? speech.day(date) : speech.t('verdict.unknownDate'),
    hasDate: date ? 'yes' : 'no',
    recipient,
    hasRecipient: recipient ? 'yes' : 'no',
    reason,
    hasReason: reason ? 'yes' : 'no',
  }
}

function dateOf({ finding, summary }: VerificationReport, ledger: LedgerFacts | undefined): Date | undefined {
  if (finding === 'revoked') return ledger?.revokedAt
  if (finding === 'expired') return readDate(summary.validUntil)
  if (finding === 'not-yet-valid') return readDate(summary.validFrom)
  return readDate(summary.awardedAt ?? summary.validFrom)
}

/** Undefined for what is no date: a stranger's file may say anything. */
export function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date
}
