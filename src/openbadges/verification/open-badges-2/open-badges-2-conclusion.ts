import type {
  Check,
  Finding,
  IssuerIdentity,
  OpenBadges2Documents,
  ProofReport,
} from '../../report/verification-report.ts'
import type { FetchFailure, VerifyPorts } from '../../report/verify-ports.ts'
import { toMoment } from '../../text/iso-8601.ts'
import { listOf, objectOf, stringOf } from '../../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../../text/strict-json.ts'
import { revocationOf } from './open-badges-2-revocation.ts'

/** Where the way from the assertion to its issuer ended, and what was seen on it. */
export interface Steps {
  finding: Finding
  checks: Check[]
  documents: OpenBadges2Documents
  issuer?: IssuerIdentity
  proofs?: ProofReport[]
}

export interface Found {
  documents: Required<OpenBadges2Documents>
  identity: IssuerIdentity
  checks: Check[]
  good: 'older-badge' | 'valid-domain'
}

/** Everything that can be said once the way to the issuer is clear. */
export function conclude({ documents, identity, checks, good }: Found, ports: VerifyPorts): Steps {
  const { assertion, badgeClass } = documents
  const known = good === 'valid-domain' ? ports.knownIssuer?.(identity.id) : undefined
  const schema = findFault(documents)
  const subject: Check = recipientOf(assertion)
    ? { id: 'subject', state: 'passed' }
    : { ...fault('/recipient'), id: 'subject' }
  const validity = validityCheck(assertion, ports.now)
  const evidenceCount = listOf(assertion.evidence).length
  const all: Check[] = [
    formatPassed,
    ...checks,
    known === 'warning'
      ? { id: 'issuer', state: 'failed', code: 'warning-list' }
      : { id: 'issuer', state: 'passed', detail: { domain: identity.domain ?? '' } },
    { id: 'refresh', state: 'not_applicable' },
    schema,
    subject,
    validity,
    evidenceCount === 0
      ? { id: 'evidence', state: 'not_applicable' }
      : { id: 'evidence', state: 'not_checked', code: 'listed-only', detail: { count: evidenceCount } },
    [assertion, badgeClass].some(({ endorsement }) => endorsement !== undefined)
      ? { id: 'endorsements', state: 'not_checked', code: 'endorser-not-contacted' }
      : { id: 'endorsements', state: 'not_applicable' },
  ]
  const status = checks.find(({ id }) => id === 'status')
  const finding = ((): Finding => {
    if (status?.state === 'failed') return 'revoked'
    if (schema.state === 'failed' || subject.state === 'failed') return 'malformed'
    if (known === 'warning') return 'issuer-warning'
    if (status?.state === 'not_checked') return 'unfinished'
    if (validity.code === 'expired' || validity.code === 'not-yet-valid') return validity.code
    return known ? 'valid-known' : good
  })()
  return { finding, checks: all, documents, issuer: { ...identity, ...(known && { known }) } }
}

function findFault({ assertion, badgeClass, issuer }: Required<OpenBadges2Documents>): Check {
  const missing = [
    stringOf(assertion.id) === undefined && stringOf(assertion.uid) === undefined && '/id',
    revocationOf(assertion) === 'unclear' && '/revoked',
    // A date that nobody can read is none, neither past nor to come.
    momentOf(assertion.issuedOn) === undefined && '/issuedOn',
    assertion.expires !== undefined && momentOf(assertion.expires) === undefined && '/expires',
    stringOf(badgeClass.name) === undefined && '/badge/name',
    stringOf(issuer.name) === undefined && '/badge/issuer/name',
  ].find((pointer) => pointer !== false)
  return missing ? fault(missing) : { id: 'schema', state: 'passed' }
}

function recipientOf(assertion: JsonObject): JsonObject | undefined {
  const recipient = objectOf(assertion.recipient)
  return stringOf(recipient?.identity) && stringOf(listOf(recipient?.type)[0]) ? recipient : undefined
}

const momentOf = (value: JsonValue | undefined) => toMoment(stringOf(value) ?? '')

const clockToleranceMilliseconds = 300_000

function validityCheck(assertion: JsonObject, now: Date): Check {
  const [validFrom, validUntil] = [momentOf(assertion.issuedOn), momentOf(assertion.expires)]
  const detail = { ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) }
  const isUnreadable = validFrom === undefined || (assertion.expires !== undefined && validUntil === undefined)
  if (isUnreadable) return { id: 'validity', state: 'not_checked', code: malformedValue, detail }
  if (validUntil !== undefined && Date.parse(validUntil) <= now.getTime())
    return { id: 'validity', state: 'failed', code: 'expired', detail }
  return Date.parse(validFrom) > now.getTime() + clockToleranceMilliseconds
    ? { id: 'validity', state: 'failed', code: 'not-yet-valid', detail }
    : { id: 'validity', state: 'passed', detail }
}

export const formatPassed: Check = { id: 'format', state: 'passed' }

export const fault = (pointer: string): Check => ({
  id: 'schema',
  state: 'failed',
  code: malformedValue,
  detail: { pointer },
})

const malformedValue = 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR'

export function takenBack(assertion: JsonObject, detail: Record<string, string>): Steps {
  const status: Check = { id: 'status', state: 'failed', code: 'revoked', detail }
  return { finding: 'revoked', checks: [formatPassed, status], documents: { assertion } }
}

/** What came of asking for a document: `malformed` is one that was read, and is not what it should be. */
export type Page =
  | { state: 'read'; document: JsonObject }
  | { state: 'gone' | 'unread'; code: string; failure?: FetchFailure }
  | { state: 'malformed' }

/** The way ended before the issuer: nobody answered, or with something that is not what it should be. */
export function interrupted(
  assertion: JsonObject,
  at: 'proof' | 'issuer' | 'schema',
  page: Exclude<Page, { document: JsonObject }>,
): Steps {
  const documents = { assertion }
  if (page.state === 'malformed') {
    const check: Check = {
      ...fault(at === 'schema' ? '/badge' : at === 'issuer' ? '/badge/issuer' : ''),
      id: at === 'proof' ? 'schema' : at,
    }
    return { finding: 'malformed', checks: [formatPassed, check], documents }
  }
  const check: Check = { id: at === 'schema' ? 'issuer' : at, state: 'not_checked', code: page.code }
  return { finding: 'unfinished', checks: [formatPassed, check], documents }
}
