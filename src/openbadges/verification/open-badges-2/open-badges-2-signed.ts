import { keyProblems } from '../../keys/verification-method.ts'
import { assertIsNotOlder } from '../../reading/open-badges-1.ts'
import type { Check, IssuerIdentity, ProofReport } from '../../report/verification-report.ts'
import type { VerifyPorts } from '../../report/verify-ports.ts'
import { hostOf, isSameAddress, overHttps } from '../../text/addresses.ts'
import { OpenBadgeError } from '../../text/error.ts'
import { hasType, idOf, listOf, objectOf, stringOf } from '../../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../../text/strict-json.ts'
import { statusErrors } from '../verify-status.ts'
import { conclude, type Found, formatPassed, type Page, type Steps } from './open-badges-2-conclusion.ts'
import { type SignedAssertion, type SignedToken, verifyWithPem } from './open-badges-2-jws.ts'
import { followToIssuer, load, notADocument } from './open-badges-2-pages.ts'
import { listedRevocation, revocationOf } from './open-badges-2-revocation.ts'

/** Open Badges 2.0 § Signed Badges: by a key that the profile of the issuer lists. */
export async function verifySigned({ assertion, token }: SignedAssertion, ports: VerifyPorts): Promise<Steps> {
  assertIsNotOlder(assertion)
  if (!hasType(assertion, 'Assertion') || !isSigned(assertion)) {
    throw new OpenBadgeError('not-a-credential', 'The token holds no signed assertion.')
  }
  const path = await followToIssuer(assertion, ports)
  if ('finding' in path) return path
  const { issuer, badgeClass, issuerId } = path
  const documents = { assertion, badgeClass, issuer }
  const identity: IssuerIdentity = { id: issuerId, method: 'https', domain: hostOf(issuerId) }
  const attempt: Attempt = token.problem
    ? { state: token.problem, code: cryptographicError }
    : await tryKeys(token, assertion, path, ports)
  const described = { ...(attempt.keyId && { verificationMethod: attempt.keyId }), cryptosuite: token.algorithm }
  if (attempt.state !== 'passed') {
    const { code } = attempt
    const finding = findingOf[attempt.state]
    const state = finding === 'unfinished' ? 'not_checked' : 'failed'
    const checks: Check[] = [formatPassed, { id: 'proof', state, code }]
    if (finding === 'foreign-key') checks.push({ id: 'issuer', state, code })
    const proofs: ProofReport[] = [{ ...described, outcome: { state, reason: code } }]
    return { finding, checks, documents, issuer: identity, proofs }
  }
  const outcome = { state: 'passed', verificationMethod: attempt.keyId ?? issuerId } as const
  const ignoredHeaders = token.ignored.join(' ')
  const detail = { passed: 1, count: 1, ...(ignoredHeaders && { ignoredHeaders }) }
  const proof: Check = { id: 'proof', state: 'passed', detail }
  const status = await checkStatus(assertion, issuer, issuerId, ports)
  const facts: Found = { documents, identity, checks: [proof, status], good: 'valid-domain' }
  return { ...conclude(facts, ports), proofs: [{ ...described, outcome }] }
}

const cryptographicError = 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR'

const findingOf = {
  'no-signature': 'unsigned',
  header: 'malformed',
  failed: 'altered',
  foreign: 'foreign-key',
  unread: 'unfinished',
} as const

export const isSigned = (assertion: JsonObject) => {
  const verification = objectOf(assertion.verification) ?? {}
  return hasType(verification, 'signed') || hasType(verification, 'SignedBadge')
}

interface Attempt {
  state: 'passed' | 'failed' | 'foreign' | 'unread' | 'no-signature' | 'header'
  code: string
  keyId?: string
}

/**
 * Open Badges 2.0 § Verification: the key that the assertion names, or else each that the profile of the issuer lists. It must be
 * listed there; the assertion's word for it proves nothing.
 */
async function tryKeys(
  token: SignedToken,
  assertion: JsonObject,
  { issuer, issuerId }: { issuer: JsonObject; issuerId: string },
  ports: VerifyPorts,
): Promise<Attempt> {
  const named = stringOf(objectOf(assertion.verification)?.creator)
  const listed = listOf(issuer.publicKey)
  const candidates = named === undefined ? listed : listed.filter((key) => isSameAddress(idOf(key), named))
  const attempts: Attempt[] = []
  for (const candidate of candidates.slice(0, mostKeys)) {
    const attempt = await tryKey(token, candidate, issuerId, ports)
    if (attempt.state === 'passed') return attempt
    attempts.push(attempt)
  }
  // As long as one of them was not looked at, it may be the one.
  if (candidates.length > mostKeys) return { state: 'unread', code: 'too-many' }
  return (
    attempts.find(({ state }) => state === 'unread') ??
    attempts.find(({ state }) => state === 'failed') ??
    attempts[0] ?? { state: 'foreign', code: 'key-not-listed', ...(named !== undefined && { keyId: named }) }
  )
}

