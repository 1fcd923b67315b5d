import type { Check, IssuerIdentity } from '../../report/verification-report.ts'
import type { VerifyPorts } from '../../report/verify-ports.ts'
import { hasType, idOf, listOf, objectOf, stringOf } from '../../text/json-reading.ts'
import type { JsonObject } from '../../text/strict-json.ts'
import { conclude, fault, formatPassed, interrupted, type Steps, takenBack } from './open-badges-2-conclusion.ts'
import { followToIssuer, load, overHttps } from './open-badges-2-pages.ts'

/** The page is the proof: what it says now counts, and what was brought must be about the same person and badge. */
export async function verifyHosted(brought: JsonObject, ports: VerifyPorts): Promise<Steps> {
  const id = overHttps(stringOf(brought.id))
  if (!id) return { finding: 'malformed', checks: [formatPassed, fault('/id')], documents: { assertion: brought } }
  const page = await load(id, ports)
  if (page.state === 'gone') return takenBack(brought, { readAt: ports.now.toISOString() })
  if (page.state !== 'read') return interrupted(brought, 'proof', page)
  const assertion = page.document
  if (assertion.revoked === true) {
    const reason = stringOf(assertion.revocationReason)
    return takenBack({ ...brought, ...assertion }, { readAt: ports.now.toISOString(), ...(reason && { reason }) })
  }
  if (!hasType(assertion, 'Assertion') || overHttps(stringOf(assertion.id)) !== id) {
    return { finding: 'malformed', checks: [formatPassed, fault('/type')], documents: { assertion: brought } }
  }
  if (!isSamePersonAndBadge(brought, assertion)) {
    const checks: Check[] = [formatPassed, { id: 'proof', state: 'failed', code: 'page-differs' }]
    return { finding: 'altered', checks, documents: { assertion } }
  }
  const path = await followToIssuer(assertion, ports)
  if ('finding' in path) return path
  const { issuer, badgeClass, issuerId } = path
  const documents = { assertion, badgeClass, issuer }
  const identity: IssuerIdentity = { id: issuerId, method: 'https', domain: new URL(issuerId).host }
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
  const hosts = listOf(policy?.allowedOrigins).map((origin) => stringOf(origin)?.replace(/^https?:\/\//, ''))
  const prefixes = listOf(policy?.startsWith).flatMap((prefix) => overHttps(stringOf(prefix)) ?? [])
  const { host } = new URL(assertionId)
  const isOnHost = hosts.length === 0 ? host === new URL(issuerId).host : hosts.includes(host)
  return isOnHost && (policy?.startsWith === undefined || prefixes.some((prefix) => assertionId.startsWith(prefix)))
}

function isSamePersonAndBadge(brought: JsonObject, hosted: JsonObject): boolean {
  const isOnlyAnAddress = Object.keys(brought).length === 1
  if (isOnlyAnAddress) return true
  const recipients = [brought.recipient, hosted.recipient].map(objectOf)
  const [mine, theirs] = recipients
  return (
    mine?.identity !== undefined &&
    mine.identity === theirs?.identity &&
    mine.salt === theirs?.salt &&
    overHttps(idOf(brought.badge)) === overHttps(idOf(hosted.badge))
  )
}
