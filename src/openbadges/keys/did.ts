import { contextUrls } from '../model/contexts.ts'
import { parseBase64url } from '../text/base64url.ts'
import { OpenBadgeError } from '../text/error.ts'
import { objectOf } from '../text/json-reading.ts'
import { rememberRecent } from '../text/recently-used.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import { parseStrictJson } from '../text/strict-json.ts'
import { didWebUrl } from './did-web.ts'
import type { SigningAlgorithm } from './keys.ts'
import { disclosesPrivateKey, parseMultikey, parsePublicJwk } from './keys.ts'
import { jwkToMultikey, multikeyToJwk } from './multikey.ts'

/** The part of a DID document, or of another controlled identifier document, that credentials need. */
export interface DidDocument {
  '@context'?: string[]
  id: string
  verificationMethod: VerificationMethod[]
  /** Absolute ids of the methods that may sign credentials. */
  assertionMethod: string[]
}

export interface VerificationMethod {
  id: string
  type: string
  controller: string
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
): DidDocument {
  return {
    '@context': [contextUrls.didV1, contextUrls.multikeyV1, jwkContext],
    id: did,
    verificationMethod: keys.map((key) => toVerificationMethod(did, key)),
    assertionMethod: keys.map((key) => key.id),
  }
}

/** The document that a did:key spells out. Nothing ties such a key to an organization, and it can't be replaced. */
export const didKeyDocument: (did: string) => DidDocument = rememberRecent(500, readDidKey)

function readDidKey(did: string): DidDocument {
  const multikey = /^did:key:(z[^:#?/]+)$/.exec(did)?.[1]
  if (multikey === undefined) throw new OpenBadgeError('schema', 'This is not a did:key.')
  const { algorithm } = parseMultikey(multikey)
  if (algorithm !== 'Ed25519' && algorithm !== 'P-256')
    throw new OpenBadgeError('schema', 'Keys of this type are not resolved.')
  const id = `${did}#${multikey}`
  return {
    '@context': [contextUrls.didV1, contextUrls.multikeyV1],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multikey }],
    assertionMethod: [id],
  }
}

/**
 * Which of the methods we resolve a DID has; undefined for a well-formed DID of any other method. Throws OpenBadgeError
 * `schema` for malformed DIDs, among them a did:jwk that discloses its private key.
 */
export function didMethod(did: string): 'did:web' | 'did:key' | undefined {
  const [, method, identifier = ''] = /^did:([a-z0-9]+):([A-Za-z0-9._:%-]{1,8192})$/.exec(did) ?? []
  if (method === undefined) throw new OpenBadgeError('schema', 'This is not a DID.')
  if (method === 'web' && didWebUrl(did)) return 'did:web'
  if (method === 'key' && didKeyDocument(did)) return 'did:key'
  if (method === 'jwk') assertPublicDidJwk(identifier)
  return undefined
}

/**
 * Reads a fetched document that must be the one of `did`. What comes back holds only known members. Throws OpenBadgeError
 * `schema` when it is another's document, has more than 20 keys, or lets one id mean two keys.
 */
export function parseDidDocument(value: JsonValue, did: string): DidDocument {
  const document = objectOf(value)
  if (!document) throw notDidDocument('it is not an object', '')
  if (document.id !== did) throw notDidDocument('its id is not the one it was found under', '/id')
  const methods = document.verificationMethod ?? []
  const assertions = document.assertionMethod ?? []
  if (!Array.isArray(methods) || methods.length > 20)
    throw notDidDocument('it must list up to 20 keys', '/verificationMethod')
  if (!Array.isArray(assertions) || assertions.length > 20)
    throw notDidDocument('it must list up to 20 keys', '/assertionMethod')
  const verificationMethod = methods.map(parseVerificationMethod)
  if (new Set(verificationMethod.map((method) => method.id)).size < methods.length) {
    throw notDidDocument('two keys have the same id', '/verificationMethod')
  }
  // Methods embedded here, instead of named, are legal DID but nothing the inspector or @digitalbazaar would follow.
  return { id: did, verificationMethod, assertionMethod: assertions.filter((entry) => typeof entry === 'string') }
}

const jwkContext = 'https://w3id.org/security/jwk/v1'

function toVerificationMethod(
  did: string,
  key: { id: string; algorithm: SigningAlgorithm; publicKey: string | JsonObject },
): VerificationMethod {
  if (!key.id.startsWith(`${did}#`)) throw new OpenBadgeError('schema', 'The id of a key is its DID, # and a name.')
  const jwk = typeof key.publicKey === 'string' ? multikeyToJwk(key.publicKey) : key.publicKey
  const publicKey = parsePublicJwk(jwk)
  if (publicKey.algorithm !== key.algorithm) throw new OpenBadgeError('schema', 'The key is not of its algorithm.')
  const named = { id: key.id, controller: did }
  if (key.algorithm === 'Ed25519')
    return { ...named, type: 'Multikey', publicKeyMultibase: jwkToMultikey(publicKey.jwk) }
  // VC-JWT is what P-256 keys are for, and its verifiers look for a JWK.
  return { ...named, type: 'JsonWebKey', publicKeyJwk: { ...publicKey.jwk, alg: 'ES256' } }
}

function assertPublicDidJwk(identifier: string) {
  const jwk = objectOf(parseStrictJson(parseBase64url(identifier) ?? ''))
  if (!jwk || disclosesPrivateKey(jwk)) throw new OpenBadgeError('schema', 'This did:jwk holds no public key.')
}

function parseVerificationMethod(value: JsonValue, index: number): VerificationMethod {
  const pointer = `/verificationMethod/${index}`
  const method = objectOf(value)
  if (!method) throw notDidDocument('a key is not an object', pointer)
  const { id, type, controller, publicKeyMultibase, revoked, expires } = method
  const publicKeyJwk = objectOf(method.publicKeyJwk)
  if (typeof id !== 'string' || typeof type !== 'string' || typeof controller !== 'string') {
    throw notDidDocument('a key needs id, type and controller', pointer)
  }
  return {
    id,
    type,
    controller,
    ...optionalText('publicKeyMultibase', publicKeyMultibase, pointer),
    ...(publicKeyJwk ? { publicKeyJwk } : {}),
    ...optionalText('revoked', revoked, pointer),
    ...optionalText('expires', expires, pointer),
  }
}

/** A member that is there but isn't text must not look as if it were absent: `revoked: true` means something. */
function optionalText<Name extends string>(
  name: Name,
  value: JsonValue | undefined,
  pointer: string,
): Partial<Record<Name, string>> {
  if (value === undefined) return {}
  if (typeof value !== 'string') throw notDidDocument(`${name} must be text`, `${pointer}/${name}`)
  // The computed name is `Name` and nothing else, which TypeScript widens to string.
  return { [name]: value } as Partial<Record<Name, string>>
}

function notDidDocument(why: string, pointer: string): OpenBadgeError {
  return new OpenBadgeError('schema', `This document can't tell us the issuer's keys: ${why}.`, { pointer })
}
