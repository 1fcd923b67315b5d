import { compactVerify, errors, exportJWK, importSPKI } from 'jose'
import { joseAlgorithmsOf, parsePublicJwk } from '../../keys/keys.ts'
import { ignoredHeaders, provesNothing } from '../../proofs/vc-jwt.ts'
import { parseBase64url } from '../../text/base64url.ts'
import { OpenBadgeError } from '../../text/error.ts'
import { objectOf, stringOf } from '../../text/json-reading.ts'
import { type JsonObject, parseStrictJson } from '../../text/strict-json.ts'
import { withoutNulls } from './open-badges-2-pages.ts'

export interface SignedAssertion {
  assertion: JsonObject
  token: SignedToken
}

export interface SignedToken {
  text: string
  algorithm: string
  /** What keeps anything from being computed, whoever's the key is. */
  problem?: 'no-signature' | 'header'
  /** Members of the header that lead to keys that are not the issuer's. They are not followed. */
  ignored: readonly string[]
}

/** Open Badges 2.0 § Signed Badges: a compact JWS over the assertion. Undefined for what is no token at all. */
export function readSignedAssertion(text: string): SignedAssertion | undefined {
  const token = text.trim()
  if (!/^[\w=-]+(?:\.[\w=-]*)+$/.test(token)) return undefined
  const parts = token.split('.')
  const [header, payload] = parts.map(parseBase64url)
  const isWellFormed = parts.length === 3 && header?.length && payload?.length && parseBase64url(parts[2] ?? '')
  if (!isWellFormed) throw new OpenBadgeError('malformed-jws', 'refused.notAJws')
  const joseHeader = objectOf(parseStrictJson(header))
  if (!joseHeader) throw new OpenBadgeError('malformed-jws', 'The header of the token is not an object.')
  const assertion = objectOf(parseStrictJson(payload))
  if (!assertion) throw new OpenBadgeError('not-a-credential', 'The payload of the token is not an object.')
  const problem = problemOf(joseHeader)
  return {
    assertion: withoutNulls(assertion),
    token: {
      text: token,
      algorithm: stringOf(joseHeader.alg) ?? 'none',
      ...(problem && { problem }),
      ignored: ignoredHeaders.filter((name) => Object.hasOwn(joseHeader, name)),
    },
  }
}

/** Nothing proves anything without a secret of the issuer's; a key of the token's own, or rules of its own, have no place here. */
function problemOf(header: JsonObject): SignedToken['problem'] {
  if (provesNothing(header.alg)) return 'no-signature'
  return refusedHeaders.some((name) => Object.hasOwn(header, name)) ? 'header' : undefined
}

const refusedHeaders = ['jwk', 'crit', 'b64', 'zip', 'enc']

/** `unsupported`: nothing was computed, because the key can't be read, is too weak, or is not one for this algorithm. */
export async function verifyWithPem(token: SignedToken, pem: string): Promise<'passed' | 'failed' | 'unsupported'> {
  const { algorithm } = token
  try {
    const key = await importSPKI(toSpki(pem), algorithm, { extractable: true })
    // The same bounds as for every other key of a stranger.
    if (!joseAlgorithmsOf(parsePublicJwk({ ...(await exportJWK(key)) })).includes(algorithm)) return 'unsupported'
    await compactVerify(token.text, key, { algorithms: [algorithm] })
    return 'passed'
  } catch (error) {
    return error instanceof errors.JWSSignatureVerificationFailed ? 'failed' : 'unsupported'
  }
}

/** PKCS#1 holds the bare numbers of an RSA key (RFC 8017 A.1.1); SPKI says before them whose numbers they are. */
function toSpki(pem: string): string {
  const [, body] = /-----BEGIN RSA PUBLIC KEY-----([\w+/=\s]{1,4000})-----END RSA PUBLIC KEY-----/.exec(pem) ?? []
  if (body === undefined) return pem
  const bits = derElement(0x03, [0, ...bytesOf(body.replace(/\s/g, ''))])
  const spki = String.fromCharCode(...derElement(0x30, [...rsaEncryption, ...bits]))
  return `-----BEGIN PUBLIC KEY-----\n${btoa(spki)}\n-----END PUBLIC KEY-----`
}

/** AlgorithmIdentifier 1.2.840.113549.1.1.1 with NULL. */
const rsaEncryption = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]

const bytesOf = (base64: string) => Array.from(atob(base64), (character) => character.charCodeAt(0))

/** X.690: a tag, how long it is, and what it is. */
function derElement(tag: number, content: readonly number[]): number[] {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return [tag, ...size, ...content]
}
