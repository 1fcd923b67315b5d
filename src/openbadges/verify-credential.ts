import { findShapeFault, findSubjectFault, standardOf } from './credential-shape.ts'
import { summarizeCredential } from './credential-summary.ts'
import { OpenBadgeError } from './error.ts'
import { type Extracted, extractCredential } from './extract.ts'
import { identifyIssuer } from './issuer-keys.ts'
import { idOf, listOf, objectOf, objectsOf } from './json-reading.ts'
import { verifyOpenBadges2 } from './open-badges-2.ts'
import { readSecuredCredential, type SecuredCredential } from './secured-credential.ts'
import { type CredentialDocument, guardCredential } from './shape-guard.ts'
import type { JsonValue } from './strict-json.ts'
import { type ValidityResult, validityOf } from './validity.ts'
import {
  type Check,
  type CheckId,
  checkIds,
  type EndorsementReport,
  type Finding,
  type IssuerIdentity,
  type VerificationReport,
  verdictOf,
} from './verification-report.ts'
import { verifyEndorsements } from './verify-endorsements.ts'
import { VerifyFetchError, type VerifyPorts } from './verify-ports.ts'
import { type ProofsResult, verifyProofs } from './verify-proofs.ts'
import { type RefreshResult, refreshOnce } from './verify-refresh.ts'
import { type StatusResult, verifyStatus } from './verify-status.ts'

/**
 * Verifies one credential of anybody's: standards of Open Badges 3.0 § Verification, read so that unknown is never valid.
 * Throws OpenBadgeError for what can't be processed; everything else is a report.
 */
export async function verifyCredential(
  input: Extracted | CredentialDocument | string,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const bounded = withBudget(ports)
  if (typeof input === 'string')
    return verifyExtracted(await extractCredential(new TextEncoder().encode(input)), bounded)
  if (isExtracted(input)) return verifyExtracted(input, bounded)
  return verifyWithContents({ credential: input }, 'json', bounded)
}

/** The report of something that could not be read, for readers who are shown a page whatever they bring. */
export function unreadableReport(code: string, now: Date): VerificationReport {
  return {
    verdict: verdictOf.unreadable,
    finding: 'unreadable',
    checks: checkIds.map((id) => (id === 'format' ? { id, state: 'failed', code } : { id, state: 'not_checked' })),
    proofs: [],
    credential: undefined,
    summary: summarizeCredential({}),
    issuer: { id: '', method: 'none' },
    endorsements: [],
    contained: [],
    container: 'json',
    standard: 'credential',
    checkedAt: now.toISOString(),
  }
}

async function verifyExtracted(extracted: Extracted, ports: VerifyPorts): Promise<VerificationReport> {
  if (extracted.kind === 'open-badges-2') return verifyOpenBadges2(extracted, ports)
  const form = extracted.container === 'json' || extracted.container === 'jws' ? extracted.container : undefined
  return verifyWithContents(readSecuredCredential(extracted.text, form), extracted.container, ports)
}

// An Extracted has its text in `text`, a member no credential can have: its context knows no such term.
const isExtracted = (input: Extracted | CredentialDocument): input is Extracted => !('@context' in input)

async function verifyWithContents(
  secured: SecuredCredential,
  container: Extracted['container'],
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const report = await verifySecured(secured, container, ports)
  return report.standard === 'clr-2.0' ? { ...report, contained: await verifyContained(report, ports) } : report
}

const mostContained = 10

/** CLR 2.0: each credential inside stands or falls by its own proof. The wrapper's verdict is about the wrapper. */
async function verifyContained(wrapper: VerificationReport, ports: VerifyPorts): Promise<VerificationReport[]> {
  const { credential } = wrapper
  if (!credential) return []
  const reports: VerificationReport[] = []
  for (const value of objectsOf(credential.credentialSubject).flatMap((subject) =>
    listOf(subject.verifiableCredential),
  )) {
    if (reports.length === mostContained) {
      reports.push(unverifiedReport('too-many', ports.now))
      break
    }
    reports.push(await verifyInside(value, credential, ports))
  }
  return reports
}

