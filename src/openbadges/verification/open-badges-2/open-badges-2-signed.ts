import type { Check, IssuerIdentity, ProofReport } from '../../report/verification-report.ts'
import type { VerifyPorts } from '../../report/verify-ports.ts'
import { OpenBadgeError } from '../../text/error.ts'
import { hasType, idOf, listOf, objectOf, stringOf } from '../../text/json-reading.ts'
import type { JsonObject } from '../../text/strict-json.ts'
import { statusErrors } from '../verify-status.ts'
import { conclude, type Found, formatPassed, interrupted, type Page, type Steps } from './open-badges-2-conclusion.ts'
import { type SignedAssertion, verifyWithPem } from './open-badges-2-jws.ts'
import { followToIssuer, load, notADocument, overHttps } from './open-badges-2-pages.ts'

/** Open Badges 2.0 § Signed Badges: by a key that the profile of the issuer lists. */
export async function verifySigned({ assertion, token }: SignedAssertion, ports: VerifyPorts): Promise<Steps> {
  if (!hasType(assertion, 'Assertion') || !isSigned(assertion)) {
    throw new OpenBadgeError('not-a-credential', 'The token holds no signed assertion.')
  }
  const path = await followToIssuer(assertion, ports)
  if ('finding' in path) return path
  const { issuer, badgeClass, issuerId } = path
  const documents = { assertion, badgeClass, issuer }
  const identity: IssuerIdentity = { id: issuerId, method: 'https', domain: new URL(issuerId).host }
  const key = await findKey(assertion, issuer, issuerId, ports)
  if (key.state === 'interrupted') return { ...interrupted(assertion, 'proof', key.page), documents, issuer: identity }
  const described = { ...(key.id && { verificationMethod: key.id }), cryptosuite: token.algorithm }
  const isGood = key.state === 'found' && (await verifyWithPem(token, key.pem))
  if (!isGood) {
    const [finding, reason] =
      key.state === 'foreign'
        ? (['foreign-key', 'key-not-listed'] as const)
        : (['altered', cryptographicError] as const)
    const checks: Check[] = [formatPassed, { id: 'proof', state: 'failed', code: reason }]
    if (finding === 'foreign-key') checks.push({ id: 'issuer', state: 'failed', code: reason })
    return {
      finding,
      checks,
      documents,
      issuer: identity,
      proofs: [{ ...described, outcome: { state: 'failed', reason } }],
    }
  }
  const proofs: ProofReport[] = [{ ...described, outcome: { state: 'passed', verificationMethod: key.id } }]
  const status = await checkRevocationList(assertion, issuer, ports)
  const proof: Check = { id: 'proof', state: 'passed', detail: { passed: 1, count: 1 } }
  const facts: Found = { documents, identity, checks: [proof, status], good: 'valid-domain' }
  return { ...conclude(facts, ports), proofs }
}

const cryptographicError = 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR'

export const isSigned = (assertion: JsonObject) =>
  ['signed', 'SignedBadge'].includes(stringOf(objectOf(assertion.verification)?.type) ?? '')

type FoundKey =
  | { state: 'found'; id: string; pem: string }
  | { state: 'foreign'; id?: string }
  | { state: 'interrupted'; page: Exclude<Page, { document: JsonObject }>; id?: string }

/** The key must be one that the issuer's profile lists; the assertion's word for it proves nothing. */
async function findKey(
  assertion: JsonObject,
  issuer: JsonObject,
  issuerId: string,
  ports: VerifyPorts,
): Promise<FoundKey> {
  const listed = listOf(issuer.publicKey)
  const named = overHttps(stringOf(objectOf(assertion.verification)?.creator))
  const entry = named
    ? listed.find((key) => overHttps(idOf(key)) === named)
    : listed.length === 1
      ? listed[0]
      : undefined
  const id = overHttps(idOf(entry))
  if (entry === undefined || !id) return { state: 'foreign', ...(named && { id: named }) }
  const enclosed = objectOf(entry)
  const page: Page = enclosed?.publicKeyPem ? { state: 'read', document: enclosed } : await load(id, ports)
  if (page.state !== 'read') return { state: 'interrupted', page, id }
  const pem = stringOf(page.document.publicKeyPem)
  const isOwners = page.document.owner === undefined || overHttps(idOf(page.document.owner)) === issuerId
  return pem && isOwners ? { state: 'found', id, pem } : { state: 'foreign', id }
}

async function checkRevocationList(assertion: JsonObject, issuer: JsonObject, ports: VerifyPorts): Promise<Check> {
  if (issuer.revocationList === undefined) return { id: 'status', state: 'not_applicable' }
  const url = overHttps(idOf(issuer.revocationList))
  const page = url ? await load(url, ports) : notADocument
  if (page.state !== 'read' || !hasType(page.document, 'RevocationList')) {
    return { id: 'status', state: 'not_checked', code: statusErrors.retrieval }
  }
  const entry = listOf(page.document.revokedAssertions).find((item) => idOf(item) === assertion.id)
  const reason = stringOf(objectOf(entry)?.revocationReason)
  const detail = { readAt: ports.now.toISOString(), ...(reason && { reason }) }
  return entry === undefined
    ? { id: 'status', state: 'passed', detail }
    : { id: 'status', state: 'failed', code: 'revoked', detail }
}
