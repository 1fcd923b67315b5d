import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import { readDate, signatureEnd, signerName } from '../../../credentials/verification/verdict-words.ts'
import type { VerificationReport } from '../../../openbadges/index.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import { visibleText } from '../../text/visible-text.tsx'
import { findCheck } from './check-lines.ts'

export type LineValues = ReturnType<typeof lineValues>

/** What the words of the checks may mention. */
export function lineValues(report: VerificationReport, speech: Speech, ledger?: LedgerFacts) {
  const day = (text: string | undefined) => {
    const date = readDate(text)
    return date ? speech.recordDay(date) : speech.t('verdict.unknownDate')
  }
  return {
    issuer: visibleText(signerName(report, ledger, speech)),
    domain: visibleText(report.issuer.domain ?? report.issuer.id),
    key: shorten(visibleText(report.issuer.id)),
    known: report.issuer.known ?? 'none',
    validFrom: day(report.summary.awardedAt ?? report.summary.validFrom),
    validUntil: day(report.summary.validUntil),
    signedUntil: day(signatureEnd(report.checks)),
    revokedAt: ledger?.revokedAt ? speech.recordDay(ledger.revokedAt) : '',
    hasRevokedAt: ledger?.revokedAt ? 'yes' : 'no',
    time: speech.moment(new Date(report.checkedAt)),
    count: Number(findCheck(report, 'endorsements')?.detail?.count ?? report.endorsements.length),
  }
}

const shorten = (text: string) => (text.length > 28 ? `${text.slice(0, 20)}…${text.slice(-4)}` : text)
