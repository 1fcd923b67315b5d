import type { Check, VerificationReport } from '../../openbadges/index.ts'
import type { MessageKey } from '../../platform/language/messages.ts'

/** Why a check could not be made, and what its reader can do. Undefined where the line itself says all there is. */
export function reasonKeyOf({ state, code, detail }: Pick<Check, 'state' | 'code' | 'detail'>): ReasonKey | undefined {
  if (state !== 'not_checked' || code === undefined) return undefined
  return listFailures[String(detail?.failure)] ?? reasons[code]
}

/** The check that kept a verification from ending. */
export const unfinishedCheck = ({ finding, checks }: VerificationReport): Check | undefined =>
  finding === 'unfinished' ? checks.find((check) => reasonKeyOf(check)) : undefined

export type ReasonKey = Extract<MessageKey, `reason.${string}`>

const statusList = 'https://www.w3.org/ns/credentials/status-list#'
const dataModel = 'https://www.w3.org/TR/vc-data-model#'

/** Why there is no status list: the standard has one code for all of them. */
const listFailures: Readonly<Record<string, ReasonKey>> = {
  timeout: 'reason.statusTimeout',
  'not-found': 'reason.statusNotFound',
  gone: 'reason.statusGone',
  'not-json': 'reason.statusNotJson',
  'too-large': 'reason.statusTooLarge',
  'not-allowed': 'reason.statusNotOpened',
  'too-many': 'reason.tooManyDocuments',
}

const reasons: Readonly<Record<string, ReasonKey>> = {
  'issuer-unreachable': 'reason.issuerUnreachable',
  'issuer-timeout': 'reason.issuerTimeout',
  'issuer-document-not-found': 'reason.issuerNotFound',
  'issuer-document-gone': 'reason.issuerGone',
  'issuer-document-too-large': 'reason.issuerTooLarge',
  'issuer-document-not-json': 'reason.issuerNotJson',
  'issuer-document-broken': 'reason.issuerBroken',
  'issuer-document-without-keys': 'reason.issuerWithoutKeys',
  'issuer-document-malformed': 'reason.issuerMalformed',
  'https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT': 'reason.issuerMalformed',
  'issuer-address-not-opened': 'reason.issuerNotOpened',
  'too-many-documents': 'reason.tooManyDocuments',
  'too-many': 'reason.tooMany',
  'unsupported-did-method': 'reason.didMethod',
  'unsupported-key-type': 'reason.keyType',
  'key-unreadable': 'reason.keyUnreadable',
  'key-ambiguous': 'reason.keyAmbiguous',
  'key-not-named': 'reason.keyNotNamed',
  'recipient-not-comparable': 'reason.recipientHidden',
  'unsupported-suite': 'reason.suite',
  'unsupported-proof-chain': 'reason.suite',
  'unknown-context': 'reason.unknownContext',
  [`${statusList}STATUS_RETRIEVAL_ERROR`]: 'reason.statusUnreachable',
  [`${statusList}STATUS_VERIFICATION_ERROR`]: 'reason.statusUntrusted',
  [`${statusList}STATUS_LIST_LENGTH_ERROR`]: 'reason.statusMalformed',
  [`${dataModel}RANGE_ERROR`]: 'reason.statusMalformed',
  [`${dataModel}MALFORMED_VALUE_ERROR`]: 'reason.statusMalformed',
  'unsupported-status-type': 'reason.statusUnsupported',
  'status-list-of-another': 'reason.statusForeign',
}
