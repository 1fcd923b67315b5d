import { CompactSign, type CryptoKey, compactVerify, importJWK } from 'jose'
import {
  isJoseAlgorithm,
  joseAlgorithmsOf,
  parsePublicJwk,
  type SigningKey,
  signatureLengthOf,
  UnsupportedKeyError,
  type VerificationKey,
} from '../keys/keys.ts'
import { keyProblems } from '../keys/verification-method.ts'
import { type CredentialDocument, guardCredential } from '../model/shape-guard.ts'
import { parseBase64url } from '../text/base64url.ts'
import { toDateTimeStamp } from '../text/date-time-stamp.ts'
import { OpenBadgeError } from '../text/error.ts'
import { idOf, objectOf, stringOf } from '../text/json-reading.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../text/strict-json.ts'
import { type ProofOutcome, proofProblems, uncompared } from './data-integrity.ts'

/** `open-badges`: OB 3.0 § JSON Web Token Proof Format. `vc-jose-cose`: W3C Securing VCs using JOSE and COSE. */
export type VcJwtDialect = 'open-badges' | 'vc-jose-cose'

/**
 * Secures a credential, signed or not, as a compact JWS with an ES256 key. The 1EdTech inspector reads the `open-badges`
 * dialect. Throws OpenBadgeError `schema` for dates with fractions of a second, which the claims can't carry.
 */
export async function signVcJwt(credential: object, key: SigningKey, dialect: VcJwtDialect): Promise<string> {
  if (key.algorithm !== 'P-256') throw new OpenBadgeError('schema', 'A VC-JWT is signed with a P-256 key.')
  // Built by us or read by the guard, so it is JSON whatever TypeScript calls it.
  const document = credential as JsonObject
  const isOpenBadges = dialect === 'open-badges'
  const payload = isOpenBadges ? { ...document, ...wholeSecondClaims(document) } : document
  const types = isOpenBadges ? { typ: 'JWT' } : { typ: 'vc+jwt', cty: 'vc' }
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: key.id, ...types })
    .sign(key.privateKey)
}

/**
 * Reads a token without trusting it: compact form with one spelling only, strict JSON, and a credential that passes the
 * guard. Registered claims fill what the credential leaves to them, as its standard says. Throws OpenBadgeError.
 */
export function readVcJwt(token: string): { header: JsonObject; payload: JsonObject; credential: CredentialDocument } {
  const { header, payload, secured } = readToken(token)
  return { header, payload, credential: guardCredential(secured) }
}

/** The same before the guard: a signature over JSON can be looked at whatever the words mean. */
export function readToken(token: string): { header: JsonObject; payload: JsonObject; secured: JsonObject } {
  const { header, payload } = readCompactJws(token)
  return { header, payload, secured: securedCredential(header, payload) }
}

/**
 * Verifies a token with a key that the caller has found. The token may only name an algorithm that the key allows. Dates of the
 * credential are not looked at. Passing means the issuer's only if the key is: one from the token's own `jwk` header belongs
 * to whoever made the token, and `verificationMethod` is then `jwk`.
 */
export async function verifyVcJwt(input: { token: string; key: JsonObject; now: Date }): Promise<ProofOutcome> {
  try {
    const outcome = await verifyToken({ ...input, key: parsePublicJwk(input.key) })
    return outcome.state === 'failed' ? failed(outcome.reason) : outcome
  } catch (error) {
    if (error instanceof UnsupportedKeyError) return { state: 'not_checked', reason: 'unsupported-suite' }
    if (error instanceof OpenBadgeError) return failed(tokenProblems.signature)
    throw error
  }
}

/** The same with a key that was read before. */
export async function verifyToken(input: { token: string; key: VerificationKey; now: Date }): Promise<ProofOutcome> {
  const jws = readToken(input.token)
  const { header } = jws
  const algorithm = String(header.alg)
  if (headerProblem(header)) return uncompared(tokenProblems.signature)
  if (!isJoseAlgorithm(algorithm)) return { state: 'not_checked', reason: 'unsupported-suite' }
  if (!joseAlgorithmsOf(input.key).includes(algorithm)) return uncompared(tokenProblems.signature)
  const publicKey = await usableKey(input.key, algorithm)
  if (!publicKey) return { state: 'not_checked', reason: keyProblems.unreadable }
  if (!(await isSignedWith(input.token, publicKey, algorithm)))
    return isWhole(input.token, input.key) ? failed(tokenProblems.signature) : uncompared(tokenProblems.signature)
  if (!claimsAgree(jws)) return failed(tokenProblems.claims)
  if (signatureEndOf(jws) <= input.now.getTime()) return failed(proofProblems.expired)
  const ignored = ignoredHeaders.filter((name) => Object.hasOwn(header, name))
  return {
    state: 'passed',
    verificationMethod: stringOf(header.kid) ?? 'jwk',
    ...(ignored.length > 0 && { ignored: ignored.join(' ') }),
  }
}

