import { OpenBadgeError } from './error.ts'
import { type CredentialDocument, parseCredential } from './shape-guard.ts'
import type { JsonObject } from './strict-json.ts'
import { readVcJwt } from './vc-jwt.ts'

/** A credential with what secures it: the token it came in, or else the proofs inside it. */
export interface SecuredCredential {
  credential: CredentialDocument
  token?: { text: string; header: JsonObject }
}

/** Reads JSON or a compact JWS strictly. Throws OpenBadgeError for what can't be processed at all. */
export function readSecuredCredential(input: string | Uint8Array, form?: 'json' | 'jws'): SecuredCredential {
  const text = typeof input === 'string' ? input : decodeUtf8(input)
  const trimmed = text.trim()
  const isToken = form === undefined ? startsLikeToken(trimmed) : form === 'jws'
  if (!isToken) return { credential: parseCredential(text) }
  const { credential, header } = readVcJwt(trimmed)
  return { credential, token: { text: trimmed, header } }
}

/** JSON never starts like this; what is wrong with a token is for its strict reader to say. */
const startsLikeToken = (text: string): boolean => /^[\w-]+\./.test(text)

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new OpenBadgeError('malformed-json', 'The text is not UTF-8.', { cause })
  }
}