async function verifyInside(
  value: JsonValue,
  wrapper: CredentialDocument,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  try {
    if (typeof value === 'string') return await verifySecured(readSecuredCredential(value, 'jws'), 'jws', ports)
    const document = objectOf(value)
    if (!document) return unreadableReport('not-a-credential', ports.now)
    // JSON-LD: a document inside, without a context of its own, is read in the one around it.
    const credential = guardCredential({ '@context': wrapper['@context'], ...document })
    return await verifySecured({ credential }, 'json', ports)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return unreadableReport(error.code, ports.now)
  }
}

/** Stands for the rest of a list that is too long to be gone through. */
const unverifiedReport = (code: string, now: Date): VerificationReport => ({
  ...unreadableReport(code, now),
  verdict: verdictOf.unfinished,
  finding: 'unfinished',
  checks: checkIds.map((id) => (id === 'format' ? { id, state: 'not_checked', code } : { id, state: 'not_checked' })),
})

/** What the parts found out, before it becomes lines on a page. */
interface Facts {
  shape: Check
  subject: Check
  proofs: ProofsResult
  issuer: IssuerIdentity
  isOnRecord?: boolean
  refresh: RefreshResult
  status: StatusResult
  validity: ValidityResult
  endorsements: EndorsementReport[]
}

async function verifySecured(
  secured: SecuredCredential,
  container: Extracted['container'],
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const { credential: original } = secured
  const proofs = await verifyProofs(secured, ports)
  const issuer = identify(original, proofs, ports)
  const described = { proofs: proofs.proofs, issuer, container, standard: standardOf(original), contained: [] }
  const checkedAt = ports.now.toISOString()
  if (proofs.state !== 'passed') {
    const { finding, checks } = concludeWithoutProof(original, proofs)
    const summary = summarizeCredential(original)
    return {
      ...described,
      verdict: verdictOf[finding],
      finding,
      checks,
      credential: original,
      summary,
      endorsements: [],
      checkedAt,
    }
  }
  const { credential, facts } = await gatherFacts(secured, proofs, issuer, ports)
  const finding = findingOf(facts)
  return {
    ...described,
    verdict: verdictOf[finding],
    finding,
    checks: checksOf(credential, facts),
    credential,
    summary: summarizeCredential(credential),
    endorsements: facts.endorsements,
    checkedAt,
  }
}

function identify(credential: CredentialDocument, proofs: ProofsResult, ports: VerifyPorts): IssuerIdentity {
  const issuer = identifyIssuer(idOf(credential.issuer) ?? '', ports)
  // Known by name is worth nothing unless the name's own key signed.
  const isProved = proofs.state === 'passed' && (proofs.keyOf === 'issuer' || issuer.method === 'did:key')
  const known = isProved ? ports.knownIssuer?.(issuer.id) : undefined
  return { ...issuer, ...(known && { known }) }
}

async function gatherFacts(
  secured: SecuredCredential,
  proofs: ProofsResult,
  issuer: IssuerIdentity,
  ports: VerifyPorts,
): Promise<{ credential: CredentialDocument; facts: Facts }> {
  const { credential: original, token } = secured
  const isOnRecord =
    issuer.known === 'this-server'
      ? await ports.isOnRecord?.({ credential: original, passedProofs: proofs.passedProofs, token: token?.text })
      : undefined
  const { refreshed, ...refresh } = await refreshOnce(original, proofs.keyOf, ports)
  const credential = refreshed?.credential ?? original
  const facts: Facts = {
    shape: shapeCheck('schema', findShapeFault(credential)),
    subject: shapeCheck('subject', findSubjectFault(credential)),
    proofs,
    issuer,
    ...(isOnRecord !== undefined && { isOnRecord }),
    refresh,
    // What was taken back stays so: a newer copy can't point at a kinder list.
    status: worse(
      await verifyStatus(original, ports),
      refreshed ? await verifyStatus(credential, ports) : { state: 'not_applicable' },
    ),
    validity: validityOf(credential, ports.now),
    endorsements: await verifyEndorsements(credential, ports),
  }
  return { credential, facts }
}

