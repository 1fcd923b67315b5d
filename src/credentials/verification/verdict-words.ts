import type { Check, VerificationReport } from '../../openbadges/index.ts'
import type { MessageKey } from '../../platform/language/messages.ts'
import type { Speech } from '../../platform/language/speech.ts'
import type { LedgerFacts } from './ledger-facts.ts'
import { reasonKeyOf, unfinishedCheck } from './reason-words.ts'

export interface VerdictWords {
  headline: string
  sentence: string
}

/** The headline and the sentence of a report, for programs and the command line. Names and reasons come without line breaks. */
export function verdictWords(
  report: VerificationReport,
  ledger: LedgerFacts | undefined,
  speech: Speech,
): VerdictWords {
  const values = verdictValues(report, ledger, { speech, clean: oneLine })
  return {
    headline: speech.t(`verdict.${report.finding}.headline`, values),
    sentence: speech.t(sentenceKeyOf(report), values),
  }
}

/** Of a check that could not be made, why: the reader can do something about it. */
export function sentenceKeyOf(report: VerificationReport): MessageKey {
  const check = unfinishedCheck(report)
  const reason = (check && reasonKeyOf(check)) ?? ofItsPage(report)
  return reason ?? `verdict.${report.finding}.sentence`
}

/** An older badge has no signature that could be wrong: its web page is what it is held to. */
function ofItsPage({ finding, checks }: VerificationReport): MessageKey | undefined {
  if (finding === 'altered' && checks.some(({ code }) => code === 'page-differs')) return 'verdict.altered.page'
  const isElsewhere = checks.some(({ code }) => code === 'host-not-allowed')
  return finding === 'foreign-key' && isElsewhere ? 'verdict.foreign-key.page' : undefined
}

/** What the words of a verdict may mention, with what others wrote made harmless by `clean`. */
export function verdictValues(
  report: VerificationReport,
  ledger: LedgerFacts | undefined,
  { speech, clean }: { speech: Speech; clean: (text: string) => string },
) {
  const date = dateOf(report, ledger)
  const recipient = clean(report.summary.recipientName ?? '')
  const reason = clean(ledger?.publicReason ?? '').replace(/[.!?]+$/, '')
  return {
    issuer: clean(signerName(report, ledger, speech)) || speech.t('verdict.unknownSigner'),
    domain: clean(report.issuer.domain ?? report.issuer.id),
    date: date ? speech.recordDay(date) : speech.t('verdict.unknownDate'),
    hasDate: date ? 'yes' : 'no',
    recipient,
    hasRecipient: recipient ? 'yes' : 'no',
    reason,
    hasReason: reason ? 'yes' : 'no',
    context: clean(String(unfinishedCheck(report)?.detail?.context ?? '')),
  }
}

/** Never the name a file gives itself: the ledger's or the registry's name, else the confirmed domain, else no name. */
export const signerName = (report: VerificationReport, ledger: LedgerFacts | undefined, { t }: Speech): string =>
  ledger?.issuerName ?? report.issuer.domain ?? t('verdict.unknownSigner')

/** Of a signature that was made to end, and has. */
export function signatureEnd(checks: readonly Check[]): string | undefined {
  const expires = checks.find(({ id, state }) => id === 'proof' && state === 'failed')?.detail?.expires
  return typeof expires === 'string' ? expires : undefined
}

function dateOf({ finding, summary, checks }: VerificationReport, ledger: LedgerFacts | undefined): Date | undefined {
  if (finding === 'revoked') return ledger?.revokedAt
  if (finding === 'expired') return readDate(signatureEnd(checks) ?? summary.validUntil)
  if (finding === 'not-yet-valid') return readDate(summary.validFrom)
  return readDate(summary.awardedAt ?? summary.validFrom)
}

/** Undefined for what is no date: a stranger's file may say anything. */
export function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** A name must not be able to write lines of its own, nor turn the reading direction of what follows. */
export const oneLine = (text: string) => (isPlain.test(text) ? text : text.replace(linesAndTurns, ' ')).trim()

/** Most names are, and to look for the others takes longer. */
const isPlain = /^[\x20-\x7e]*$/
const linesAndTurns = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