/** Undefined for what only WebCrypto finds to be no key, such as a point beside its curve. */
async function usableKey({ jwk }: VerificationKey, algorithm: string) {
  try {
    return await importJWK({ ...jwk }, algorithm)
  } catch {
    return undefined
  }
}

/** Whether the signature has the length of one: in another form, such as DER, or cut off, it fits nothing. */
const isWhole = (token: string, key: VerificationKey): boolean =>
  parseBase64url(token.slice(token.lastIndexOf('.') + 1))?.length === signatureLengthOf(key)

async function isSignedWith(token: string, publicKey: CryptoKey | Uint8Array, algorithm: string): Promise<boolean> {
  try {
    await compactVerify(token, publicKey, { algorithms: [algorithm] })
    return true
  } catch {
    // Whatever the reason, this key did not sign this token.
    return false
  }
}

/**
 * What in the header keeps anything from being computed: `none` and shared secrets prove nothing, and members that change the
 * rules have no place here. Undefined where nothing does.
 */
export function headerProblem(header: JsonObject): 'no-signature' | 'header' | undefined {
  const { alg, kid, typ } = header
  if (provesNothing(alg)) return 'no-signature'
  if (refusedHeaders.some((name) => Object.hasOwn(header, name))) return 'header'
  if (kid !== undefined && !(typeof kid === 'string' && keyName.test(kid))) return 'header'
  return typ === undefined || tokenTypes.includes(mediaTypeOf(header)) ? undefined : 'header'
}

/** `none`, and a secret that whoever checks would have to share. */
export const provesNothing = (algorithm: JsonValue | undefined): boolean =>
  typeof algorithm !== 'string' || /^(none|hs\d+)$/i.test(algorithm)

/** OB 3.0 § JWT: the claims repeat what the credential says. `sub` exists only where the subject has an id. */
function wholeSecondClaims(credential: JsonObject) {
  for (const date of [credential.validFrom, credential.validUntil]) {
    if (typeof date === 'string' && Date.parse(date) % 1000 !== 0) {
      throw new OpenBadgeError('schema', 'The claims of a VC-JWT carry whole seconds only.')
    }
  }
  return expectedClaims(credential)
}

function readCompactJws(token: string): { header: JsonObject; payload: JsonObject } {
  if (token.length > maxTokenLength) throw new OpenBadgeError('payload-too-large', 'The token is too long.')
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  if (header.length > maxHeaderLength)
    throw new OpenBadgeError('payload-too-large', 'The header of the token is too long.')
  const bytes = [header, payload, signature].map(parseBase64url)
  const [headerBytes, payloadBytes, signatureBytes] = bytes
  if (!headerBytes?.length || !payloadBytes?.length || !signatureBytes || more.length > 0) throw malformed()
  const joseHeader = objectOf(parseStrictJson(headerBytes))
  if (!joseHeader) throw malformed()
  // RFC 7515 A.5: a token that isn't secured has no signature. It is well formed, and proves nothing.
  if (signature === '' && !/^none$/i.test(String(joseHeader.alg))) throw malformed()
  const claims = objectOf(parseStrictJson(payloadBytes))
  if (!claims) throw new OpenBadgeError('not-a-credential', 'The payload of the token is not an object.')
  return { header: joseHeader, payload: claims }
}

/** base64url of the most that strict JSON takes, with room for header and signature. */
const maxTokenLength = 1_420_000
const maxHeaderLength = 8192

function malformed(): OpenBadgeError {
  return new OpenBadgeError('malformed-jws', 'refused.notAJws')
}

/** VCDM 2.0 puts the credential's own members beside the claims, VCDM 1.1 puts it under `vc`. Both at once is neither. */
function securedCredential(header: JsonObject, payload: JsonObject): JsonObject {
  const { vc, iss, sub, jti, nbf, exp, iat: _, aud: __, ...members } = payload
  // In VC-JOSE-COSE `exp` ends the signature, in Open Badges the credential.
  if (vc === undefined)
    return isW3c(header) ? members : { ...members, ...filled(members, 'validUntil', toDateTime(exp)) }
  const credential = objectOf(vc)
  if (!credential || members['@context'] !== undefined) {
    throw new OpenBadgeError('not-a-credential', 'The token does not say which credential it secures.', {
      pointer: '/vc',
    })
  }
  const subject = objectOf(credential.credentialSubject)
  return {
    ...credential,
    ...filled(credential, 'id', jti),
    ...filled(credential, 'issuer', iss),
    ...filled(credential, 'issuanceDate', toDateTime(nbf)),
    ...filled(credential, 'expirationDate', toDateTime(exp)),
    ...(subject ? { credentialSubject: { ...subject, ...filled(subject, 'id', sub) } } : {}),
  }
}

