import { assertIsNotOlder } from '../../reading/open-badges-1.ts'
import type { Check, IssuerIdentity } from '../../report/verification-report.ts'
import type { VerifyPorts } from '../../report/verify-ports.ts'
import { hostOf, isSameAddress, namedHost, overHttps, startsWithAddress } from '../../text/addresses.ts'
import { hasType, idOf, listOf, objectOf, stringOf } from '../../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../../text/strict-json.ts'
import { conclude, fault, formatPassed, interrupted, type Steps, takenBack } from './open-badges-2-conclusion.ts'
import { followToIssuer, isAtHome, load } from './open-badges-2-pages.ts'
import { revocationOf } from './open-badges-2-revocation.ts'

/** The page is the proof: what it says now counts, and what was brought must be about the same person and badge. */
export async function verifyHosted(brought: JsonObject, ports: VerifyPorts): Promise<Steps> {
  const id = overHttps(stringOf(brought.id))
  if (!id) return { finding: 'malformed', checks: [formatPassed, fault('/id')], documents: { assertion: brought } }
  const page = await load(id, ports)
  if (page.state === 'gone') return takenBack(brought, { readAt: ports.now.toISOString() })
  if (page.state !== 'read') return interrupted(brought, 'proof', page)
  const assertion = page.document
  if (revocationOf(assertion) === 'revoked') {
    const reason = stringOf(assertion.revocationReason)
    return takenBack({ ...brought, ...assertion }, { readAt: ports.now.toISOString(), ...(reason && { reason }) })
  }
  assertIsNotOlder(assertion)
  const isAssertion = hasType(assertion, 'Assertion')
  if (!isAssertion || !isAtHome(assertion, id)) {
    const pointer = isAssertion ? '/id' : '/type'
    return { finding: 'malformed', checks: [formatPassed, fault(pointer)], documents: { assertion: brought } }
  }
  if (!isSamePersonAndBadge(brought, assertion)) {
    const checks: Check[] = [formatPassed, { id: 'proof', state: 'failed', code: 'page-differs' }]
    return { finding: 'altered', checks, documents: { assertion } }
  }
  const path = await followToIssuer(assertion, ports)
  if ('finding' in path) return path
  const { issuer, badgeClass, issuerId } = path
  const documents = { assertion, badgeClass, issuer }
  const identity: IssuerIdentity = { id: issuerId, method: 'https', domain: hostOf(issuerId) }
  if (!isHostAllowed(id, issuerId, issuer)) {
    const checks: Check[] = [formatPassed, { id: 'issuer', state: 'failed', code: 'host-not-allowed' }]
    return { finding: 'foreign-key', checks, documents, issuer: identity }
  }
  const status: Check = { id: 'status', state: 'passed', detail: { readAt: ports.now.toISOString() } }
  // No tick for a signature where there is none.
  const proof: Check = { id: 'proof', state: 'not_applicable', code: 'hosted' }
  return conclude({ documents, identity, checks: [proof, status], good: 'older-badge' }, ports)
}

/** § Profile, `verification`: without a word from the issuer, assertions live on the issuer's own host. */
function isHostAllowed(assertionId: string, issuerId: string, issuer: JsonObject): boolean {
  const policy = objectOf(issuer.verification)
  const origins = listOf(policy?.allowedOrigins)
  const beginnings = listOf(policy?.startsWith).flatMap((beginning) => overHttps(stringOf(beginning)) ?? [])
  const host = hostOf(assertionId)
  const isOnHost =
    origins.length === 0 ? host === hostOf(issuerId) : origins.some((origin) => namedHost(origin) === host)
  const isUnderBeginning = beginnings.some((beginning) => startsWithAddress(assertionId, beginning))
  return isOnHost && (policy?.startsWith === undefined || isUnderBeginning)
}

function isSamePersonAndBadge(brought: JsonObject, hosted: JsonObject): boolean {
  const isOnlyAnAddress = Object.keys(brought).length === 1
  if (isOnlyAnAddress) return true
  const [mine, theirs] = [objectOf(brought.recipient), objectOf(hosted.recipient)]
  return (
    mine?.identity !== undefined &&
    comparableIdentity(mine.identity) === comparableIdentity(theirs?.identity) &&
    // Nothing before a hash and an empty text before it are one hash.
    String(mine.salt ?? '') === String(theirs?.salt ?? '') &&
    isSameBadge(idOf(brought.badge), idOf(hosted.badge))
  )
}

/** Hexadecimal digits and e-mail addresses have no case. */
function comparableIdentity(identity: JsonValue | undefined): JsonValue | undefined {
  return typeof identity === 'string' ? identity.trim().toLowerCase() : identity
}

const isSameBadge = (one: string | undefined, other: string | undefined) =>
  (one === undefined && other === undefined) || isSameAddress(one, other)
