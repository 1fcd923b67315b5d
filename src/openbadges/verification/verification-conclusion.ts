import type { CredentialDocument } from '../model/shape-guard.ts'
import type { ValidityResult } from '../model/validity.ts'
import { readToken, signatureEndOf } from '../proofs/vc-jwt.ts'
import type { SecuredCredential } from '../reading/secured-credential.ts'
import {
  type Check,
  type CheckId,
  checkIds,
  type EndorsementReport,
  type Finding,
  type IssuerIdentity,
} from '../report/verification-report.ts'
import { toDateTimeStamp } from '../text/date-time-stamp.ts'
import { listOf, objectsOf } from '../text/json-reading.ts'
import { type ProofsResult, unknownContext } from './verify-proofs.ts'
import type { RefreshResult } from './verify-refresh.ts'
import type { StatusResult } from './verify-status.ts'

/** What the parts found out, before it becomes lines on a page. */
export interface Facts {
  shape: Check
  subject: Check
  proofs: ProofsResult
  issuer: IssuerIdentity
  isOnRecord?: boolean
  refresh: RefreshResult
  status: StatusResult
  validity: ValidityResult
  endorsements: EndorsementReport[]
  /** Of words that nobody here knows: what the credential says can't be told then, whoever signed it. */
  unknownContext: string | undefined
}

const malformedValue = 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR'

export const shapeCheck = (id: 'schema' | 'subject', fault: { pointer: string } | undefined): Check =>
  fault ? { id, state: 'failed', code: malformedValue, detail: { pointer: fault.pointer } } : { id, state: 'passed' }

/** Nobody is named: against the standard, and yet no reason to hold back what else is known. */
const nobodyNamed = 'nobody-named'

export const subjectCheck = (secured: SecuredCredential): Check => {
  const check = shapeCheck('subject', secured.subjectFault())
  if (check.state === 'failed' || secured.namesSomebody()) return check
  return { id: 'subject', state: 'failed', code: nobodyNamed, detail: { pointer: '/credentialSubject' } }
}

const isMalformed = ({ state, code }: Check) => state === 'failed' && code !== nobodyNamed

/** The table of findings: the first line that matches. */
export function findingOf(facts: Facts): Finding {
  const { shape, subject, issuer, isOnRecord, status, validity, proofs } = facts
  if (isOnRecord === false) return 'not-issued'
  if (status.state === 'failed' && status.code === 'revoked') return 'revoked'
  // An end that is past is an end, whatever the start is.
  const isOver = validity.code === 'expired' && shape.detail?.pointer === '/validUntil'
  if (isMalformed(subject) || (isMalformed(shape) && !isOver)) return 'malformed'
  if (issuer.known === 'warning') return 'issuer-warning'
  if (status.state === 'failed') return 'suspended'
  if (status.state === 'not_checked' || facts.unknownContext !== undefined) return 'unfinished'
  if (validity.code) return validity.code
  if (subject.code === nobodyNamed) return 'nobody-named'
  if (issuer.known) return 'valid-known'
  return proofs.keyOf === 'issuer' ? 'valid-domain' : 'unknown-issuer'
}

/** Of a credential whose proof did not pass. */
export function concludeWithoutProof(
  secured: SecuredCredential,
  { state, code, failure }: ProofsResult,
): { finding: Finding; checks: Check[] } {
  // Faults of the text itself stay visible; nothing else is looked at, because nothing else is known to be the issuer's.
  const faults =
    secured.unknownContexts.length > 0
      ? []
      : [shapeCheck('schema', secured.shapeFault()), subjectCheck(secured)].filter((check) => check.state === 'failed')
  const decided: Check[] = [
    { id: 'format', state: 'passed' },
    { id: 'proof', state, ...(code && { code }), ...contextDetail(code, secured), ...endDetail(failure, secured) },
    ...(failure === 'foreign' || failure === 'nobody'
      ? [{ id: 'issuer', state: 'failed', ...(code && { code }) } as const]
      : []),
    ...faults,
  ]
  const checks = checkIds.map(
    (id) => decided.find((check) => check.id === id) ?? ({ id, state: 'not_checked' } as const),
  )
  const isOfNobody = faults.some(({ detail }) => /^\/issuer(?:\/id)?$/.test(String(detail?.pointer)))
  // Of an issuer that is none, no key could be.
  if (failure === 'foreign' && isOfNobody) return { finding: 'malformed', checks }
  return { finding: findingWithoutProof(state, failure, faults.some(isMalformed)), checks }
}

