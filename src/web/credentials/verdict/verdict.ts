import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import { sentenceKeyOf, verdictValues } from '../../../credentials/verification/verdict-words.ts'
import type { Finding, VerificationReport } from '../../../openbadges/index.ts'
import type { RichValue, Speech } from '../../../platform/language/speech.ts'
import type { Tone } from '../../components/pill.tsx'
import { visibleText } from '../../text/visible-text.tsx'

export const verdictTone: Readonly<Record<Finding, Tone>> = {
  unreadable: 'none',
  unsigned: 'bad',
  altered: 'bad',
  'foreign-key': 'bad',
  'key-ended': 'bad',
  'not-issued': 'bad',
  revoked: 'bad',
  malformed: 'warn',
  'issuer-warning': 'warn',
  suspended: 'warn',
  unfinished: 'warn',
  expired: 'warn',
  'not-yet-valid': 'warn',
  'nobody-named': 'warn',
  'unknown-issuer': 'warn',
  'older-badge': 'warn',
  'valid-domain': 'info',
  'valid-known': 'ok',
}

export function verdictHeadline(report: VerificationReport, ledger: LedgerFacts | undefined, speech: Speech): string {
  return speech.t(`verdict.${report.finding}.headline`, verdictValues(report, ledger, { speech, clean: visibleText }))
}

export function verdictSentence(
  report: VerificationReport,
  ledger: LedgerFacts | undefined,
  speech: Speech,
  markUp: (words: string) => RichValue,
) {
  const values = verdictValues(report, ledger, { speech, clean: visibleText })
  return speech.rich(sentenceKeyOf(report), {
    ...values,
    issuer: markUp(values.issuer),
    recipient: markUp(values.recipient),
    reason: markUp(values.reason),
  })
}
