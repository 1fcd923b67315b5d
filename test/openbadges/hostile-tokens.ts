import { CompactSign, type CryptoKey, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import type { JsonObject } from '../../src/openbadges/index.ts'
import { lakesideDid, now, typicalCredential } from './lakeside.ts'

export interface TokenWorld {
  /** The issuer's, an Ed25519 key. */
  publicJwk: JsonObject
  genuine: string
  /** By name: tokens of which none may be taken for the issuer's valid credential. */
  hostile: ReadonlyMap<string, string>
}

/** What attackers have tried on JWTs, against one genuine VC-JWT. */
export async function tokenWorld(): Promise<TokenWorld> {
  const issuer = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const attacker = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const { kty, crv, x } = await exportJWK(issuer.publicKey)
  const publicJwk: JsonObject = { kty: kty ?? '', crv: crv ?? '', x: x ?? '' }
  const sign = (claims: object | string = genuineClaims(), header: object = {}, key: CryptoKey = issuer.privateKey) =>
    signed(typeof claims === 'string' ? claims : JSON.stringify(claims), { ...genuineHeader, ...header }, key)
  const genuine = await sign()
  const spki = await exportSPKI(issuer.publicKey)
  const attackerJwk = await exportJWK(attacker.publicKey)
  const byAttacker = (header: object) => sign(genuineClaims(), header, attacker.privateKey)
  const hostile = new Map([
    ...unsignedTokens(genuine),
    ...(await hmacTokens(genuine, spki, publicJwk)),
    ...mislabeledTokens(genuine),
    ...alteredTokens(genuine),
    ['embedded-jwk', await byAttacker({ kid: undefined, jwk: attackerJwk })],
    ['jku', await byAttacker({ jku: 'http://169.254.169.254/k' })],
    ['x5u', await byAttacker({ x5u: 'http://127.0.0.1:9/x' })],
    ['x5c', await byAttacker({ x5c: ['AAAA'] })],
    ['x5t', await byAttacker({ x5t: 'AAAA' })],
    ['kid-path-traversal', await byAttacker({ kid: '../../../../dev/null' })],
    ['kid-sql', await byAttacker({ kid: "x' OR '1'='1" })],
    ['kid-foreign-did', await byAttacker({ kid: 'did:key:z6MkEvil#z6MkEvil' })],
    ['huge-header-200kb', await sign(genuineClaims(), { pad: 'x'.repeat(200_000) })],
    ['typ-at+jwt', await sign(genuineClaims(), { typ: 'at+jwt' })],
    ['typ-list', await sign(genuineClaims(), { typ: ['JWT'] })],
    ['payload-not-json', await sign('not json')],
    ['payload-array', await sign('[1]')],
    ['payload-dup-keys', await sign(withFirstMember('"iss":"did:web:evil.example"'))],
    ['payload-proto', await sign(withFirstMember('"__proto__":{"admin":true}'))],
    ['payload-no-credential', await sign({ iss: lakesideDid, sub: 's', exp: 9_999_999_999 })],
    ['payload-two-credentials', await sign({ ...genuineClaims(), vc: typicalCredential() })],
    ['exp-1e400', await sign(withFirstMember('"iat":1e400'))],
    ['exp-string', await sign({ ...genuineClaims(), exp: '9999999999' })],
    ['exp-other', await sign({ ...genuineClaims(), exp: genuineClaims().exp + 1 })],
    ['exp-negative', await sign({ ...genuineClaims(), exp: -1 })],
    ['expired', await sign(endingAt(-120))],
    ['exp-30s-ago', await sign(endingAt(-30))],
    ['nbf-future', await sign(startingAt(3600))],
    ['nbf-other', await sign({ ...genuineClaims(), nbf: 0 })],
    ['nbf-missing', await sign({ ...genuineClaims(), nbf: undefined })],
    ['iss-other', await sign({ ...genuineClaims(), iss: 'did:web:evil.example' })],
    ['iss-array', await sign({ ...genuineClaims(), iss: [lakesideDid] })],
    ['iss-missing', await sign({ ...genuineClaims(), iss: undefined })],
    ['jti-other', await sign({ ...genuineClaims(), jti: 'urn:uuid:1' })],
    ['sub-without-subject-id', await sign({ ...genuineClaims(), sub: 'did:example:evil' })],
    ['another-key', await byAttacker({})],
  ])
  return { publicJwk, genuine, hostile }
}

const genuineHeader = { alg: 'EdDSA', kid: `${lakesideDid}#key-1`, typ: 'JWT' }

function genuineClaims() {
  const credential = typicalCredential()
  const { id, validFrom, validUntil } = credential
  return { ...credential, iss: lakesideDid, jti: id, nbf: seconds(validFrom), exp: seconds(validUntil) }
}

function endingAt(offsetSeconds: number) {
  const exp = seconds(now) + offsetSeconds
  return { ...genuineClaims(), exp, validUntil: dateTime(exp) }
}

function startingAt(offsetSeconds: number) {
  const nbf = seconds(now) + offsetSeconds
  return { ...genuineClaims(), nbf, validFrom: dateTime(nbf) }
}

function withFirstMember(member: string): string {
  return JSON.stringify(genuineClaims()).replace('{', `{${member},`)
}

function unsignedTokens(genuine: string): [string, string][] {
  const [, payload, signature] = genuine.split('.')
  return [
    ['alg-none', `${encoded({ ...genuineHeader, alg: 'none' })}.${payload}.`],
    ['alg-None', `${encoded({ ...genuineHeader, alg: 'None' })}.${payload}.`],
    ['alg-nOnE-with-sig', `${encoded({ ...genuineHeader, alg: 'nOnE' })}.${payload}.${signature}`],
    ['sig-empty', `${genuine.split('.', 2).join('.')}.`],
  ]
}

/** A public key misused as the secret of a symmetric algorithm. */
async function hmacTokens(genuine: string, spki: string, jwk: JsonObject): Promise<[string, string][]> {
  const [, payload] = genuine.split('.')
  const secrets: [string, Uint8Array][] = [
    ['hs256-pubkey-spki', Buffer.from(spki)],
    ['hs256-pubkey-raw', Buffer.from(String(jwk.x), 'base64url')],
    ['hs256-pubkey-jwk', Buffer.from(JSON.stringify(jwk))],
    ['hs256-zero', new Uint8Array(32)],
  ]
  const content = `${encoded({ ...genuineHeader, alg: 'HS256' })}.${payload}`
  const parameters = { name: 'HMAC', hash: 'SHA-256' }
  return Promise.all(
    secrets.map(async ([name, secret]) => {
      const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), parameters, false, ['sign'])
      const signature = await crypto.subtle.sign('HMAC', key, Buffer.from(content))
      return [name, `${content}.${Buffer.from(signature).toString('base64url')}`] as [string, string]
    }),
  )
}

