import type { CryptoKey } from 'jose'
import { encodeBase64url, parseBase64url } from '../text/base64url.ts'
import { OpenBadgeError } from '../text/error.ts'
import { listOf, objectOf } from '../text/json-reading.ts'
import { rememberRecent } from '../text/recently-used.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import { isOtherMultikey, jwkToMultikey, multikeyToJwk } from './multikey.ts'

/** The curves that are signed with here: EdDSA (RFC 8032) and ECDSA with SHA-256 (FIPS 186-5). */
export type SigningAlgorithm = 'Ed25519' | 'P-256'

/** A private key that signs but can't be read out, with the names under which verifiers find its public half. */
export interface SigningKey {
  /** The absolute DID URL of the verification method. */
  id: string
  controller: string
  algorithm: SigningAlgorithm
  privateKey: CryptoKey
}

/** A public key, and what it may be used with. */
export interface VerificationKey {
  algorithm: SigningAlgorithm | 'P-384' | 'P-521' | 'RSA'
  /** Public members only. */
  jwk: JsonObject
  /** The one algorithm of JOSE that whoever published the key allows, where they say so. */
  joseAlgorithm?: string
}

/** A key, or an algorithm, that nobody here can verify with. It may be as good as any other. */
export class UnsupportedKeyError extends OpenBadgeError {
  constructor() {
    super('schema', 'This key is of a type that we do not verify with.')
  }
}

/** A key whose private half was published with it: nothing it signs proves anything any more. */
export class CompromisedKeyError extends OpenBadgeError {
  constructor() {
    super('schema', "This key can't be used: it discloses a private key.")
  }
}

/** A key of which only WebCrypto finds that it is none, such as a point beside its curve. Nothing can be compared with it. */
export class UnusableKeyError extends OpenBadgeError {
  constructor(options?: { cause?: unknown }) {
    super('schema', "This key can't be used.", options)
  }
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

/**
 * As signBytes signs, and P-384 with SHA-384. False for every signature that isn't the key's, however malformed. Throws
 * UnusableKeyError for a key that is none.
 */
export async function verifyBytes(key: VerificationKey, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (key.algorithm === 'RSA' || key.algorithm === 'P-521') return false
  const publicKey = await importPublicKey(key.jwk, key.algorithm)
  return crypto.subtle.verify(signParameters(key.algorithm), publicKey, new Uint8Array(signature), new Uint8Array(data))
}

async function importPublicKey(jwk: JsonObject, algorithm: SigningAlgorithm | 'P-384'): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('jwk', jwk, importParameters(algorithm), false, ['verify'])
  } catch (cause) {
    throw new UnusableKeyError({ cause })
  }
}

/** How many bytes a signature of this key has: of any other length, none was made with it. */
export function signatureLengthOf({ algorithm, jwk }: VerificationKey): number {
  if (algorithm === 'RSA') return parseBase64url(String(jwk.n))?.length ?? 0
  return algorithm === 'Ed25519' ? 64 : 2 * curveSizes[algorithm]
}

/**
 * Reads a stranger's JWK. Throws UnsupportedKeyError for types and algorithms that are unknown here, and OpenBadgeError `schema`
 * for keys that are malformed, weak, private or meant for something else.
 */
export function parsePublicJwk(value: JsonValue | undefined): VerificationKey {
  const jwk = objectOf(value)
  if (!jwk) throw badJwk('it must be an object')
  if (disclosesPrivateKey(jwk)) throw new CompromisedKeyError()
  if (jwk.use !== undefined && jwk.use !== 'sig') throw badJwk('it is not for signatures')
  if (jwk.key_ops !== undefined && !listOf(jwk.key_ops).includes('verify')) throw badJwk('it is not for verifying')
  const key = readPublicMembers(jwk)
  if (jwk.alg === undefined) return key
  if (!joseAlgorithmsOf(key).includes(String(jwk.alg))) throw new UnsupportedKeyError()
  return { ...key, joseAlgorithm: String(jwk.alg) }
}

/** The algorithms of JOSE that a token may name beside this key (RFC 7518, RFC 8037, RFC 9864). */
export function joseAlgorithmsOf({ algorithm, joseAlgorithm }: VerificationKey): readonly string[] {
  const possible = joseAlgorithms[algorithm]
  if (joseAlgorithm === undefined || algorithm === 'Ed25519') return possible
  return possible.filter((name) => name === joseAlgorithm)
}

/** Whether there is any key that we could verify a token of this algorithm with. */
export const isJoseAlgorithm = (name: string): boolean =>
  Object.values(joseAlgorithms).some((names) => names.includes(name))

/** RFC 7638, with SHA-256. Undefined for a key that can't be read. */
export async function jwkThumbprint(value: JsonObject): Promise<string | undefined> {
  let jwk: JsonObject
  try {
    jwk = parsePublicJwk(value).jwk
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return undefined
  }
  const members = Object.fromEntries(Object.entries(jwk).sort(([one], [other]) => (one < other ? -1 : 1)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(members)))
  return encodeBase64url(new Uint8Array(digest))
}

/** The key that a Multikey spells out. Throws as parsePublicJwk and multikeyToJwk do. */
export const parseMultikey: (multikey: string) => VerificationKey = rememberRecent(500, (multikey) => {
  if (isOtherMultikey(multikey)) throw new UnsupportedKeyError()
  return parsePublicJwk(multikeyToJwk(multikey))
})

/** Whoever publishes a private key has lost it: nothing it signs proves anything any more. */
export function disclosesPrivateKey(jwk: JsonObject): boolean {
  return privateMembers.some((member) => Object.hasOwn(jwk, member))
}

const joseAlgorithms: Readonly<Record<VerificationKey['algorithm'], readonly string[]>> = {
  Ed25519: ['EdDSA', 'Ed25519'],
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  RSA: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
}

const curveSizes = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const
type CurveName = keyof typeof curveSizes
const isCurve = (name: JsonValue | undefined): name is CurveName => Object.hasOwn(curveSizes, String(name))

function readPublicMembers(jwk: JsonObject): VerificationKey {
  const { kty, crv } = jwk
  if (kty === 'OKP' && crv === 'Ed25519') return { algorithm: crv, jwk: { kty, crv, x: octets(jwk.x, 32) } }
  if (kty === 'EC' && isCurve(crv)) {
    const size = curveSizes[crv]
    return { algorithm: crv, jwk: { kty, crv, x: octets(jwk.x, size), y: octets(jwk.y, size) } }
  }
  if (kty === 'RSA') return { algorithm: 'RSA', jwk: { kty, n: rsaModulus(jwk.n), e: rsaExponent(jwk.e) } }
  if (typeof kty !== 'string') throw badJwk('it has no type')
  throw new UnsupportedKeyError()
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

function importParameters(algorithm: SigningAlgorithm | 'P-384') {
  return algorithm === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: algorithm }
}

function signParameters(algorithm: SigningAlgorithm | 'P-384') {
  if (algorithm === 'Ed25519') return { name: 'Ed25519' }
  return { name: 'ECDSA', hash: algorithm === 'P-256' ? 'SHA-256' : 'SHA-384' }
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
