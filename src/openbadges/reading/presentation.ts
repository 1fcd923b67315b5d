import { contextUrls } from '../model/contexts.ts'
import { readToken } from '../proofs/vc-jwt.ts'
import { parseBase64url } from '../text/base64url.ts'
import { OpenBadgeError } from '../text/error.ts'
import { hasType, listOf, objectOf, stringOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'

/**
 * What a presentation or an envelope holds (VCDM 2.0 § Verifiable Presentations, § Enveloped Verifiable Credentials): tokens as
 * text, credentials as objects. Undefined for everything else. Who presents them is not looked at: whoever brings a file here is
 * nobody's holder.
 */
export function presentedCredentials(document: JsonValue): JsonValue[] | undefined {
  const object = objectOf(document)
  if (!object || !isPresenting(object)) return undefined
  return credentialsIn(object, 'outermost')
}

/** The same of a token: its claims are a presentation, or hold one (VCDM 1.1 § JSON Web Token). */
export function presentedInToken(token: string): JsonValue[] | undefined {
  const { payload } = readToken(token)
  return presentedCredentials(objectOf(payload.vp) ?? payload)
}

/** Whether a document is one of these, as far as its own words go. */
export function isPresenting(document: unknown): boolean {
  if (typeof document !== 'object' || document === null) return false
  if ('vp' in document && typeof document.vp === 'object') return isPresenting(document.vp)
  return 'type' in document && [document.type].flat().some((type) => presenting.includes(type as string))
}

const presenting = ['VerifiablePresentation', 'EnvelopedVerifiablePresentation', 'EnvelopedVerifiableCredential']

function credentialsIn(document: JsonObject, place: 'outermost' | 'inside'): JsonValue[] {
  const [context] = listOf(document['@context'])
  if (context !== contextUrls.credentialsV2 && context !== contextUrls.credentialsV1)
    throw new OpenBadgeError('schema', 'It is not led by a context of the data model.', { pointer: '/@context' })
  if (hasType(document, 'EnvelopedVerifiableCredential')) return [envelopedToken(document, 'vc')]
  if (hasType(document, 'EnvelopedVerifiablePresentation')) {
    if (place === 'inside') throw new OpenBadgeError('schema', 'A presentation is inside a presentation.')
    const { payload } = readToken(envelopedToken(document, 'vp'))
    return credentialsIn(payload, 'inside')
  }
  const presented = listOf(document.verifiableCredential)
  if (presented.length === 0)
    throw new OpenBadgeError('not-a-credential', 'This presentation holds no credential.', {
      pointer: '/verifiableCredential',
    })
  return presented
}

/** What stands in a presentation, out of its envelope. */
export function unwrapped(presented: JsonValue): JsonValue {
  const object = objectOf(presented)
  return object && hasType(object, 'EnvelopedVerifiableCredential') ? envelopedToken(object, 'vc') : presented
}

/** RFC 2397: scheme, type and parameters have no case, `+` may be percent-encoded, and the whole may be base64. */
function tokenIn(address: string, what: 'vc' | 'vp'): string | undefined {
  const [, type = '', body = ''] =
    /^data:([^,]{1,100}),(.+)$/is.exec(address.replace(/^(data:[^,;]+);(?=[\w-]+\.)/i, '$1,')) ?? []
  const [mediaType = '', ...parameters] = type.replace(/%2b/gi, '+').toLowerCase().split(';')
  if (!new RegExp(`^application/${what}(?:\\+ld)?(?:\\+json)?\\+jwt$`).test(mediaType)) return undefined
  const token = parameters.includes('base64') ? base64Text(body) : body
  return token !== undefined && /^[\w.-]+$/.test(token) ? token : undefined
}

function base64Text(body: string): string | undefined {
  const bytes = parseBase64url(
    body
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/={1,2}$/, ''),
  )
  return bytes && new TextDecoder().decode(bytes)
}

/** VC-JOSE-COSE § Enveloped: the whole token stands in a `data:` address that says what it is. */
function envelopedToken(envelope: JsonObject, what: 'vc' | 'vp'): string {
  const id = stringOf(envelope.id) ?? ''
  const token = tokenIn(id, what)
  if (token !== undefined) return token
  if (/^data:application\/v[cp]\b/i.test(id))
    throw new OpenBadgeError('unsupported-media', 'The envelope is of a kind that we do not open.', { pointer: '/id' })
  throw new OpenBadgeError('schema', 'The envelope holds nothing.', { pointer: '/id' })
}
