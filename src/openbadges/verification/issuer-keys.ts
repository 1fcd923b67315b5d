import { type DidDocument, didKeyDocument, didMethod } from '../keys/did.ts'
import { comparableDid, didWebUrl } from '../keys/did-web.ts'
import { jwkThumbprint, parsePublicJwk, UnsupportedKeyError, type VerificationKey } from '../keys/keys.ts'
import { parseDidDocument } from '../keys/read-did-document.ts'
import { type FoundKey, findAssertionKey, keyProblems, readKey } from '../keys/verification-method.ts'
import type { IssuerIdentity } from '../report/verification-report.ts'
import { type FetchFailure, VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { OpenBadgeError } from '../text/error.ts'
import { idOf, listOf, objectOf, stringOf } from '../text/json-reading.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../text/strict-json.ts'
import { decodeUtf8 } from '../text/utf-8.ts'

/** Where the key that a proof names was found, seen from the issuer that the credential names. */
export type KeySource =
  /** `issuer`: in a document that only the issuer can publish. `self`: the issuer's id is the key. `bare-key`: tied to nobody. */
  | { state: KeyOwner; document: DidDocument | JsonObject }
  /** It is another's key. */
  | { state: 'foreign'; reason: string }
  /** The issuer's id can't be anybody's, so that no key is or isn't its own. */
  | { state: 'nobody'; reason: string }
  | { state: 'not_checked'; reason: string }

export type KeyOwner = 'issuer' | 'self' | 'bare-key'

const keyFailures = {
  mismatch: 'controller-mismatch',
  notNamed: keyProblems.notNamed,
  /** The issuer's address tells of the issuer, and of no key. */
  noKeys: 'issuer-document-without-keys',
  /** The issuer's id can be nobody's, or its document says that it is another's. */
  nobody: 'issuer-unresolvable',
  unsupported: 'unsupported-did-method',
  keyType: keyProblems.unsupported,
  malformed: 'issuer-document-malformed',
  notJson: 'issuer-document-not-json',
  broken: 'issuer-document-broken',
  tooLarge: 'issuer-document-too-large',
  gone: 'issuer-document-gone',
  notFound: 'issuer-document-not-found',
  notAllowed: 'issuer-address-not-opened',
  unreachable: 'issuer-unreachable',
  timeout: 'issuer-timeout',
  tooMany: 'too-many-documents',
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
  if (!isUnder(issuerId, controller)) return keyElsewhere(issuerId, verificationMethod, ports)
  const document = await fetchJson(controller, 'key', ports)
  if ('state' in document) return document
  const keyDocument = objectOf(document.json)
  const controllerId = stringOf(keyDocument?.controller) ?? stringOf(keyDocument?.id)
  if (!keyDocument || controllerId === undefined) return notChecked(keyFailures.malformed)
  if (controllerId !== issuerId) return foreign(keyFailures.mismatch)
  return { state: 'issuer', document: keyDocument }
}

/**
 * Of a key that is named under somebody else's address: only the issuer's own document, read whole, can say that it is not the
 * issuer's.
 */
async function keyElsewhere(issuerId: string, methodId: string, ports: VerifyPorts): Promise<Unfound> {
  const named = comparableDid(methodId)
  if (issuerId.startsWith('did:')) {
    // The same DID as it was or will be, or a part of it: nobody here follows such names.
    if (/^[/?;]/.test(named.slice(comparableDid(issuerId).length)) && named.startsWith(comparableDid(issuerId)))
      return notChecked(keyFailures.notNamed)
    const source = await findDidDocument(issuerId, ports)
    return 'document' in source ? unlessListed(named, source.document.assertionMethod) : source
  }
  const { method } = identifyIssuer(issuerId, ports)
  if (method === 'none') return notChecked(keyFailures.unsupported)
  const document = await fetchJson(issuerId, 'key', ports)
  if ('state' in document) return document
  const profile = objectOf(document.json)
  if (!profile) return notChecked(keyFailures.malformed)
  const listed = keyLists.flatMap((list) => listOf(profile[list]))
  if (listed.length === 0) return notChecked(keyFailures.noKeys)
  return unlessListed(named, listed.map(idOf))
}

/** A key that the issuer lists and somebody else publishes is not followed there. */
const unlessListed = (methodId: string, listed: readonly (string | undefined)[]): Unfound =>
  listed.includes(methodId) ? notChecked(keyProblems.unreadable) : foreign(keyFailures.mismatch)

const keyLists = ['verificationMethod', 'assertionMethod', 'publicKey', 'publicKeyMultibase', 'publicKeyJwk'] as const

type Unfound = Exclude<KeySource, { document: unknown }>

const foreign = (reason: string) => ({ state: 'foreign', reason }) as const
const notChecked = (reason: string) => ({ state: 'not_checked', reason }) as const

/** The key for a JWS, by the `kid` or the `jwk` of its header. */
export async function findTokenKey(
  issuerId: string,
  header: JsonObject,
  ports: VerifyPorts,
): Promise<Unfound | { state: KeyOwner; key: VerificationKey }> {
  const kid = stringOf(header.kid)
  if (kid === undefined) {
    const embedded = objectOf(header.jwk)
    // A key in the header is chosen by whoever made the token.
    if (embedded) return ownedKey('bare-key', () => parsePublicJwk(embedded))
    return issuerId.startsWith('did:') ? onlyDidKey(issuerId, ports) : notChecked(keyFailures.notNamed)
  }
  if (kid.startsWith('https://') && URL.canParse(kid)) return httpsTokenKey(issuerId, kid, ports)
  if (issuerId.startsWith('did:')) return didTokenKey(issuerId, kid, ports)
  if (!kid.startsWith('did:')) return notChecked(keyFailures.notNamed)
  if (identifyIssuer(issuerId, ports).method !== 'none') return keyElsewhere(issuerId, kid, ports)
  // As for an embedded proof of such an issuer: a key that carries its own document is all there can be.
  const source = bareDidKey(withoutFragment(kid))
  return 'document' in source ? ownedMethod(source, kid, issuerId, ports) : source
}

async function findDidKey(did: string, verificationMethod: string, ports: VerifyPorts): Promise<KeySource> {
  const named = comparableDid(verificationMethod)
  const own = comparableDid(did)
  const isOwn = named === own || named.startsWith(`${own}#`)
  return isOwn ? findDidDocument(did, ports) : keyElsewhere(did, verificationMethod, ports)
}

async function findDidDocument(
  did: string,
  ports: VerifyPorts,
): Promise<Unfound | { state: KeyOwner; document: DidDocument }> {
  let method: ReturnType<typeof methodOf>
  try {
    method = methodOf(did, ports)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return { state: 'nobody', reason: keyFailures.nobody }
  }
  if (method === undefined)
    return notChecked(did.startsWith('did:key:') ? keyFailures.keyType : keyFailures.unsupported)
  if (method === 'did:key') return { state: 'self', document: didKeyDocument(did) }
  const own = await ports.findOwnDidDocument?.(did)
  if (own) return { state: 'issuer', document: own }
  const document = await fetchJson(documentUrl(did, ports), 'did', ports)
  // Of what is ours we know that it is not there.
  if ('state' in document && document.reason === keyFailures.gone && isOwn(did, ports))
    return foreign(keyFailures.nobody)
  if ('state' in document) return document
  const id = objectOf(document.json)?.id
  if (typeof id === 'string' && comparableDid(id) !== comparableDid(did)) return foreign(keyFailures.nobody)
  try {
    return { state: 'issuer', document: parseDidDocument(document.json, did) }
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return notChecked(keyFailures.malformed)
  }
}

function bareDidKey(did: string): Unfound | { state: 'bare-key'; document: DidDocument } {
  if (!did.startsWith('did:key:')) return notChecked(keyFailures.unsupported)
  try {
    return { state: 'bare-key', document: didKeyDocument(did) }
  } catch (error) {
    if (error instanceof UnsupportedKeyError) return notChecked(keyFailures.keyType)
    if (!(error instanceof OpenBadgeError)) throw error
    return foreign(keyFailures.mismatch)
  }
}

/**
 * A key that the issuer's DID document lists, by its DID URL, relative to the DID, as the fragment or the `kid` of its JWK alone,
 * by its thumbprint (RFC 7638, RFC 9278), or as the DID itself where that has one key.
 */
async function didTokenKey(issuerId: string, kid: string, ports: VerifyPorts) {
  const did = comparableDid(issuerId)
  const named = comparableDid(kid.startsWith('#') ? did + kid : kid)
  if (named === did) return onlyDidKey(issuerId, ports)
  const isUrl = named.startsWith('did:')
  if (isUrl && !named.startsWith(`${did}#`)) return keyElsewhere(issuerId, kid, ports)
  const source = await findDidDocument(issuerId, ports)
  if (!('document' in source)) return source
  const methodId = isUrl ? named : await methodCalled(kid, source.document)
  // A name of the signer's own says of no key that it is not there.
  if (methodId === undefined) return notChecked(keyFailures.notNamed)
  return ownedMethod(source, methodId, issuerId, ports)
}

async function methodCalled(kid: string, { id: did, verificationMethod }: DidDocument): Promise<string | undefined> {
  const byName = verificationMethod.find(({ id, publicKeyJwk }) => id === `${did}#${kid}` || publicKeyJwk?.kid === kid)
  if (byName) return byName.id
  const thumbprint = kid.replace(/^urn:ietf:params:oauth:jwk-thumbprint:sha-256:/, '')
  for (const { id, publicKeyJwk } of verificationMethod)
    if (publicKeyJwk && (await jwkThumbprint(publicKeyJwk)) === thumbprint) return id
  return undefined
}

/** Of an issuer with one key for credentials, the token need not say which. */
async function onlyDidKey(issuerId: string, ports: VerifyPorts) {
  const source = await findDidDocument(issuerId, ports)
  if (!('document' in source)) return source
  const [methodId, ...others] = new Set(source.document.assertionMethod)
  if (methodId === undefined || others.length > 0) return notChecked(keyFailures.notNamed)
  return ownedMethod(source, methodId, issuerId, ports)
}

function ownedMethod(
  { state, document }: { state: KeyOwner; document: DidDocument },
  methodId: string,
  issuerId: string,
  ports: VerifyPorts,
) {
  const search = { controllerDocument: document, methodId, issuerId, now: ports.now.toISOString() }
  return withOwner(state, findAssertionKey(search))
}

/** OB 3.0 § JSON Web Token Proof Format: the `kid` dereferences to one JWK. */
async function httpsTokenKey(issuerId: string, kid: string, ports: VerifyPorts) {
  const { method } = identifyIssuer(issuerId, ports)
  const home = method === 'https' ? issuerId : method === 'did:web' ? documentUrl(issuerId, ports) : undefined
  if (home === undefined || new URL(home).origin !== new URL(kid).origin) return keyElsewhere(issuerId, kid, ports)
  const document = await fetchJson(withoutFragment(kid), 'key', ports)
  if ('state' in document) return document
  const jwk = objectOf(document.json)
  if (!jwk) return notChecked(keyFailures.malformed)
  // On a host with many issuers, only what lies below the issuer's own address is certainly the issuer's.
  const base = home.replace(/\/(?:\.well-known\/)?did\.json$/, '')
  return ownedKey(isUnder(base, withoutFragment(kid)) ? 'issuer' : 'bare-key', () => parsePublicJwk(jwk))
}

const ownedKey = (state: KeyOwner, read: () => VerificationKey) => withOwner(state, readKey(read))

function withOwner(state: KeyOwner, found: FoundKey) {
  if ('key' in found) return { state, key: found.key }
  return found.isUnread ? notChecked(found.problem) : foreign(found.problem)
}

async function fetchJson(
  url: string,
  kind: 'did' | 'key',
  ports: VerifyPorts,
): Promise<{ json: JsonValue } | ReturnType<typeof notChecked>> {
  try {
    return { json: readJsonPage(await ports.resolveDocument(url, kind)) }
  } catch (error) {
    return notChecked(unreadReason(error))
  }
}

/** Strict JSON. A page for people, served as if it were JSON, is of another kind all the same. */
export function readJsonPage(bytes: Uint8Array): JsonValue {
  const text = decodeUtf8(bytes)
  if (isMarkup(text)) throw new VerifyFetchError('not-json')
  return parseStrictJson(text)
}

export const isMarkup = (text: string): boolean => /^\s*</.test(text)

/** Why the document at an address was not read, in one of our codes. Throws on what is no such reason. */
export function unreadReason(error: unknown): string {
  if (error instanceof VerifyFetchError) return fetchFailures[error.kind]
  if (!(error instanceof OpenBadgeError)) throw error
  if (error.code === 'payload-too-large') return keyFailures.tooLarge
  return error.code === 'malformed-json' ? keyFailures.broken : keyFailures.malformed
}

const fetchFailures: Readonly<Record<FetchFailure, string>> = {
  unreachable: keyFailures.unreachable,
  timeout: keyFailures.timeout,
  'not-found': keyFailures.notFound,
  'not-allowed': keyFailures.notAllowed,
  'not-json': keyFailures.notJson,
  gone: keyFailures.gone,
  'too-large': keyFailures.tooLarge,
  'too-many': keyFailures.tooMany,
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