function worse(first: StatusResult, second: StatusResult): StatusResult {
  const rank = ({ state, ...rest }: StatusResult) =>
    state === 'failed'
      ? 'code' in rest && rest.code === 'revoked'
        ? 4
        : 3
      : ['not_applicable', 'passed', 'not_checked'].indexOf(state)
  return rank(second) > rank(first) ? second : first
}

const malformedValue = 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR'

const shapeCheck = (id: 'schema' | 'subject', fault: { pointer: string } | undefined): Check =>
  fault ? { id, state: 'failed', code: malformedValue, detail: { pointer: fault.pointer } } : { id, state: 'passed' }

/** The table of findings: the first line that matches. */
function findingOf({ shape, subject, issuer, isOnRecord, status, validity, proofs }: Facts): Finding {
  if (isOnRecord === false) return 'not-issued'
  if (status.state === 'failed' && status.code === 'revoked') return 'revoked'
  if (shape.state === 'failed' || subject.state === 'failed') return 'malformed'
  if (issuer.known === 'warning') return 'issuer-warning'
  if (status.state === 'failed') return 'suspended'
  if (status.state === 'not_checked') return 'unfinished'
  if (validity.code) return validity.code
  if (issuer.known) return 'valid-known'
  return proofs.keyOf === 'issuer' ? 'valid-domain' : 'unknown-issuer'
}

function concludeWithoutProof(
  credential: CredentialDocument,
  { state, code, failure }: ProofsResult,
): { finding: Finding; checks: Check[] } {
  // Faults of the text itself stay visible; nothing else is looked at, because nothing else is known to be the issuer's.
  const faults = [
    shapeCheck('schema', findShapeFault(credential)),
    shapeCheck('subject', findSubjectFault(credential)),
  ].filter((check) => check.state === 'failed')
  const decided: Check[] = [
    { id: 'format', state: 'passed' },
    { id: 'proof', state, ...(code && { code }) },
    ...(failure === 'foreign' ? [{ id: 'issuer', state: 'failed', ...(code && { code }) } as const] : []),
    ...faults,
  ]
  const checks = checkIds.map(
    (id) => decided.find((check) => check.id === id) ?? ({ id, state: 'not_checked' } as const),
  )
  return { finding: findingWithoutProof(state, failure, faults.length > 0), checks }
}

function findingWithoutProof(
  state: ProofsResult['state'],
  failure: ProofsResult['failure'],
  isFaulty: boolean,
): Finding {
  if (failure === 'missing') return 'unsigned'
  if (failure === 'foreign') return 'foreign-key'
  if (failure === 'malformed') return 'malformed'
  if (state === 'failed') return 'altered'
  return isFaulty ? 'malformed' : 'unfinished'
}

function checksOf(credential: CredentialDocument, facts: Facts): Check[] {
  const decided: Record<CheckId, Check> = {
    format: { id: 'format', state: 'passed' },
    proof: { id: 'proof', state: 'passed', detail: countProofs(facts.proofs) },
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

function countProofs({ proofs }: ProofsResult): Record<string, number> {
  return { passed: proofs.filter(({ outcome }) => outcome.state === 'passed').length, count: proofs.length }
}

function issuerCheck({ issuer, isOnRecord, proofs }: Facts): Check {
  const detail = { ...(issuer.domain && { domain: issuer.domain }), ...(issuer.known && { known: issuer.known }) }
  if (isOnRecord === false) return { id: 'issuer', state: 'failed', code: 'not-issued', detail }
  if (proofs.keyOf === 'issuer' || issuer.known) return { id: 'issuer', state: 'passed', detail }
  return { id: 'issuer', state: 'not_checked', code: 'not-recognised' }
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

const mostDocuments = 16

/** One document is asked for once, and a credential can't make us ask for many. */
function withBudget(ports: VerifyPorts): VerifyPorts {
  const asked = new Map<string, Promise<Uint8Array>>()
  return {
    ...ports,
    resolveDocument(url, kind) {
      const key = `${kind} ${url}`
      const before = asked.get(key)
      if (before) return before
      if (asked.size === mostDocuments) return Promise.reject(new VerifyFetchError('not-allowed'))
      const answer = ports.resolveDocument(url, kind)
      asked.set(key, answer)
      return answer
    },
  }
}
