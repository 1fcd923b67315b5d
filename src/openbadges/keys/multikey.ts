import { decodeBase58, encodeBase58 } from '../text/base58.ts'
import { encodeBase64url, parseBase64url } from '../text/base64url.ts'
import { OpenBadgeError } from '../text/error.ts'
import type { JsonObject } from '../text/strict-json.ts'
import { compressPoint, decompressPoint } from './weierstrass-point.ts'

/**
 * A public key in the W3C Multikey form (`z6Mk…` for Ed25519, `zDn…` for P-256, `z82…` for P-384), in base58btc or base64url,
 * as a JWK.
 */
export function multikeyToJwk(multikey: string): JsonObject {
  const bytes = multibaseBytes(multikey)
  if (bytes?.[0] === 0xed && bytes[1] === 0x01 && bytes.length === 34) {
    return { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(bytes.subarray(2)) }
  }
  const curve = bytes?.[1] === 0x24 ? curveByPrefix.get(bytes[0] ?? 0) : undefined
  const point = bytes && curve && decompressPoint(bytes.subarray(2), curve)
  if (!point) throw notMultikey()
  return { kty: 'EC', crv: curve, x: encodeBase64url(point.x), y: encodeBase64url(point.y) }
}

/**
 * Whether this is a Multikey of a type that is registered and not read here: secp256k1, P-521, RSA, BLS12-381, and those for
 * encryption.
 */
export function isOtherMultikey(multikey: string): boolean {
  // An RSA key is longer than anybody should have to decode: this is how all of them begin.
  if (/^z(?:4MX|gg)[1-9A-HJ-NP-Za-km-z]{300,800}$/.test(multikey)) return true
  const bytes = multibaseBytes(multikey)
  return bytes !== undefined && otherKeys.some(([first, second, size]) => isKeyOf(bytes, first, second, size))
}

/** The inverse of multikeyToJwk. */
export function jwkToMultikey(jwk: JsonObject): string {
  const x = coordinate(jwk.x)
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519' && x?.length === 32) return toMultibase([0xed, 0x01], x)
  const y = coordinate(jwk.y)
  for (const [prefix, curve] of curveByPrefix) {
    const point = jwk.kty === 'EC' && jwk.crv === curve && x && y && compressPoint({ x, y }, curve)
    if (point) return toMultibase([prefix, 0x24], point)
  }
  throw notMultikey()
}

/** Decoding base58 takes quadratic time; the longest key that is decoded has some 140 characters. */
function multibaseBytes(multikey: string): Uint8Array | undefined {
  if (/^z[1-9A-HJ-NP-Za-km-z]{40,140}$/.test(multikey)) return decodeBase58(multikey.slice(1))
  return /^u[\w-]{40,140}$/.test(multikey) ? parseBase64url(multikey.slice(1)) : undefined
}

const isKeyOf = (bytes: Uint8Array, first: number, second: number, size: number) =>
  bytes[0] === first && bytes[1] === second && bytes.length === size + 2

/** https://github.com/multiformats/multicodec: the two bytes of its name, and how many follow. */
const otherKeys: readonly (readonly [number, number, number])[] = [
  [0xe7, 0x01, 33], // secp256k1
  [0x82, 0x24, 67], // P-521
  [0xea, 0x01, 48], // BLS12-381 G1
  [0xeb, 0x01, 96], // BLS12-381 G2
  [0xec, 0x01, 32], // X25519
  [0x83, 0x24, 57], // Ed448
]

const curveByPrefix = new Map([
  [0x80, 'P-256'],
  [0x81, 'P-384'],
] as const satisfies [number, 'P-256' | 'P-384'][]) as ReadonlyMap<number, 'P-256' | 'P-384'>

function coordinate(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' ? parseBase64url(value) : undefined
}

function toMultibase(prefix: number[], key: Uint8Array): string {
  return `z${encodeBase58(Uint8Array.from([...prefix, ...key]))}`
}

function notMultikey(): OpenBadgeError {
  return new OpenBadgeError('schema', 'This is not a public key we can read: Ed25519, P-256 and P-384 are known.')
}
