import { readDate } from '../../../credentials/verification/verdict-words.ts'
import type { Check, CheckId, CheckState, VerificationReport } from '../../../openbadges/index.ts'
import type { MessageKey } from '../../../platform/language/messages.ts'
import type { IconName } from '../../components/icon.tsx'
import type { Tone } from '../../components/pill.tsx'

/** One check in the words of a reader. Only `passed` ever gets a tick. */
export interface CheckLine {
  id: CheckId
  tone: Tone
  icon: IconName
  words: LineWords
}

/** Each of these has `.short`, `.note`, `.title` and `.sentence` in the catalog. */
export type LineWords = MessageKey extends infer Key
  ? Key extends `line.${infer Name}.short`
    ? `line.${Name}`
    : never
  : never

/** The four that everybody sees first. */
const stripChecks = ['proof', 'issuer', 'status', 'validity'] as const
/** Those that are told at length, unless they do not apply. */
const listedChecks = ['proof', 'issuer', 'status', 'validity', 'schema', 'refresh', 'endorsements'] as const

export const stripLines = (report: VerificationReport): CheckLine[] => stripChecks.map((id) => toLine(report, id))

export const listLines = (report: VerificationReport): CheckLine[] =>
  listedChecks
    .filter((id) => stripChecks.some((first) => first === id) || isThere(report, id))
    .map((id) => toLine(report, id))

/** Of what a check was never come to, nobody knows whether the file has it. */
function isThere(report: VerificationReport, id: CheckId): boolean {
  const check = findCheck(report, id)
  if (check === undefined || check.state === 'not_applicable') return false
  return check.state !== 'not_checked' || check.code !== undefined || check.detail !== undefined || id === 'schema'
}

function toLine(report: VerificationReport, id: (typeof listedChecks)[number]): CheckLine {
  const words = wordsFor(report, id)
  const tone = toneOf(words, stateOf(report, id), report, id)
  return { id, words, tone, icon: icons[tone] }
}

const icons: Record<Tone, IconName> = {
  ok: 'passed',
  info: 'passed',
  warn: 'alert',
  bad: 'failed',
  none: 'notChecked',
}

const stateOf = (report: VerificationReport, id: CheckId): CheckState => findCheck(report, id)?.state ?? 'not_checked'

export const findCheck = (report: VerificationReport, id: CheckId): Check | undefined =>
  report.checks.find((check) => check.id === id)

function wordsFor(report: VerificationReport, id: (typeof listedChecks)[number]): LineWords {
  const state = stateOf(report, id)
  switch (id) {
    case 'proof':
      return proofWords(report, state)
    case 'issuer':
      return issuerWords(report, state)
    case 'status':
      return statusWords(report, state)
    case 'validity':
      return validityWords(report, state)
    case 'schema':
      return state === 'passed' ? 'line.form' : state === 'failed' ? 'line.badForm' : 'line.formUnchecked'
    case 'refresh':
      return state === 'passed' ? 'line.refreshed' : 'line.notRefreshed'
    case 'endorsements':
      return state === 'passed' ? 'line.endorsed' : 'line.endorsementsUnsure'
  }
}

function proofWords(report: VerificationReport, state: CheckState): LineWords {
  const { finding } = report
  if (finding === 'unsigned') return 'line.unsigned'
  if (findCheck(report, 'proof')?.code === 'page-differs') return 'line.pageDiffers'
  if (isOnForeignPage(report)) return 'line.noSignature'
  if (finding === 'foreign-key') return 'line.foreignKey'
  if (finding === 'key-ended') return 'line.keyEnded'
  if (state === 'passed') return 'line.unaltered'
  if (finding === 'expired' && state === 'failed') return 'line.signatureEnded'
  if (state === 'failed') return finding === 'altered' ? 'line.altered' : 'line.badSignature'
  return state === 'not_applicable' ? 'line.noSignature' : 'line.proofUnchecked'
}

const isOnForeignPage = (report: VerificationReport) => findCheck(report, 'issuer')?.code === 'host-not-allowed'

function issuerWords(report: VerificationReport, state: CheckState): LineWords {
  const { finding, issuer } = report
  if (isOnForeignPage(report)) return 'line.foreignPage'
  if (finding === 'not-issued') return 'line.notIssued'
  if (finding === 'issuer-warning') return 'line.issuerWarning'
  if (state === 'passed') return issuer.known ? 'line.issuerKnown' : 'line.domainConfirmed'
  if (state === 'failed') return 'line.issuerUnconfirmed'
  return finding === 'unknown-issuer' ? 'line.issuerUnconfirmed' : 'line.issuerUnchecked'
}

function statusWords({ finding }: VerificationReport, state: CheckState): LineWords {
  if (finding === 'suspended') return 'line.suspended'
  if (state === 'passed') return 'line.notRevoked'
  if (state === 'failed') return 'line.revoked'
  return state === 'not_applicable' ? 'line.noStatus' : 'line.statusUnchecked'
}

function validityWords({ finding, summary }: VerificationReport, state: CheckState): LineWords {
  if (state === 'not_checked') return 'line.validityUnchecked'
  if (finding === 'not-yet-valid') return 'line.notYetValid'
  if (state === 'failed') return readDate(summary.validUntil) ? 'line.expired' : 'line.notYetValid'
  return readDate(summary.validUntil) ? 'line.notExpired' : 'line.noEnd'
}

function toneOf(words: LineWords, state: CheckState, report: VerificationReport, id: CheckId): Tone {
  if (words === 'line.noEnd') return 'none'
  if (words === 'line.issuerUnconfirmed' || words === 'line.issuerWarning' || words === 'line.suspended') return 'warn'
  if (words === 'line.endorsementsUnsure') return 'none'
  if (state === 'passed') return 'ok'
  if (state === 'failed') return id === 'validity' ? 'warn' : 'bad'
  // What keeps a check from ending is the news; what was skipped after a failure is not.
  return state === 'not_checked' && report.finding === 'unfinished' ? 'warn' : 'none'
}
