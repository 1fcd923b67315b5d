import { calculateJwkThumbprint } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type DidDocument, VerifyFetchError, verifyCredential } from '../../src/openbadges/index.ts'
import { createStranger, createTokenKey, portsWith, type Stranger, strangersBadge } from '../support/strangers.ts'

/** "Does not belong to the issuer" is for documents that were read whole and do not list the key. */
let district: Stranger
let elsewhere: Stranger
let somebody: Stranger
let tokenKey: Awaited<ReturnType<typeof createTokenKey>>
let method: DidDocument['verificationMethod'][number]
beforeAll(async () => {
  district = await createStranger()
  elsewhere = await createStranger('did:web:elsewhere.org')
  somebody = await createStranger('did:key')
  tokenKey = await createTokenKey(district)
  const [first] = district.didDocument.verificationMethod
  if (!first) throw new Error('The stranger has a key.')
  method = first
})

const unsigned = (issuer: string = district.did) => {
  const { credentialStatus: _, ...badge } = strangersBadge(issuer)
  return badge
}
type Documents = Parameters<typeof portsWith>[0]
async function findingOf(badge: object | string, documents: Documents) {
  const text = typeof badge === 'string' ? badge : JSON.stringify(badge)
  const { finding, checks } = await verifyCredential(text, portsWith(documents))
  return [finding, checks.find(({ id }) => id === 'proof')?.code]
}
const at = (document: object | string | VerifyFetchError): Documents => ({ [district.didUrl]: document })

