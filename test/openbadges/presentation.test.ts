import { beforeAll, describe, expect, test } from 'vitest'
import {
  extractCredential,
  generateKeyPair,
  importSigningKey,
  issuerDidDocument,
  type SigningKey,
  signVcJwt,
  type VerifyPorts,
  verifyCredential,
} from '../../src/openbadges/index.ts'
import { createStranger, portsWith, type Stranger, strangersBadge } from '../support/strangers.ts'

const v2 = 'https://www.w3.org/ns/credentials/v2'
const keyDid = 'did:web:issuer.org:issuers:d2'
let district: Stranger
let tokenKey: SigningKey
let ports: VerifyPorts
let badge: object
let token: string

beforeAll(async () => {
  district = await createStranger()
  const { publicKey, privateKey } = await generateKeyPair('P-256')
  const id = `${keyDid}#p1`
  tokenKey = await importSigningKey({ id, controller: keyDid, algorithm: 'P-256', privateKey })
  ports = portsWith({
    [district.didUrl]: district.didDocument,
    'https://issuer.org/issuers/d2/did.json': issuerDidDocument(keyDid, [{ id, algorithm: 'P-256', publicKey }]),
  })
  const unsigned = { credentialStatus: undefined }
  badge = await district.sign(JSON.parse(JSON.stringify(strangersBadge(district.did, unsigned))))
  token = await signVcJwt(JSON.parse(JSON.stringify(strangersBadge(keyDid, unsigned))), tokenKey, 'vc-jose-cose')
})

const presenting = (...verifiableCredential: unknown[]) => ({
  '@context': [v2],
  type: ['VerifiablePresentation'],
  holder: 'did:key:z6MkjxVgqBZCqfqmQcqo7E5AAwgVBVBD8c2TK1GxVvBGgXk2',
  verifiableCredential,
})
const enveloped = (id: string) => ({ '@context': v2, id, type: 'EnvelopedVerifiableCredential' })
const inToken = (claims: object) =>
  `eyJhbGciOiJFUzI1NiIsInR5cCI6InZwK2p3dCJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
const verify = async (brought: object | string) =>
  verifyCredential(
    await extractCredential(Buffer.from(typeof brought === 'string' ? brought : JSON.stringify(brought))),
    ports,
  )

describe('what holds one credential is opened, and the credential is told', () => {
  test.each<[string, () => object | string]>([
    ['a presentation of a signed document', () => presenting(badge)],
    ['a presentation that writes one as no list', () => ({ ...presenting(), verifiableCredential: badge })],
    ['a presentation of an envelope', () => presenting(enveloped(`data:application/vc+jwt,${token}`))],
    ['a presentation of a token, as version 1.1 has it', () => presenting(token)],
    ['an envelope', () => enveloped(`data:application/vc+jwt,${token}`)],
    ['an envelope of a draft', () => enveloped(`data:application/vc+ld+json+jwt;${token}`)],
    ['an envelope with a charset', () => enveloped(`data:application/vc+jwt;charset=utf-8,${token}`)],
    ['an envelope in capitals', () => enveloped(`DATA:Application/VC+JWT,${token}`)],
    ['an envelope with its plus written out', () => enveloped(`data:application/vc%2Bjwt,${token}`)],
    [
      'an envelope in base64',
      () => enveloped(`data:application/vc+jwt;base64,${Buffer.from(token).toString('base64')}`),
    ],
    ['a token of a presentation', () => inToken(presenting(badge))],
    ['a token that has the presentation as a claim', () => inToken({ iss: 'did:key:z6Mk', vp: presenting(badge) })],
    [
      'an envelope of a presentation',
      () => ({
        '@context': v2,
        id: `data:application/vp+jwt,${inToken(presenting(badge))}`,
        type: 'EnvelopedVerifiablePresentation',
      }),
    ],
  ])('%s', async (_, brought) => {
    const report = await verify(brought())
    expect([report.finding, report.summary.name, report.contained]).toEqual(['valid-domain', 'B', []])
  })
})

describe('what holds several is as good as the one of which there is most to say', () => {
  test('each is checked by itself', async () => {
    const report = await verify(presenting(badge, token))
    expect([report.finding, report.contained.map(({ finding }) => finding)]).toEqual([
      'valid-domain',
      ['valid-domain', 'valid-domain'],
    ])
    // Nobody could tell of which of them the name is.
    expect([report.credential, report.summary.name]).toEqual([undefined, undefined])
  })

  test('an altered one among them is told first, wherever it stands', async () => {
    const altered = { ...badge, name: 'Another' }
    for (const brought of [presenting(badge, altered), presenting(altered, badge)])
      expect((await verify(brought)).finding).toBe('altered')
  })

  test('one that can’t be read keeps none of the others from being told', async () => {
    const report = await verify(presenting(badge, 5, { type: 'Nothing' }, enveloped('data:application/vc+cose,00')))
    expect(report.contained.map(({ finding, checks }) => checks[0]?.code ?? finding)).toEqual([
      'valid-domain',
      'not-a-credential',
      'unknown-context',
      'unsupported-media',
    ])
    expect(report.verdict).toBe('invalid')
  })

  test('of more than ten, the rest is said not to be checked', async () => {
    const report = await verify(presenting(...Array(12).fill(badge)))
    expect([report.contained.length, report.contained.at(-1)?.finding, report.finding]).toEqual([
      11,
      'unfinished',
      'unfinished',
    ])
  })
})

describe('is refused', () => {
  test.each<[string, () => object | string, string]>([
    ['a presentation of nothing', () => presenting(), 'not-a-credential'],
    ['a presentation without a context', () => ({ ...presenting(badge), '@context': undefined }), 'schema'],
    ['a presentation of a presentation', () => presenting(presenting(badge)), 'schema'],
    [
      'an envelope without a context',
      () => ({ ...enveloped(`data:application/vc+jwt,${token}`), '@context': undefined }),
      'schema',
    ],
    ['an envelope that is an address', () => enveloped('https://issuer.org/1.jwt'), 'schema'],
    ['an envelope of another kind', () => enveloped('data:application/vc+sd-jwt,eyJ~'), 'unsupported-media'],
    ['an envelope of broken base64', () => enveloped('data:application/vc+jwt;base64,#'), 'unsupported-media'],
    ['an envelope of words', () => enveloped('data:application/vc+jwt,hello'), 'malformed-jws'],
    [
      'one that says a member twice',
      () => `${JSON.stringify(presenting(badge)).slice(0, -1)},"type":"x"}`,
      'duplicate-key',
    ],
  ])('%s', async (_, brought, code) => {
    await expect(verify(brought())).rejects.toMatchObject({ code })
  })
})
