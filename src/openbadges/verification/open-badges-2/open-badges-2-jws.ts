import { parseBase64url } from '../../text/base64url.ts'
import { OpenBadgeError } from '../../text/error.ts'
import { objectOf, stringOf } from '../../text/json-reading.ts'
import { type JsonObject, parseStrictJson } from '../../text/strict-json.ts'

export interface SignedAssertion {
  assertion: JsonObject
  token: { algorithm: string; isAcceptable: boolean; signed: Uint8Array; signature: Uint8Array }
}

/** Open Badges 2.0 § Signed Badges: a compact JWS over the assertion. Undefined for what is no token at all. */
export function readSignedAssertion(text: string): SignedAssertion | undefined {
  const token = text.trim()
  if (!/^[\w=-]+(?:\.[\w=-]*)+$/.test(token)) return undefined
  const parts = token.split('.')
  const [header, payload, signature] = parts.map(parseBase64url)
  if (parts.length !== 3 || !header?.length || !payload?.length || !signature?.length) {
    throw new OpenBadgeError('malformed-jws', 'This is not a compact JWS.')
  }
  const joseHeader = objectOf(parseStrictJson(header))
  if (!joseHeader) throw new OpenBadgeError('malformed-jws', 'The header of the token is not an object.')
  const assertion = objectOf(parseStrictJson(payload))
  if (!assertion) throw new OpenBadgeError('not-a-credential', 'The payload of the token is not an object.')
  const algorithm = stringOf(joseHeader.alg) ?? 'none'
  const signed = new TextEncoder().encode(token.slice(0, token.lastIndexOf('.')))
  return { assertion, token: { algorithm, isAcceptable: isPlain(joseHeader), signed, signature } }
}

/** RSA with SHA-2 only. False for every signature that is not the key's, and for keys that nobody should use. */
export async function verifyWithPem(token: SignedAssertion['token'], pem: string): Promise<boolean> {
  const hash = hashes[token.algorithm]
  const spki = readPem(pem)
  if (!hash || !spki || !token.isAcceptable) return false
  try {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
    const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify'])
    const { modulusLength } = key.algorithm as { name: string; modulusLength?: number }
    if (!modulusLength || modulusLength < 2048 || modulusLength > 8192) return false
    return await crypto.subtle.verify(
      algorithm.name,
      key,
      new Uint8Array(token.signature),
      new Uint8Array(token.signed),
    )
  } catch {
    // Not an RSA key, or not a key: it signed nothing.
    return false
  }
}

const hashes: Readonly<Record<string, string>> = { RS256: 'SHA-256', RS384: 'SHA-384', RS512: 'SHA-512' }

/** Headers that fetch a key, compress, or change what is signed. */
const isPlain = (header: JsonObject) => !refusedHeaders.some((name) => Object.hasOwn(header, name))
const refusedHeaders = ['jku', 'jwk', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit', 'b64', 'zip', 'enc']

function readPem(pem: string): Uint8Array<ArrayBuffer> | undefined {
  const [, body] =
    /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]{1,4000})-----END PUBLIC KEY-----\s*$/.exec(pem) ?? []
  if (body === undefined) return undefined
  try {
    return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