describe('a document of an issuer', () => {
  const listing = (changes: object) => ({ id: district.did, ...changes })
  const id = () => method.id

  test.each<[string, () => object]>([
    ['in the list that drafts of 2019 had', () => ({ publicKey: [method], assertionMethod: [id()] })],
    ['where it is used for encryption', () => ({ keyAgreement: [method], assertionMethod: [id()] })],
    ['by an object with its name', () => ({ verificationMethod: [method], assertionMethod: [{ id: id() }] })],
    ['by a fragment', () => ({ verificationMethod: [method], assertionMethod: ['#k1'] })],
  ])('may list a key %s', async (_, document) => {
    const badge = await district.sign(unsigned())
    expect(await findingOf(badge, at(listing(document())))).toEqual(['valid-domain', undefined])
  })

  test.each<[string, () => object]>([
    ['a key that it names and does not show', () => ({ verificationMethod: [], assertionMethod: [id()] })],
    [
      'a name that is neither an address nor a fragment',
      () => ({
        verificationMethod: [{ ...method, id: 'k1' }],
        assertionMethod: ['k1'],
      }),
    ],
    ['a use by such a name', () => ({ verificationMethod: [method], assertionMethod: ['k1'] })],
    [
      'a controller that is no DID',
      () => ({
        verificationMethod: [{ ...method, controller: 'https://issuer.org' }],
        assertionMethod: [id()],
      }),
    ],
    [
      'several controllers',
      () => ({
        verificationMethod: [{ ...method, controller: [district.did] }],
        assertionMethod: [id()],
      }),
    ],
  ])('with %s has a fault, and the key may be the issuer’s', async (_, document) => {
    const badge = await district.sign(unsigned())
    expect(await findingOf(badge, at(listing(document())))).toEqual(['unfinished', 'key-unreadable'])
  })

  test.each<[string, string, () => object]>([
    [
      'names for nothing',
      'https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD',
      () => ({
        verificationMethod: [method],
      }),
    ],
    [
      'lets sign in only',
      'https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD',
      () => ({
        verificationMethod: [method],
        authentication: [id()],
      }),
    ],
    [
      'took back',
      'key-revoked',
      () => ({
        verificationMethod: [{ ...method, revoked: '2026-01-01T00:00:00Z' }],
        assertionMethod: [id()],
      }),
    ],
    [
      'let end',
      'key-expired',
      () => ({
        verificationMethod: [{ ...method, expires: '2026-01-01T00:00:00Z' }],
        assertionMethod: [id()],
      }),
    ],
    [
      'gave away',
      'key-compromised',
      () => ({
        verificationMethod: [
          { id: id(), controller: district.did, publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', d: 'AA' } },
        ],
        assertionMethod: [id()],
      }),
    ],
  ])('with a key that it %s lists it: the key does not count, and is no stranger’s', async (_, code, document) => {
    const badge = await district.sign(unsigned())
    expect(await findingOf(badge, at(listing(document())))).toEqual(['key-ended', code])
    const token = await tokenKey.sign(unsigned(), { kid: id() })
    expect(await findingOf(token, at(listing(document())))).toEqual(['key-ended', code])
  })
})

describe('a key of somebody else', () => {
  const signedBy = async (signer: Stranger, issuer?: string) => signer.sign(unsigned(issuer))

  test('is foreign to a document that was read', async () => {
    for (const signer of [elsewhere, somebody])
      expect(await findingOf(await signedBy(signer), at(district.didDocument))).toEqual([
        'foreign-key',
        'controller-mismatch',
      ])
    const token = await tokenKey.sign(unsigned(), { kid: elsewhere.key.id })
    expect(await findingOf(token, at(district.didDocument))).toEqual(['foreign-key', 'controller-mismatch'])
  })

  test.each<[string, object | string | VerifyFetchError, string]>([
    ['does not answer', new VerifyFetchError('unreachable'), 'issuer-unreachable'],
    ['was taken away', new VerifyFetchError('gone'), 'issuer-document-gone'],
    ['is a web page', '<html>', 'issuer-document-not-json'],
    ['is a list', [], 'issuer-document-malformed'],
  ])('is not known to be, while the document of the issuer %s', async (_, document, code) => {
    const badges = [
      await signedBy(elsewhere),
      await signedBy(somebody),
      await tokenKey.sign(unsigned(), { kid: elsewhere.key.id }),
      await tokenKey.sign(unsigned(), { kid: 'https://keys.elsewhere.org/1' }),
    ]
    for (const badge of badges) expect(await findingOf(badge, at(document))).toEqual(['unfinished', code])
  })

  test('that the issuer lists is not followed, and not foreign', async () => {
    const listed = { ...district.didDocument, assertionMethod: [elsewhere.key.id] }
    expect(await findingOf(await signedBy(elsewhere), at(listed))).toEqual(['unfinished', 'key-unreadable'])
  })
})

describe('an issuer with a web address', () => {
  const issuer = 'https://issuer.org/about'
  const profile = { id: issuer, type: 'Profile', name: 'District One' }
  const badges = async () => [await somebody.sign(unsigned(issuer)), await tokenKey.sign(unsigned(issuer))]

  test.each<[string, object | string | VerifyFetchError, unknown]>([
    ['that does not answer', new VerifyFetchError('unreachable'), ['unfinished', 'issuer-unreachable']],
    ['with a web page', '<html>', ['unfinished', 'issuer-document-not-json']],
    ['that lists no keys', profile, ['unfinished', 'issuer-document-without-keys']],
    ['that lists other keys', { ...profile, assertionMethod: [`${issuer}#1`] }, ['foreign-key', 'controller-mismatch']],
  ])('%s is told as that when a DID signed', async (_, document, told) => {
    for (const badge of await badges()) expect(await findingOf(badge, { [issuer]: document })).toEqual(told)
  })
})

test('an issuer that has no document is only known by the key, embedded or around it', async () => {
  const urn = 'urn:uuid:11111111-1111-4111-8111-111111111111'
  expect(await findingOf(await somebody.sign(unsigned(urn)), {})).toEqual(['unknown-issuer', undefined])
  const keyOfToken = await createTokenKey({ did: somebody.did }, 'EdDSA')
  const byAnother = await keyOfToken.sign(unsigned(urn), { kid: somebody.key.id })
  expect(await findingOf(byAnother, {})).toEqual([
    'altered',
    'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR',
  ])
  expect(await findingOf(await elsewhere.sign(unsigned(urn)), {})).toEqual(['unfinished', 'unsupported-did-method'])
})

describe('the name that a token gives its key', () => {
  const told = async (kid: string) => findingOf(await tokenKey.sign(unsigned(), { kid }), at(tokenKey.didDocument))

  test('may be its thumbprint, by itself or as a name', async () => {
    const thumbprint = await calculateJwkThumbprint(tokenKey.publicKeyJwk)
    for (const kid of [thumbprint, `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint}`])
      expect(await told(kid)).toEqual(['valid-domain', undefined])
  })

  test.each(['2026', 'our key', 'clé', 'urn:uuid:1', 'http://issuer.org/keys/1'])(
    'in the way of its maker, as %j, says of no key that it is foreign',
    async (kid) => expect(await told(kid)).toEqual(['unfinished', 'key-not-named']),
  )

  test.each(['?versionId=1#jwt', '/path#jwt'])('may lead on from the DID, as %s, where nobody follows', async (rest) =>
    expect(await told(`${district.did}${rest}`)).toEqual(['unfinished', 'key-not-named']),
  )

  test('under the DID is listed there or foreign', async () =>
    expect(await told(`${district.did}#other`)).toEqual([
      'foreign-key',
      'https://w3id.org/security#INVALID_VERIFICATION_METHOD',
    ]))
})

describe('what no signature of the key could be', () => {
  const cryptographic = 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR'

  test('is not altered: a token signed in DER', async () => {
    const token = await tokenKey.sign(unsigned())
    const [header, payload, signature = ''] = token.split('.')
    const der = Buffer.concat([Buffer.from([0x30, 0x44]), Buffer.from(signature, 'base64url'), Buffer.alloc(6)])
    const inDer = `${header}.${payload}.${der.toString('base64url')}`
    expect(await findingOf(inDer, at(tokenKey.didDocument))).toEqual(['malformed', cryptographic])
  })

  test('is not altered: a proof that was cut off', async () => {
    const badge = await district.sign(unsigned())
    const [proof] = badge.proof as { proofValue: string }[]
    const cut = { ...badge, proof: [{ ...proof, proofValue: proof?.proofValue.slice(0, -3) }] }
    expect((await findingOf(cut, at(district.didDocument)))[0]).toBe('malformed')
  })

  test('is not altered: anything beside a key that is no point of its curve', async () => {
    const [listed] = tokenKey.didDocument.verificationMethod
    const beside = { ...tokenKey.publicKeyJwk, y: Buffer.alloc(32, 1).toString('base64url') }
    const document = at({ ...tokenKey.didDocument, verificationMethod: [{ ...listed, publicKeyJwk: beside }] })
    expect(await findingOf(await tokenKey.sign(unsigned()), document)).toEqual(['unfinished', 'key-unreadable'])
    const proof = {
      type: 'DataIntegrityProof',
      cryptosuite: 'ecdsa-rdfc-2019',
      verificationMethod: `${district.did}#jwt`,
      proofPurpose: 'assertionMethod',
      proofValue: `z${'3'.repeat(86)}`,
    }
    for (const cryptosuite of ['ecdsa-rdfc-2019', 'ecdsa-jcs-2019']) {
      const badge = { ...unsigned(), proof: [{ ...proof, cryptosuite }] }
      expect(await findingOf(badge, document)).toEqual(['unfinished', 'key-unreadable'])
    }
  })
})

test('a signature that was made to end says so, and when', async () => {
  const token = await tokenKey.sign({ ...unsigned(), exp: Date.parse('2026-05-02T00:00:00Z') / 1000 })
  const { finding, checks } = await verifyCredential(token, portsWith(at(tokenKey.didDocument)))
  expect([finding, checks.find(({ id }) => id === 'proof')]).toEqual([
    'expired',
    { id: 'proof', state: 'failed', code: 'proof-expired', detail: { expires: '2026-05-02T00:00:00Z' } },
  ])
})
