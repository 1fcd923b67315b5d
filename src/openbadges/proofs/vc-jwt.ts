import { CompactSign, compactVerify, importJWK } from 'jose'
import { parsePublicJwk, type SigningKey, type VerificationKey } from '../keys/keys.ts'
import { type CredentialDocument, guardCredential } from '../model/shape-guard.ts'
import { parseBase64url } from '../text/base64url.ts'
import { toDateTimeStamp } from '../text/date-time-stamp.ts'
import { OpenBadgeError } from '../text/error.ts'
import { idOf, objectOf, stringOf } from '../text/json-reading.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../text/strict-json.ts'
import type { ProofOutcome } from './data-integrity.ts'

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
  const { header, payload } = readCompactJws(token)
  return { header, payload, credential: guardCredential(securedCredential(header, payload)) }
}

/**
 * Verifies a token with a key that the caller has found. The algorithm is the key's, never the token's choice. Dates of the
 * credential are not looked at. Passing means the issuer's only if the key is: one from the token's own `jwk` header belongs
 * to whoever made the token, and `verificationMethod` is then `jwk`.
 */
export async function verifyVcJwt(input: { token: string; key: JsonObject; now: Date }): Promise<ProofOutcome> {
  let jws: ReturnType<typeof readVcJwt>
  let key: VerificationKey
  try {
    jws = readVcJwt(input.token)
    key = parsePublicJwk(input.key)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return failed
  }
  const algorithm = algorithms[key.algorithm]
  if (algorithm === undefined) return { state: 'not_checked', reason: 'unsupported-suite' }
  if (!isAcceptableHeader(jws.header, algorithm)) return failed
  try {
    const publicKey = await importJWK({ ...key.jwk }, algorithm)
    await compactVerify(input.token, publicKey, { algorithms: [algorithm] })
  } catch {
    // Whatever the reason, this key did not sign this token.
    return failed
  }
  if (!claimsAgree(jws, input.now)) return { state: 'failed', reason: 'claims-mismatch' }
  return { state: 'passed', verificationMethod: stringOf(jws.header.kid) ?? 'jwk' }
}

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
  return new OpenBadgeError('malformed-jws', 'This is not a compact JWS.')
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

const algorithms: Partial<Record<VerificationKey['algorithm'], string>> = {
  Ed25519: 'EdDSA',
  'P-256': 'ES256',
  RSA: 'RS256',
}

/** Headers that fetch, nest, compress or change the rules have no place here (OB 3.0 allows `alg`, `kid`, `jwk` and `typ`). */
function isAcceptableHeader(header: JsonObject, algorithm: string): boolean {
  if (header.alg !== algorithm) return false
  if (refusedHeaders.some((name) => Object.hasOwn(header, name))) return false
  if (header.kid !== undefined && typeof header.kid !== 'string') return false
  return header.typ === undefined || stringOf(header.typ)?.toLowerCase() === 'jwt' || isW3c(header)
}

const refusedHeaders = ['jku', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit', 'b64', 'zip']

function isW3c({ typ }: JsonObject): boolean {
  return w3cTypes.includes(stringOf(typ)?.toLowerCase() ?? '')
}

/** Of VC-JOSE-COSE and its drafts. */
const w3cTypes = ['vc+jwt', 'vc+ld+jwt', 'vc+ld+json+jwt']

/**
 * Two readers must not see two issuers, subjects or dates in one token. Open Badges demands the claims, though 1EdTech's own
 * samples leave out `sub`; VC-JOSE-COSE only wants those that are there to agree, and there `exp` may be the end of the
 * signature alone.
 */
function claimsAgree({ header, payload, credential }: ReturnType<typeof readVcJwt>, now: Date): boolean {
  const areOptional = isW3c(header)
  const { exp, ...expected } = expectedClaims(credential)
  const agree = Object.entries({ iss: undefined, sub: undefined, jti: undefined, nbf: undefined, ...expected }).every(
    ([claim, value]) => payload[claim] === value || (payload[claim] === undefined && (areOptional || claim === 'sub')),
  )
  if (!agree || !isNumericDate(payload.exp) || !isNumericDate(payload.nbf)) return false
  if (payload.exp === undefined || payload.exp === exp) return true
  return areOptional && Number(payload.exp) * 1000 > now.getTime()
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

/** VCDM 2.0 § Problem Details. */
const failed = {
  state: 'failed',
  reason: 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR',
} as const satisfies ProofOutcome
