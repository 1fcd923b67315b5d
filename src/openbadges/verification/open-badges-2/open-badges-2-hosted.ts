import type { IdentityObject } from '../../model/data-model.ts'
import { identityMatches } from '../../model/identity.ts'
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
  const comparison = await compareWithPage(brought, assertion)
  if (comparison !== 'same') return unlikeItsPage(comparison, assertion)
  const path = await followToIssuer(assertion, ports)
  if ('finding' in path) return path
  const { issuer, badgeClass, issuerId } = path
  const documents = { assertion, badgeClass, issuer }
  const identity: IssuerIdentity = { id: issuerId, method: 'https', domain: hostOf(issuerId) }
  const permission = permissionFor(id, issuerId, issuer)
  if (permission !== 'allowed') return { ...notAllowed(permission), documents, issuer: identity }
  const status: Check = { id: 'status', state: 'passed', detail: { readAt: ports.now.toISOString() } }
  // No tick for a signature where there is none.
  const proof: Check = { id: 'proof', state: 'not_applicable', code: 'hosted' }
  return conclude({ documents, identity, checks: [proof, status], good: 'older-badge' }, ports)
}

function unlikeItsPage(comparison: 'other' | 'unclear', assertion: JsonObject): Steps {
  const check: Check =
    comparison === 'other'
      ? { id: 'proof', state: 'failed', code: 'page-differs' }
      : { id: 'proof', state: 'not_checked', code: 'recipient-not-comparable' }
  const finding = comparison === 'other' ? 'altered' : 'unfinished'
  return { finding, checks: [formatPassed, check], documents: { assertion } }
}

function notAllowed(permission: 'elsewhere' | 'unclear'): Pick<Steps, 'finding' | 'checks'> {
  return permission === 'elsewhere'
    ? { finding: 'foreign-key', checks: [formatPassed, { id: 'issuer', state: 'failed', code: 'host-not-allowed' }] }
    : {
        finding: 'unfinished',
        checks: [formatPassed, { id: 'issuer', state: 'not_checked', code: 'issuer-document-malformed' }],
      }
}

/**
 * § Profile, `verification`: without a word from the issuer, assertions live on the issuer's own host. A word that nobody can read
 * may have been about this one.
 */
function permissionFor(assertionId: string, issuerId: string, issuer: JsonObject): 'allowed' | 'elsewhere' | 'unclear' {
  const policy = objectOf(issuer.verification)
  const hosts = listOf(policy?.allowedOrigins).map(namedHost)
  const beginnings = listOf(policy?.startsWith).map((beginning) => overHttps(stringOf(beginning)))
  const host = hostOf(assertionId)
  const isOnHost = hosts.length === 0 ? host === hostOf(issuerId) : hosts.includes(host)
  const isUnderBeginning = beginnings.some((each) => each !== undefined && startsWithAddress(assertionId, each))
  if (isOnHost && (policy?.startsWith === undefined || isUnderBeginning)) return 'allowed'
  return [...hosts, ...beginnings].includes(undefined) ? 'unclear' : 'elsewhere'
}

async function compareWithPage(brought: JsonObject, hosted: JsonObject): Promise<Comparison> {
  const isOnlyAnAddress = Object.keys(brought).length === 1
  if (isOnlyAnAddress) return 'same'
  if (!isSameBadge(idOf(brought.badge), idOf(hosted.badge))) return 'other'
  const [mine, theirs] = [objectOf(brought.recipient), objectOf(hosted.recipient)]
  return mine?.identity === undefined ? 'unclear' : comparePersons(mine, theirs ?? {})
}

type Comparison = 'same' | 'other' | 'unclear'

/** Who is named in the clear can be compared with a hash. Two hashes behind different texts can be of anybody. */
async function comparePersons(mine: JsonObject, theirs: JsonObject): Promise<Comparison> {
  const [one, other] = [mine, theirs].map(toIdentity)
  if (one === undefined || other === undefined) return 'unclear'
  // Nothing before a hash and an empty text before it are one hash.
  const isSameSalt = (one.salt ?? '') === (other.salt ?? '')
  const isSameText = comparableIdentity(one.identityHash) === comparableIdentity(other.identityHash)
  if (one.hashed !== other.hashed) {
    const [hashed, plain] = one.hashed ? [one, other] : [other, one]
    return (await identityMatches(hashed, plain.identityHash)) ? 'same' : 'other'
  }
  if (isSameText) return isSameSalt ? 'same' : 'other'
  return one.hashed && !(isSameSalt && isHashedAlike(one, other)) ? 'unclear' : 'other'
}

const isHashedAlike = (one: IdentityObject, other: IdentityObject) =>
  methodOf(one.identityHash) === methodOf(other.identityHash)
const methodOf = (hash: string) => hash.split('$', 1)[0]?.toLowerCase()

function toIdentity({ identity, hashed, salt }: JsonObject): IdentityObject | undefined {
  if (typeof identity !== 'string') return undefined
  return {
    type: 'IdentityObject',
    hashed: isYes(hashed),
    identityHash: identity,
    identityType: 'emailAddress',
    ...(salt !== undefined && { salt: String(salt) }),
  }
}

/** Hexadecimal digits and e-mail addresses have no case. */
const comparableIdentity = (identity: string): string => identity.trim().toLowerCase()

/** The context of Open Badges 2.0 makes it an xsd:boolean, so text says it too. */
const isYes = (value: JsonValue | undefined) => /^(?:true|1)$/i.test(String(value))

const isSameBadge = (one: string | undefined, other: string | undefined) =>
  (one === undefined && other === undefined) || isSameAddress(one, other)