/** Headers that don't fit the genuine signature behind them. */
function mislabeledTokens(genuine: string): [string, string][] {
  const [, payload, signature] = genuine.split('.')
  const labeled = (header: object | string) => `${encoded(header)}.${payload}.${signature}`
  const zeros = Buffer.alloc(64).toString('base64url')
  return [
    ['alg-missing', labeled({ kid: 'x' })],
    ['alg-number', labeled({ ...genuineHeader, alg: 1 })],
    ['rs256-label', labeled({ ...genuineHeader, alg: 'RS256' })],
    ['es256-label', labeled({ ...genuineHeader, alg: 'ES256' })],
    ['es256-zero-sig', `${encoded({ ...genuineHeader, alg: 'ES256' })}.${payload}.${zeros}`],
    ['kid-object', labeled({ ...genuineHeader, kid: { a: 1 } })],
    ['crit-unknown', labeled({ ...genuineHeader, crit: ['x'], x: 1 })],
    ['b64-false', labeled({ ...genuineHeader, b64: false, crit: ['b64'] })],
    ['zip-def', labeled({ ...genuineHeader, zip: 'DEF' })],
    ['dup-alg', labeled('{"alg":"EdDSA","alg":"none"}')],
    ['header-array', labeled([genuineHeader])],
  ]
}

function alteredTokens(genuine: string): [string, string][] {
  const [header, payload, signature = ''] = genuine.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  return [
    ['sig-truncated', `${header}.${payload}.${signature.slice(0, 40)}`],
    ['sig-malleated-S+L', `${header}.${payload}.${malleated(bytes).toString('base64url')}`],
    ['payload-tampered', `${header}.${encoded({ ...genuineClaims(), name: 'evil' })}.${signature}`],
    ['b64-padding', `${genuine}==`],
    [
      'b64-std-alphabet',
      `${header}.${payload}.${Buffer.from(Uint8Array.of(0xfb, 0xff, ...bytes.subarray(2))).toString('base64')}`,
    ],
    ['b64-noncanonical-tail', `${header}.${payload}.${signature.slice(0, -1)}${nextCharacter(signature.slice(-1))}`],
    ['four-parts', `${genuine}.x`],
    ['two-parts', `${header}.${payload}`],
    ['whitespace', ` ${genuine}\n`],
    ['jwe-5-parts', 'a.b.c.d.e'],
    ['empty', ''],
  ]
}

/** The same signature in another spelling, which RFC 8032 has verifiers refuse. */
function malleated(signature: Buffer): Buffer {
  const order = 7237005577332262213973186563042994240857116359379907606001950938285454250989n
  let scalar = signature.subarray(32).reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n) + order
  const spelled = Buffer.from(signature)
  for (let index = 32; index < 64; index++, scalar >>= 8n) spelled[index] = Number(scalar & 0xffn)
  return spelled
}

/** 64 bytes end in a character with four bits to spare: A, Q, g or w. */
function nextCharacter(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 1)
}

function signed(payload: string, header: object, key: CryptoKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key)
}

function encoded(part: object | string): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}

function seconds(dateTime: string): number {
  return Date.parse(dateTime) / 1000
}

function dateTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '')
}
