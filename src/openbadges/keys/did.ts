import { contextUrls } from '../model/contexts.ts'
import { parseBase64url } from '../text/base64url.ts'
import { OpenBadgeError } from '../text/error.ts'
import { objectOf } from '../text/json-reading.ts'
import { rememberRecent } from '../text/recently-used.ts'
import type { JsonObject } from '../text/strict-json.ts'
import { parseStrictJson } from '../text/strict-json.ts'
import { didWebUrl, namesOtherPort } from './did-web.ts'
import type { SigningAlgorithm } from './keys.ts'
import { disclosesPrivateKey, parseMultikey, parsePublicJwk, UnsupportedKeyError } from './keys.ts'
import { jwkToMultikey, multikeyToJwk } from './multikey.ts'

/** The part of a DID document, or of another controlled identifier document, that credentials need. */
export interface DidDocument {
  '@context'?: string[]
  id: string
  /** Other identifiers of the same subject (DID Core § 5.1.3). A claim: true only as far as those name it back. */
  alsoKnownAs?: string[]
  verificationMethod: VerificationMethod[]
  /** Absolute ids of the methods that may sign credentials. */
  assertionMethod: string[]
  /** It lists something beside these that could not be read, so that nobody can say what it does not list. */
  hasUnreadKeys?: true
}

/** One public key of a DID document (DID Core § 5.2), as a Multikey or as a JWK (RFC 7517). Times are RFC 3339. */
export interface VerificationMethod {
  id: string
  type: string
  /** Only in the document of a stranger it can be missing. */
  controller?: string
  publicKeyMultibase?: string
  publicKeyJwk?: JsonObject
  revoked?: string
  expires?: string
}

/**
 * The document an issuer publishes under its did:web. Retired keys must be in the list too: a badge verifies only as long as
 * its key is published. Ids are absolute and did/v1 comes first, because the 1EdTech inspector and @digitalbazaar need it so.
 */
export function issuerDidDocument(
  did: string,
  keys: { id: string; algorithm: SigningAlgorithm; publicKey: string | JsonObject }[],
  alsoKnownAs: readonly string[] = [],
): DidDocument {
  const methods = keys.flatMap((key) => toVerificationMethods(did, key))
  return {
    '@context': [contextUrls.didV1, contextUrls.multikeyV1, jwkContext],
    id: did,
    ...(alsoKnownAs.length > 0 && { alsoKnownAs: [...alsoKnownAs] }),
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  }
}

/**
 * The document that a did:key spells out. Nothing ties such a key to an organization, and it can't be replaced. Throws
 * UnsupportedKeyError for keys of other types than we verify with, and OpenBadgeError `schema` for what is no did:key.
 */
export const didKeyDocument: (did: string) => DidDocument = rememberRecent(500, readDidKey)

function readDidKey(did: string): DidDocument {
  const multikey = /^did:key:(z[^:#?/]+)$/.exec(did)?.[1]
  if (multikey === undefined) throw new OpenBadgeError('schema', 'This is not a did:key.')
  parseMultikey(multikey)
  const id = `${did}#${multikey}`
  return {
    '@context': [contextUrls.didV1, contextUrls.multikeyV1],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multikey }],
    assertionMethod: [id],
  }
}

/**
 * Which of the methods we resolve a DID has; undefined for a well-formed DID of any other method, of a server at another port
 * than that of https, and of a key of another type. Throws OpenBadgeError `schema` for malformed DIDs, among them a did:jwk
 * that discloses its private key.
 */
export function didMethod(did: string): 'did:web' | 'did:key' | undefined {
  const [, method, identifier = ''] = /^did:([a-z0-9]+):([A-Za-z0-9._:%-]{1,8192})$/.exec(did) ?? []
  if (method === undefined) throw new OpenBadgeError('schema', 'This is not a DID.')
  if (method === 'web') return namesOtherPort(did) || !didWebUrl(did) ? undefined : 'did:web'
  if (method === 'key') return isKeyWeRead(did) ? 'did:key' : undefined
  if (method === 'jwk') assertPublicDidJwk(identifier)
  return undefined
}

function isKeyWeRead(did: string): boolean {
  try {
    return didKeyDocument(did) !== undefined
  } catch (error) {
    if (error instanceof UnsupportedKeyError) return false
    throw error
  }
}

const jwkContext = 'https://w3id.org/security/jwk/v1'

/** Under which a key for tokens is listed once more: several libraries read Multikey and JsonWebKey2020, and no JsonWebKey. */
export const multikeyIdOf = (keyId: string): string => `${keyId}-multikey`

function toVerificationMethods(
  did: string,
  key: { id: string; algorithm: SigningAlgorithm; publicKey: string | JsonObject },
): VerificationMethod[] {
  if (!key.id.startsWith(`${did}#`)) throw new OpenBadgeError('schema', 'The id of a key is its DID, # and a name.')
  const jwk = typeof key.publicKey === 'string' ? multikeyToJwk(key.publicKey) : key.publicKey
  const publicKey = parsePublicJwk(jwk)
  if (publicKey.algorithm !== key.algorithm) throw new OpenBadgeError('schema', 'The key is not of its algorithm.')
  const named = { id: key.id, controller: did }
  const multikey = { ...named, type: 'Multikey', publicKeyMultibase: jwkToMultikey(publicKey.jwk) }
  if (key.algorithm === 'Ed25519') return [multikey]
  // VC-JWT is what P-256 keys are for, and its verifiers look for a JWK.
  return [
    { ...named, type: 'JsonWebKey', publicKeyJwk: { ...publicKey.jwk, alg: 'ES256' } },
    { ...multikey, id: multikeyIdOf(key.id) },
  ]
}

function assertPublicDidJwk(identifier: string) {
  const jwk = objectOf(parseStrictJson(parseBase64url(identifier) ?? ''))
  if (!jwk || disclosesPrivateKey(jwk)) throw new OpenBadgeError('schema', 'This did:jwk holds no public key.')
}
