import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import { multikeyToJwk, type SigningKey } from '../../src/openbadges/index.ts'
import { createStranger, type Stranger, strangersBadge } from '../support/strangers.ts'

type Claims = Record<string, unknown>

/** Tokens that attack their verifier, by name. All name the district as issuer; those that are signed right are by a stranger. */
export async function hostileToken(name: string, district: Stranger): Promise<string> {
  const make = tokens[name]
  if (!make) throw new Error(`There is no hostile token called ${name}.`)
  const stranger = await createStranger('did:web:elsewhere.org')
  const { proof: _, ...members } = strangersBadge(district.did)
  const claims = {
    ...members,
    iss: district.did,
    jti: members.id,
    nbf: Date.parse('2026-05-01T14:03:00Z') / 1000,
    exp: Date.parse('2027-05-01T14:03:00Z') / 1000,
  }
  const honest = await signed(district.key, { alg: 'EdDSA', kid: district.key.id, typ: 'JWT' }, claims)
  return make({ claims, honest, parts: partsOf(honest), district, stranger, kid: district.key.id })
}

interface Material {
  claims: Claims
  honest: string
  parts: { header: string; payload: string; signature: string }
  district: Stranger
  stranger: Stranger
  kid: string
}

const tokens: Readonly<Record<string, (material: Material) => string | Promise<string>>> = {
  ok: ({ honest }) => honest,
  'alg-none': ({ parts }) => `${encode({ alg: 'none' })}.${parts.payload}.`,
  'alg-None': ({ parts }) => `${encode({ alg: 'None' })}.${parts.payload}.`,
  'alg-nOnE-with-sig': ({ parts }) => relabeled(parts, { alg: 'nOnE' }),
  'alg-missing': ({ parts }) => relabeled(parts, { kid: 'x' }),
  'hs256-pubkey-spki': ({ parts, kid, district }) => withSecret(parts, { alg: 'HS256', kid }, publicPem(district)),
  'hs256-pubkey-jwk': ({ parts, district }) => withSecret(parts, { alg: 'HS256' }, JSON.stringify(publicJwk(district))),
  'hs256-empty': ({ parts }) => withSecret(parts, { alg: 'HS256' }, ''),
  'rs256-label': ({ parts, kid }) => relabeled(parts, { alg: 'RS256', kid }),
  'es256-label': ({ parts, kid }) => relabeled(parts, { alg: 'ES256', kid }),
  'es256-zero-sig': ({ parts, kid }) =>
    `${encode({ alg: 'ES256', kid })}.${parts.payload}.${Buffer.alloc(64).toString('base64url')}`,
  'embedded-jwk': ({ stranger, claims }) => byStranger(stranger, claims, { kid: undefined, jwk: publicJwk(stranger) }),
  'jwk-and-kid': ({ stranger, claims, kid }) => byStranger(stranger, claims, { kid, jwk: publicJwk(stranger) }),
  jku: ({ stranger, claims, kid }) => byStranger(stranger, claims, { kid, jku: 'http://169.254.169.254/k' }),
  x5u: ({ stranger, claims, kid }) => byStranger(stranger, claims, { kid, x5u: 'http://127.0.0.1:9/x' }),
  x5c: ({ stranger, claims, kid }) => byStranger(stranger, claims, { kid, x5c: ['AAAA'] }),
  'kid-path-traversal': ({ stranger, claims }) => byStranger(stranger, claims, { kid: '../../../../dev/null' }),
  'kid-sql': ({ stranger, claims }) => byStranger(stranger, claims, { kid: "x' OR '1'='1" }),
  'kid-https-other-origin': ({ stranger, claims }) => byStranger(stranger, claims, { kid: 'https://evil.org/key' }),
  'crit-unknown': ({ parts, kid }) => relabeled(parts, { alg: 'EdDSA', kid, crit: ['x'], x: 1 }),
  'b64-false': ({ parts, kid }) => relabeled(parts, { alg: 'EdDSA', kid, b64: false, crit: ['b64'] }),
  'zip-def': ({ parts, kid }) => relabeled(parts, { alg: 'EdDSA', zip: 'DEF', kid }),
  'dup-alg': ({ parts, kid }) =>
    `${encode(`{"alg":"EdDSA","alg":"none","kid":"${kid}"}`)}.${parts.payload}.${parts.signature}`,
  'sig-truncated': ({ parts }) => `${parts.header}.${parts.payload}.${parts.signature.slice(0, 40)}`,
  'sig-malleated-S+L': ({ parts }) => `${parts.header}.${parts.payload}.${malleated(parts.signature)}`,
  'sig-empty': ({ parts }) => `${parts.header}.${parts.payload}.`,
  'payload-tampered': ({ parts, claims }) =>
    `${parts.header}.${encode({ ...claims, name: 'Other' })}.${parts.signature}`,
  'payload-dup-keys': ({ claims, ...rest }) => signedText(rest, `{"iss":"x",${JSON.stringify(claims).slice(1)}`),
  'payload-proto': ({ claims, ...rest }) =>
    signedText(rest, `${JSON.stringify(claims).slice(0, -1)},"__proto__":{"admin":true}}`),
  'payload-array': (material) => signedText(material, '[1]'),
  'payload-not-json': (material) => signedText(material, 'not json'),
  'exp-1e400': ({ claims, ...rest }) =>
    signedText(rest, JSON.stringify({ ...claims, exp: 1 }).replace('"exp":1', '"exp":1e400')),
  'iss-other': ({ claims, district, kid }) =>
    signed(district.key, { alg: 'EdDSA', kid }, { ...claims, iss: 'did:web:evil.org' }),
  'b64-padding': ({ honest }) => `${honest}==`,
  'b64-std-alphabet': ({ parts }) =>
    `${parts.header}.${parts.payload}.${Buffer.from(parts.signature, 'base64url').toString('base64')}`,
  'b64-noncanonical-tail': ({ honest }) =>
    honest.slice(0, -1) + String.fromCharCode(honest.charCodeAt(honest.length - 1) + 1),
  'two-parts': ({ parts }) => `${parts.header}.${parts.payload}`,
  'four-parts': ({ honest }) => `${honest}.x`,
  'jwe-5-parts': () => 'a.b.c.d.e',
  'huge-header-200kb': ({ parts, kid }) => relabeled(parts, { alg: 'EdDSA', kid, pad: 'x'.repeat(200_000) }),
}

