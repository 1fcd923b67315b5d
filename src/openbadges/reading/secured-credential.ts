import { type CredentialDocument, parseCredential } from '../model/shape-guard.ts'
import { readVcJwt } from '../proofs/vc-jwt.ts'
import type { CredentialSummary } from '../report/verification-report.ts'
import { OpenBadgeError } from '../text/error.ts'
import type { JsonObject } from '../text/strict-json.ts'
import { findShapeFault, findSubjectFault, type ShapeFault } from './credential-shape.ts'
import { summarizeCredential } from './credential-summary.ts'

/** A credential with what secures it: the token it came in, or else the proofs inside it. */
export interface SecuredCredential {
  credential: CredentialDocument
  token?: { text: string; header: JsonObject }
  /** SHA-256 of the bytes that were read, where somebody remembers by it. Whatever they were, this came of them. */
  digest?: string
  // What the text alone decides, worked out when it is first asked for.
  shapeFault(): ShapeFault | undefined
  subjectFault(): ShapeFault | undefined
  summary(): CredentialSummary
}

/** Reads JSON or a compact JWS strictly. Throws OpenBadgeError for what can't be processed at all. */
export function readSecuredCredential(input: string | Uint8Array, form?: 'json' | 'jws'): SecuredCredential {
  const text = typeof input === 'string' ? input : decodeUtf8(input)
  const trimmed = text.trim()
  const isToken = form === undefined ? startsLikeToken(trimmed) : form === 'jws'
  if (!isToken) return toSecuredCredential(parseCredential(text))
  const { credential, header } = readVcJwt(trimmed)
  return toSecuredCredential(credential, { text: trimmed, header })
}

export function toSecuredCredential(
  credential: CredentialDocument,
  token?: { text: string; header: JsonObject },
): SecuredCredential {
  return {
    credential,
    ...(token && { token }),
    shapeFault: once(() => findShapeFault(credential)),
    subjectFault: once(() => findSubjectFault(credential)),
    summary: once(() => summarizeCredential(credential)),
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: { value: Made } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
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