/** Whoever reads that words are unknown shall know whose. */
function contextDetail(code: string | undefined, { unknownContexts: [context] }: SecuredCredential) {
  return code === unknownContext && context !== undefined ? { detail: { context } } : {}
}

/** When the last of the signatures ended. */
function endDetail(failure: ProofsResult['failure'], { credential, token }: SecuredCredential) {
  if (failure !== 'expired') return {}
  if (token) return { detail: { expires: toDateTimeStamp(new Date(signatureEndOf(readToken(token.text)))) } }
  const ends = objectsOf(credential.proof).flatMap(({ expires }) => (typeof expires === 'string' ? [expires] : []))
  const [expires] = ends.sort((one, other) => Date.parse(other) - Date.parse(one))
  return expires === undefined ? {} : { detail: { expires } }
}

/** Words that nobody here knows are neither well made nor not. */
export const wordsUnknown = (id: 'schema' | 'subject', context: string): Check => ({
  id,
  state: 'not_checked',
  code: unknownContext,
  detail: { context },
})

function findingWithoutProof(
  state: ProofsResult['state'],
  failure: ProofsResult['failure'],
  isFaulty: boolean,
): Finding {
  if (failure === 'missing' || failure === 'unsigned') return 'unsigned'
  if (failure === 'foreign') return 'foreign-key'
  if (failure === 'key-ended') return 'key-ended'
  if (failure === 'malformed' || failure === 'nobody') return 'malformed'
  if (failure === 'expired') return isFaulty ? 'malformed' : 'expired'
  if (state === 'failed') return 'altered'
  return isFaulty ? 'malformed' : 'unfinished'
}

/** The lines of a report whose proof passed. */
export function checksOf(credential: CredentialDocument, facts: Facts): Check[] {
  const decided: Record<CheckId, Check> = {
    format: { id: 'format', state: 'passed' },
    proof: { id: 'proof', state: 'passed', detail: proofDetail(facts.proofs) },
    issuer: issuerCheck(facts),
    refresh: { id: 'refresh', state: facts.refresh.state, ...(facts.refresh.code && { code: facts.refresh.code }) },
    status: { id: 'status', ...facts.status },
    validity: { id: 'validity', ...facts.validity },
    schema: facts.shape,
    subject: facts.subject,
    evidence: evidenceCheck(credential),
    endorsements: endorsementsCheck(facts.endorsements),
  }
  return checkIds.map((id) => decided[id])
}

function proofDetail({ proofs }: ProofsResult): Record<string, string | number> {
  const passed = proofs.filter(({ outcome }) => outcome.state === 'passed')
  const ignored = passed.flatMap(({ outcome }) => (outcome.state === 'passed' ? (outcome.ignored ?? []) : []))
  return { passed: passed.length, count: proofs.length, ...(ignored[0] && { ignoredHeaders: ignored[0] }) }
}

function issuerCheck({ issuer, isOnRecord, proofs }: Facts): Check {
  const detail = { ...(issuer.domain && { domain: issuer.domain }), ...(issuer.known && { known: issuer.known }) }
  if (isOnRecord === false) return { id: 'issuer', state: 'failed', code: 'not-issued', detail }
  if (issuer.known === 'warning') return { id: 'issuer', state: 'failed', code: 'warning-list', detail }
  if (proofs.keyOf === 'issuer' || issuer.known) return { id: 'issuer', state: 'passed', detail }
  return { id: 'issuer', state: 'not_checked', code: 'not-recognized' }
}

/** Counted, never opened: what the pieces show is for people to judge. */
function evidenceCheck(credential: CredentialDocument): Check {
  const count = listOf(credential.evidence).length
  return count === 0
    ? { id: 'evidence', state: 'not_applicable' }
    : { id: 'evidence', state: 'not_checked', code: 'listed-only', detail: { count } }
}

function endorsementsCheck(endorsements: EndorsementReport[]): Check {
  if (endorsements.length === 0) return { id: 'endorsements', state: 'not_applicable' }
  const detail = { count: endorsements.length, passed: endorsements.filter(({ state }) => state === 'passed').length }
  const state = (['failed', 'not_checked', 'passed'] as const).find((worst) =>
    endorsements.some((endorsement) => endorsement.state === worst),
  )
  return { id: 'endorsements', state: state ?? 'not_checked', detail }
}