const encode = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

const relabeled = ({ payload, signature }: Material['parts'], header: object) =>
  `${encode(header)}.${payload}.${signature}`

async function signed(key: SigningKey, header: object, claims: Claims | string): Promise<string> {
  const content = `${encode(header)}.${encode(claims)}`
  const signature = await crypto.subtle.sign('Ed25519', key.privateKey, Buffer.from(content))
  return `${content}.${Buffer.from(signature).toString('base64url')}`
}

const signedText = ({ district, kid }: Pick<Material, 'district' | 'kid'>, text: string) =>
  signed(district.key, { alg: 'EdDSA', kid, typ: 'JWT' }, text)

const byStranger = ({ key }: Stranger, claims: Claims, header: object) =>
  signed(key, { alg: 'EdDSA', typ: 'JWT', ...header }, claims)

function withSecret({ payload }: Material['parts'], header: object, secret: string): string {
  const content = `${encode(header)}.${payload}`
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
}

function partsOf(token: string): Material['parts'] {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return { header, payload, signature }
}

/** RFC 8032 asks verifiers to refuse the other spelling of S: the group's order added to it. */
function malleated(signature: string): string {
  const order = 7237005577332262213973186563042994240857116359379907606001950938285454250989n
  const bytes = Buffer.from(signature, 'base64url')
  const half = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order
  const spelled = Buffer.from(half.toString(16).padStart(64, '0'), 'hex').reverse()
  return Buffer.concat([bytes.subarray(0, 32), spelled]).toString('base64url')
}

const publicJwk = ({ didDocument }: Stranger) =>
  multikeyToJwk(didDocument.verificationMethod[0]?.publicKeyMultibase ?? '')

const publicPem = (stranger: Stranger) =>
  createPublicKey({ key: publicJwk(stranger) as JsonWebKey, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString()