const mostKeys = 8

async function tryKey(token: SignedToken, listed: JsonValue, issuerId: string, ports: VerifyPorts): Promise<Attempt> {
  const keyId = idOf(listed)
  const known = keyId !== undefined && { keyId }
  const page = await loadKey(listed, ports)
  if (page.state !== 'read') return { state: 'unread', code: 'code' in page ? page.code : unreadableKey, ...known }
  const { owner, publicKeyPem } = page.document
  // The issuer lists it, and it says that it is another's: one of the two is wrong.
  if (owner !== undefined && !listOf(owner).some((each) => isSameAddress(idOf(each), issuerId)))
    return { state: 'unread', code: keyProblems.unreadable, ...known }
  const pem = stringOf(publicKeyPem)
  if (pem === undefined) return { state: 'unread', code: unreadableKey, ...known }
  const result = await verifyWithPem(token, pem)
  if (result === 'unsupported') return { state: 'unread', code: 'unsupported-suite', ...known }
  return { state: result, code: cryptographicError, ...known }
}

async function loadKey(listed: JsonValue, ports: VerifyPorts): Promise<Page> {
  const enclosed = objectOf(listed)
  if (enclosed?.publicKeyPem !== undefined) return { state: 'read', document: enclosed }
  const url = overHttps(idOf(listed))
  return url ? load(url, ports) : notADocument
}

const unreadableKey = 'issuer-document-malformed'

/** What the assertion says of itself was signed; what the issuer's lists say comes on top of it. */
async function checkStatus(
  assertion: JsonObject,
  issuer: JsonObject,
  issuerId: string,
  ports: VerifyPorts,
): Promise<Check> {
  if (revocationOf(assertion) === 'revoked') return revoked(assertion, ports)
  const lists = listOf(issuer.revocationList)
  const checks: Check[] = []
  for (const list of lists.slice(0, mostLists)) checks.push(await checkRevocationList(list, assertion, issuerId, ports))
  if (lists.length > mostLists) checks.push({ id: 'status', state: 'not_checked', code: 'too-many' })
  return (
    checks.find(({ state }) => state === 'failed') ??
    checks.find(({ state }) => state === 'not_checked') ??
    checks[0] ?? { id: 'status', state: 'not_applicable' }
  )
}

const mostLists = 4

async function checkRevocationList(
  named: JsonValue,
  assertion: JsonObject,
  issuerId: string,
  ports: VerifyPorts,
): Promise<Check> {
  const page = await loadList(named, ports)
  if (page.state !== 'read') return unreadList(page)
  const list = page.document
  const entries = listOf(list.revokedAssertions)
  const listings = entries.map((entry) => listedRevocation(entry, assertion))
  const at = listings.indexOf('this')
  if (at >= 0) return revoked(objectOf(entries[at]) ?? {}, ports)
  // Open Badges 1.1: an object with the uid of each as a member, and the reason as its value.
  const uid = stringOf(assertion.uid)
  if (uid !== undefined && list.type === undefined && Object.hasOwn(list, uid))
    return revoked({ revocationReason: list[uid] ?? '' }, ports)
  const isIssuers = list.issuer === undefined || isSameAddress(idOf(list.issuer), issuerId)
  if (!hasType(list, 'RevocationList') || !isIssuers)
    return { id: 'status', state: 'not_checked', code: statusErrors.verification }
  return list.revokedAssertions === undefined || listings.includes('unreadable')
    ? { id: 'status', state: 'not_checked', code: statusErrors.malformed }
    : { id: 'status', state: 'passed', detail: { readAt: ports.now.toISOString() } }
}

function unreadList(page: Exclude<Page, { document: JsonObject }>): Check {
  const failure = 'failure' in page ? page.failure : undefined
  if (failure === undefined) return { id: 'status', state: 'not_checked', code: statusErrors.malformed }
  return { id: 'status', state: 'not_checked', code: statusErrors.retrieval, detail: { failure } }
}

async function loadList(named: JsonValue, ports: VerifyPorts): Promise<Page> {
  const url = overHttps(idOf(named))
  if (url) return load(url, ports)
  const enclosed = objectOf(named)
  return enclosed ? { state: 'read', document: enclosed } : notADocument
}

function revoked(by: JsonObject, ports: VerifyPorts): Check {
  const reason = stringOf(by.revocationReason)
  const detail = { readAt: ports.now.toISOString(), ...(reason && { reason }) }
  return { id: 'status', state: 'failed', code: 'revoked', detail }
}
