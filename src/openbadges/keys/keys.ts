import type { CryptoKey } from 'jose'
import { encodeBase64url, parseBase64url } from '../text/base64url.ts'
import { OpenBadgeError } from '../text/error.ts'
import { listOf, objectOf } from '../text/json-reading.ts'
import { rememberRecent } from '../text/recently-used.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import { jwkToMultikey, multikeyToJwk } from './multikey.ts'

export type SigningAlgorithm = 'Ed25519' | 'P-256'

/** A private key that signs but can't be read out, with the names under which verifiers find its public half. */
export interface SigningKey {
  /** The absolute DID URL of the verification method. */
  id: string
  controller: string
  algorithm: SigningAlgorithm
  privateKey: CryptoKey
}

/** A public key, and the one algorithm it may be used with. */
export interface VerificationKey {
  algorithm: SigningAlgorithm | 'P-384' | 'RSA'
  /** Public members only. */
  jwk: JsonObject
}

/** Makes a key pair. The private key is PKCS#8: seal it at once. */
export async function generateKeyPair(
  algorithm: SigningAlgorithm,
): Promise<{ publicKey: string; publicJwk: JsonObject; privateKey: Uint8Array }> {
  const pair = await crypto.subtle.generateKey(importParameters(algorithm), true, ['sign', 'verify'])
  // `generateKey` answers a pair for every signing algorithm; its type also covers symmetric ones.
  const { publicKey, privateKey } = pair as { publicKey: CryptoKey; privateKey: CryptoKey }
  const { kty = '', crv = '', x = '', y } = await crypto.subtle.exportKey('jwk', publicKey)
  const publicJwk: JsonObject = { kty, crv, x, ...(y === undefined ? {} : { y }) }
  return {
    publicKey: jwkToMultikey(publicJwk),
    publicJwk,
    privateKey: new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)),
  }
}

/** The key comes out non-extractable. Throws when the bytes are no PKCS#8 of that algorithm. */
export async function importSigningKey(details: {
  id: string
  controller: string
  algorithm: SigningAlgorithm
  privateKey: Uint8Array
}): Promise<SigningKey> {
  const { id, controller, algorithm } = details
  if (!id.startsWith(`${controller}#`))
    throw new OpenBadgeError('schema', 'The id of a key is its controller, # and a name.')
  // A copy, so that a view into a larger or shared buffer is never handed to WebCrypto whole.
  const bytes = new Uint8Array(details.privateKey)
  const privateKey = await crypto.subtle.importKey('pkcs8', bytes, importParameters(algorithm), false, ['sign'])
  return { id, controller, algorithm, privateKey }
}

/** Ed25519: RFC 8032. P-256: ECDSA with SHA-256, r and s side by side as JOSE and Data Integrity want them. */
export async function signBytes(key: SigningKey, data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign(signParameters(key.algorithm), key.privateKey, new Uint8Array(data)))
}

/** False for every signature that isn't the key's, however malformed. Throws when the key itself is unusable. */
export async function verifyBytes(key: VerificationKey, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (key.algorithm !== 'Ed25519' && key.algorithm !== 'P-256') return false
  const publicKey = await crypto.subtle.importKey('jwk', key.jwk, importParameters(key.algorithm), false, ['verify'])
  return crypto.subtle.verify(signParameters(key.algorithm), publicKey, new Uint8Array(signature), new Uint8Array(data))
}

/** Reads a stranger's JWK. Throws OpenBadgeError `schema` for keys that are unknown, weak, private or meant for something else. */
export function parsePublicJwk(value: JsonValue | undefined): VerificationKey {
  const jwk = objectOf(value)
  if (!jwk) throw badJwk('it must be an object')
  if (disclosesPrivateKey(jwk)) throw badJwk('it discloses a private key')
  if (jwk.use !== undefined && jwk.use !== 'sig') throw badJwk('it is not for signatures')
  if (jwk.key_ops !== undefined && !listOf(jwk.key_ops).includes('verify')) throw badJwk('it is not for verifying')
  const { kty, crv, alg } = jwk
  if (alg !== undefined && !joseAlgorithms.includes(String(alg)))
    throw badJwk('it is for an algorithm we do not verify')
  if (kty === 'OKP' && crv === 'Ed25519') return { algorithm: crv, jwk: { kty, crv, x: octets(jwk.x, 32) } }
  if (kty === 'EC' && (crv === 'P-256' || crv === 'P-384')) {
    const size = crv === 'P-256' ? 32 : 48
    return { algorithm: crv, jwk: { kty, crv, x: octets(jwk.x, size), y: octets(jwk.y, size) } }
  }
  if (kty === 'RSA') return { algorithm: 'RSA', jwk: { kty, n: rsaModulus(jwk.n), e: rsaExponent(jwk.e) } }
  throw badJwk('its type is unknown')
}

/** The key that a Multikey spells out. Throws OpenBadgeError `schema` as parsePublicJwk and multikeyToJwk do. */
export const parseMultikey: (multikey: string) => VerificationKey = rememberRecent(500, (multikey) =>
  parsePublicJwk(multikeyToJwk(multikey)),
)

/** Whoever publishes a private key has lost it: nothing it signs proves anything any more. */
export function disclosesPrivateKey(jwk: JsonObject): boolean {
  return privateMembers.some((member) => Object.hasOwn(jwk, member))
}

const joseAlgorithms = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'RS256']
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

function importParameters(algorithm: SigningAlgorithm) {
  return algorithm === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: algorithm }
}

function signParameters(algorithm: SigningAlgorithm) {
  return algorithm === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', hash: 'SHA-256' }
}

function octets(value: JsonValue | undefined, size: number): string {
  const bytes = typeof value === 'string' ? parseBase64url(value) : undefined
  if (bytes?.length !== size) throw badJwk('a coordinate has the wrong length')
  return encodeBase64url(bytes)
}

/** RFC 7518 § 3.3 asks for 2048 bits; the upper bound keeps a hostile key from costing seconds. */
function rsaModulus(value: JsonValue | undefined): string {
  const bytes = typeof value === 'string' && value.length <= 1400 ? parseBase64url(value) : undefined
  const bits = bytes ? bytes.length * 8 - (Math.clz32(bytes[0] ?? 0) - 24) : 0
  if (!bytes?.[0] || bits < 2048 || bits > 8192) throw badJwk('its modulus must have 2048 to 8192 bits')
  return encodeBase64url(bytes)
}

function rsaExponent(value: JsonValue | undefined): string {
  if (value !== 'AQAB' && value !== 'Aw') throw badJwk('its exponent must be 65537 or 3')
  return value
}

function badJwk(why: string): OpenBadgeError {
  return new OpenBadgeError('schema', `This key can't be used: ${why}.`)
}
