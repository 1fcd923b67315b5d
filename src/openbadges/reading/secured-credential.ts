import { type CredentialDocument, guardAnyWords, guardCredential } from '../model/shape-guard.ts'
import { readToken } from '../proofs/vc-jwt.ts'
import type { CredentialSummary } from '../report/verification-report.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../text/strict-json.ts'
import { decodeUtf8 } from '../text/utf-8.ts'
import { findShapeFault, findSubjectFault, namesSomebody, type ShapeFault } from './credential-shape.ts'
import { summarizeCredential } from './credential-summary.ts'

/** A credential with what secures it: the token it came in, or else the proofs inside it. */
export interface SecuredCredential {
  credential: CredentialDocument
  token?: { text: string; header: JsonObject }
  /** SHA-256 of the bytes that were read, where somebody remembers by it. Whatever they were, this came of them. */
  digest?: string
  /** Contexts that are not kept here, where its reader let them be. */
  unknownContexts: readonly string[]
  // What the text alone decides, worked out when it is first asked for.
  shapeFault(): ShapeFault | undefined
  subjectFault(): ShapeFault | undefined
  namesSomebody(): boolean
  summary(): CredentialSummary
}

/**
 * Reads JSON or a compact JWS strictly. Throws OpenBadgeError for what can't be processed at all, among it words of unknown
 * contexts unless they may be `any`.
 */
export function readSecuredCredential(
  input: string | Uint8Array,
  form?: 'json' | 'jws',
  contexts: 'known' | 'any' = 'known',
): SecuredCredential {
  const text = typeof input === 'string' ? input : decodeUtf8(input)
  const trimmed = text.trim()
  const isToken = form === undefined ? startsLikeToken(trimmed) : form === 'jws'
  if (!isToken) return secureCredential(parseStrictJson(text), contexts)
  const { header, secured } = readToken(trimmed)
  return secureCredential(secured, contexts, { text: trimmed, header })
}

/** The same of what was read as JSON before. */
export function secureCredential(
  value: JsonValue,
  contexts: 'known' | 'any',
  token?: { text: string; header: JsonObject },
): SecuredCredential {
  if (contexts === 'known') return toSecuredCredential(guardCredential(value), token)
  const { credential, unknownContexts } = guardAnyWords(value)
  return { ...toSecuredCredential(credential, token), unknownContexts: unknownContexts.map(({ name }) => name) }
}

export function toSecuredCredential(
  credential: CredentialDocument,
  token?: { text: string; header: JsonObject },
): SecuredCredential {
  return {
    credential,
    ...(token && { token }),
    unknownContexts: [],
    shapeFault: once(() => findShapeFault(credential)),
    subjectFault: once(() => findSubjectFault(credential)),
    namesSomebody: once(() => namesSomebody(credential)),
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