function filled(object: JsonObject, member: string, value: JsonValue | undefined): JsonObject {
  return value === undefined || object[member] !== undefined ? {} : { [member]: value }
}

function toDateTime(numericDate: JsonValue | undefined): JsonValue | undefined {
  // The last second that a date of four digits can say; anything else fails where the claims are compared.
  if (typeof numericDate !== 'number' || numericDate < 0 || numericDate > 253402300799) return numericDate
  return toDateTimeStamp(new Date(numericDate * 1000))
}

/** An address, a fragment of one, or a name such as a thumbprint. No path: it would lead on from an address nobody gave. */
const keyName = /^(?:did:\S+|https?:\/\/\S+|#?[\p{L}\p{N}_.~:=+ -]{1,256})$/u

const refusedHeaders = ['crit', 'b64', 'zip']

/** They lead to keys, or to words about keys, that are not the issuer's: never followed, whatever they say (RFC 7515 § 4.1). */
export const ignoredHeaders = ['jku', 'x5u', 'x5c', 'x5t', 'x5t#S256'] as const

function isW3c(header: JsonObject): boolean {
  return w3cTypes.includes(mediaTypeOf(header))
}

/** RFC 7515 § 4.1.9: `application/` may be left out, and names of media types have no case. */
const mediaTypeOf = ({ typ }: JsonObject) => (stringOf(typ) ?? '').toLowerCase().replace(/^application\//, '')

/** Of VC-JOSE-COSE and its drafts. */
const w3cTypes: readonly string[] = ['vc+jwt', 'vc+ld+jwt', 'vc+ld+json+jwt']
const tokenTypes: readonly string[] = ['jwt', ...w3cTypes]

/**
 * Two readers must not see two issuers, subjects or dates in one token. Open Badges demands the claims, though 1EdTech's own
 * samples leave out `sub`; VC-JOSE-COSE only wants those that are there to agree, and there `exp` may be the end of the
 * signature alone.
 */
function claimsAgree({ header, payload, secured }: ReturnType<typeof readToken>): boolean {
  const areOptional = isW3c(header)
  const { exp, ...expected } = expectedClaims(secured)
  const agree = Object.entries({ iss: undefined, sub: undefined, jti: undefined, nbf: undefined, ...expected }).every(
    ([claim, value]) => payload[claim] === value || (payload[claim] === undefined && (areOptional || claim === 'sub')),
  )
  if (!agree || !isNumericDate(payload.exp) || !isNumericDate(payload.nbf)) return false
  return payload.exp === undefined || payload.exp === exp || areOptional
}

/** In VC-JOSE-COSE `exp` is the end of the signature alone, where it is not that of the credential as well. */
export function signatureEndOf({ header, payload, secured }: ReturnType<typeof readToken>): number {
  const isOfCredential = payload.exp === undefined || payload.exp === expectedClaims(secured).exp
  return isOfCredential || !isW3c(header) ? Number.POSITIVE_INFINITY : Number(payload.exp) * 1000
}

function isNumericDate(value: JsonValue | undefined): boolean {
  return value === undefined || (typeof value === 'number' && value >= 0)
}

function expectedClaims(credential: JsonObject): JsonObject {
  const claims = {
    iss: idOf(credential.issuer),
    jti: stringOf(credential.id),
    sub: stringOf(objectOf(credential.credentialSubject)?.id),
    nbf: toNumericDate(credential.validFrom ?? credential.issuanceDate),
    exp: toNumericDate(credential.validUntil ?? credential.expirationDate),
  }
  return Object.fromEntries(
    Object.entries(claims).flatMap(([claim, value]) => (value === undefined ? [] : [[claim, value]])),
  )
}

function toNumericDate(date: JsonValue | undefined): number | undefined {
  return typeof date === 'string' ? Math.floor(Date.parse(date) / 1000) : undefined
}

/** VCDM 2.0 § Problem Details, and our own words for what it has none for. */
export const tokenProblems = {
  signature: 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR',
  claims: 'claims-mismatch',
} as const

const failed = (reason: string): ProofOutcome => ({ state: 'failed', reason })
