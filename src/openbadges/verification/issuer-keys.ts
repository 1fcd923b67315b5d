import { type DidDocument, didKeyDocument, didMethod, parseDidDocument } from '../keys/did.ts'
import { didWebUrl } from '../keys/did-web.ts'
import { parsePublicJwk } from '../keys/keys.ts'
import { multikeyToJwk } from '../keys/multikey.ts'
import type { IssuerIdentity } from '../report/verification-report.ts'
import { VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { OpenBadgeError } from '../text/error.ts'
import { objectOf, stringOf } from '../text/json-reading.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../text/strict-json.ts'

/** Where the key that a proof names was found, seen from the issuer that the credential names. */
export type KeySource =
  /** `issuer`: in a document that only the issuer can publish. `self`: the issuer's id is the key. `bare-key`: tied to nobody. */
  | { state: KeyOwner; document: DidDocument | JsonObject }
  /** It is another's key, or the issuer's id can't be anybody's. */
  | { state: 'foreign'; reason: string }
  | { state: 'not_checked'; reason: string }

export type KeyOwner = 'issuer' | 'self' | 'bare-key'

/** `unresolvable`: the document that should hold the issuer's keys is not one. */
const keyFailures = {
  mismatch: 'controller-mismatch',
  notListed: 'key-not-listed',
  malformed: 'issuer-unresolvable',
  unreachable: 'issuer-unreachable',
  unsupported: 'unsupported-did-method',
} as const

export function identifyIssuer(id: string, ports: Pick<VerifyPorts, 'ownOrigin'>): IssuerIdentity {
  if (id.startsWith('did:')) {
    const method = methodOrNone(id, ports)
    if (method === 'did:web') return { id, method, domain: new URL(documentUrl(id, ports)).host }
    return { id, method: method === 'did:key' ? method : 'none' }
  }
  if (id.startsWith('https://') && URL.canParse(id)) return { id, method: 'https', domain: new URL(id).host }
  return { id, method: 'none' }
}

/**
 * The document in which the key of a Data Integrity proof has to be. It is always the issuer's own: a third party's document
 * could name the issuer as controller, which proves nothing.
 */
export async function findProofKey(
  issuerId: string,
  verificationMethod: string,
  ports: VerifyPorts,
): Promise<KeySource> {
  const controller = withoutFragment(verificationMethod)
  const { method } = identifyIssuer(issuerId, ports)
  if (issuerId.startsWith('did:')) return findDidKey(issuerId, verificationMethod, ports)
  // An issuer named by a urn has no place to publish keys, so a key that carries its own document is all there can be.
  if (method === 'none') return bareDidKey(controller)
  if (!isUnder(issuerId, controller)) return { state: 'foreign', reason: keyFailures.mismatch }
  const document = await fetchJson(controller, 'key', ports)
  if ('state' in document) return document
  const keyDocument = objectOf(document.json)
  if (!keyDocument) return { state: 'foreign', reason: keyFailures.malformed }
  const controllerId = stringOf(keyDocument.controller) ?? stringOf(keyDocument.id)
  if (controllerId !== issuerId) return { state: 'foreign', reason: keyFailures.mismatch }
  return { state: 'issuer', document: keyDocument }
}

/** The public JWK for a JWS, by the `kid` or the `jwk` of its header. */
export async function findTokenKey(
  issuerId: string,
  header: JsonObject,
  ports: VerifyPorts,
): Promise<Exclude<KeySource, { document: unknown }> | { state: KeyOwner; jwk: JsonObject }> {
  const kid = stringOf(header.kid)
  if (kid === undefined) {
    const embedded = objectOf(header.jwk)
    // A key in the header is chosen by whoever made the token.
    return embedded ? readJwk(embedded, 'bare-key') : { state: 'foreign', reason: keyFailures.notListed }
  }
  if (kid.startsWith('did:')) return didTokenKey(issuerId, kid, ports)
  if (!kid.startsWith('https://') || !URL.canParse(kid)) return { state: 'foreign', reason: keyFailures.mismatch }
  return httpsTokenKey(issuerId, kid, ports)
}

async function findDidKey(did: string, verificationMethod: string, ports: VerifyPorts): Promise<KeySource> {
  let method: ReturnType<typeof methodOf>
  try {
    method = methodOf(did, ports)
  } catch (error) {
    return malformedUnlessUnexpected(error)
  }
  if (!verificationMethod.startsWith(`${did}#`) && verificationMethod !== did) {
    return { state: 'foreign', reason: keyFailures.mismatch }
  }
  if (method === undefined) return { state: 'not_checked', reason: keyFailures.unsupported }
  if (method === 'did:key') return { state: 'self', document: didKeyDocument(did) }
  const own = await ports.findOwnDidDocument?.(did)
  if (own) return { state: 'issuer', document: own }
  const document = await fetchJson(documentUrl(did, ports), 'did', ports)
  if ('state' in document) return document
  try {
    return { state: 'issuer', document: parseDidDocument(document.json, did) }
  } catch (error) {
    return malformedUnlessUnexpected(error)
  }
}

function bareDidKey(did: string): KeySource {
  try {
    return { state: 'bare-key', document: didKeyDocument(did) }
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return { state: 'foreign', reason: keyFailures.mismatch }
  }
}

async function didTokenKey(issuerId: string, kid: string, ports: VerifyPorts) {
  const source = issuerId.startsWith('did:')
    ? await findDidKey(issuerId, kid, ports)
    : ({ state: 'foreign', reason: keyFailures.mismatch } as const)
  if (!('document' in source)) return source
  // findDidKey answers with parsed DID documents only.
  const { verificationMethod, assertionMethod } = source.document as DidDocument
  const method = verificationMethod.find(({ id }) => id === kid)
  if (!method || !assertionMethod.includes(kid) || method.controller !== issuerId || isClosed(method, ports.now)) {
    return { state: 'foreign', reason: keyFailures.notListed } as const
  }
  const jwk = method.publicKeyJwk ?? readMultikey(method.publicKeyMultibase)
  return jwk ? readJwk(jwk, source.state) : ({ state: 'foreign', reason: keyFailures.malformed } as const)
}

/** OB 3.0 § JSON Web Token Proof Format: the `kid` dereferences to one JWK. */
async function httpsTokenKey(issuerId: string, kid: string, ports: VerifyPorts) {
  const { method } = identifyIssuer(issuerId, ports)
  const home = method === 'https' ? issuerId : method === 'did:web' ? documentUrl(issuerId, ports) : undefined
  if (home === undefined || new URL(home).origin !== new URL(kid).origin) {
    return { state: 'foreign', reason: keyFailures.mismatch } as const
  }
  const document = await fetchJson(withoutFragment(kid), 'key', ports)
  if ('state' in document) return document
  const jwk = objectOf(document.json)
  if (!jwk) return { state: 'foreign', reason: keyFailures.malformed } as const
  // On a host with many issuers, only what lies below the issuer's own address is certainly the issuer's.
  const base = home.replace(/\/(?:\.well-known\/)?did\.json$/, '')
  return readJwk(jwk, isUnder(base, withoutFragment(kid)) ? 'issuer' : 'bare-key')
}

function readJwk(value: JsonValue, state: KeyOwner) {
  try {
    return { state, jwk: parsePublicJwk(value).jwk }
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return { state: 'foreign', reason: keyFailures.malformed } as const
  }
}

function readMultikey(multikey: string | undefined): JsonObject | undefined {
  try {
    return multikey === undefined ? undefined : multikeyToJwk(multikey)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return undefined
  }
}

/** CID 1.0 § Verification Methods: a key must not be used from these times on. What isn't a time is taken as past. */
function isClosed({ revoked, expires }: { revoked?: string; expires?: string }, now: Date): boolean {
  return [revoked, expires].some((time) => time !== undefined && !(Date.parse(time) > now.getTime()))
}

async function fetchJson(
  url: string,
  kind: 'did' | 'key',
  ports: VerifyPorts,
): Promise<{ json: JsonValue } | { state: 'not_checked' | 'foreign'; reason: string }> {
  try {
    return { json: parseStrictJson(await ports.resolveDocument(url, kind)) }
  } catch (error) {
    if (error instanceof OpenBadgeError) return { state: 'foreign', reason: keyFailures.malformed }
    if (!(error instanceof VerifyFetchError)) throw error
    if (error.kind === 'too-large' || error.kind === 'gone') return { state: 'foreign', reason: keyFailures.malformed }
    return { state: 'not_checked', reason: keyFailures.unreachable }
  }
}

function malformedUnlessUnexpected(error: unknown): KeySource {
  if (!(error instanceof OpenBadgeError)) throw error
  return { state: 'foreign', reason: keyFailures.malformed }
}

function methodOrNone(did: string, ports: Pick<VerifyPorts, 'ownOrigin'>): ReturnType<typeof didMethod> {
  try {
    return methodOf(did, ports)
  } catch {
    // Malformed: it names nobody, and the issuer check says so.
    return undefined
  }
}

const methodOf = (did: string, ports: Pick<VerifyPorts, 'ownOrigin'>) =>
  isOwn(did, ports) ? 'did:web' : didMethod(did)

const documentUrl = (did: string, ports: Pick<VerifyPorts, 'ownOrigin'>) =>
  didWebUrl(did, { allowPort: isOwn(did, ports) })

function isOwn(did: string, { ownOrigin }: Pick<VerifyPorts, 'ownOrigin'>): boolean {
  // didWebFor without its checks: the origin is our own, and what follows it is looked at by whoever goes there.
  return (
    ownOrigin !== undefined && did.startsWith(`did:web:${ownOrigin.replace(/^https?:\/\//, '').replace(':', '%3A')}:`)
  )
}

/** Equal, or deeper in the path: never merely on the same host. Dot segments would lead elsewhere than the text says. */
function isUnder(home: string, url: string): boolean {
  if (!URL.canParse(url) || ![url, `${url}/`].includes(new URL(url).href)) return false
  return url === home || url.startsWith(home.endsWith('/') ? home : `${home}/`)
}

const withoutFragment = (url: string) => url.split('#', 1)[0] ?? url
