import { expect, test } from 'vitest'
import {
  didKeyDocument,
  didWebFor,
  didWebUrl,
  generateKeyPair,
  issuerDidDocument,
  type JsonObject,
  parseDidDocument,
} from '../../src/openbadges/index.ts'
import { didMethod } from '../../src/openbadges/keys/did.ts'
import { lakesideDid } from './lakeside.ts'

test.each([
  ['did:web:issuer.example', 'https://issuer.example/.well-known/did.json'],
  ['did:web:badges.issuer.example:issuers:0198-A_b.c', 'https://badges.issuer.example/issuers/0198-A_b.c/did.json'],
  ['did:web:xn--bcher-kva.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
  ['did:web:b%C3%BCcher.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
  ['did:web:Issuer.EXAMPLE:Issuers:A', 'https://issuer.example/Issuers/A/did.json'],
  ['did:web:issuer.example%3A443', 'https://issuer.example/.well-known/did.json'],
  ['did:web:issuer.example%3a443:a', 'https://issuer.example/a/did.json'],
  ['did:web:issuer.example:caf%C3%A9', 'https://issuer.example/caf%C3%A9/did.json'],
  ['did:web:issuer.example:a%20b:~c', 'https://issuer.example/a%20b/~c/did.json'],
])('%s is found at %s', (did, url) => {
  expect(didWebUrl(did)).toBe(url)
})

test.each([
  'did:web:',
  'did:web',
  'did:WEB:issuer.example',
  'DID:web:issuer.example',
  'did:key:issuer.example',
  'did:web:127.0.0.1',
  'did:web:127.1',
  'did:web:2130706433',
  'did:web:0x7f.0x0.0x0.0x1',
  'did:web:issuer.0x1',
  'did:web:[::1]',
  'did:web:%5B::1%5D',
  'did:web:localhost',
  'did:web:intranet',
  'did:web:localhost%3A3000',
  'did:web:issuer.example%3A8443',
  'did:web:issuer.example%253A443',
  'did:web:a%40issuer.example',
  'did:web:a@issuer.example',
  'did:web:issuer.example%2F..%2F',
  'did:web:issuer.example/path',
  'did:web:issuer.example.',
  'did:web:.issuer.example',
  'did:web:-issuer.example',
  'did:web:issuer..example',
  'did:web:bücher.example',
  'did:web:issuer.example:',
  'did:web:issuer.example::a',
  'did:web:issuer.example:..:..:etc',
  'did:web:issuer.example:.',
  'did:web:issuer.example:.well-known',
  'did:web:issuer.example:%2e%2e',
  'did:web:issuer.example:a%2Fb',
  'did:web:issuer.example:a%5Cb',
  'did:web:issuer.example:a%3Fb',
  'did:web:issuer.example:a%23b',
  'did:web:issuer.example:%FF',
  'did:web:issuer.example%2Eevil%40x',
  'did:web:%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1',
  'did:web:issuer.example:%00',
  'did:web:issuer.example:a\0',
  'did:web:issuer.example:a b',
  'did:web:issuer.example:a?b',
  'did:web:issuer.example:a#b',
  'did:web:issuer.example\n',
  ` did:web:issuer.example`,
  `did:web:${'a.'.repeat(130)}example`,
  `did:web:issuer.example:${'a'.repeat(600)}`,
])('%j leads nowhere', (did) => {
  expect(() => didWebUrl(did)).toThrow(expect.objectContaining({ code: 'schema' }))
})

test('a port is followed only where it is our own: for development', () => {
  expect(didWebUrl('did:web:localhost%3A3000:issuers:a', { allowPort: true })).toBe(
    'https://localhost:3000/issuers/a/did.json',
  )
  for (const did of [
    'did:web:localhost%3A',
    'did:web:localhost%3A0',
    'did:web:localhost%3A99999',
    'did:web:127.0.0.1%3A3000',
  ]) {
    expect(() => didWebUrl(did, { allowPort: true })).toThrow(expect.objectContaining({ code: 'schema' }))
  }
})

test('the DID of what we publish comes from our origin', () => {
  expect(didWebFor('https://badges.lakeside.example', ['issuers', 'lakeside'])).toBe(lakesideDid)
  expect(didWebFor('https://badges.lakeside.example', [])).toBe('did:web:badges.lakeside.example')
  expect(didWebFor('http://localhost:3000', ['issuers', 'a'])).toBe('did:web:localhost%3A3000:issuers:a')
  for (const origin of ['http://127.0.0.1:3000', 'https://a.example/path', 'https://a.example?x', 'ftp://a.example']) {
    expect(() => didWebFor(origin, ['a'])).toThrow(expect.objectContaining({ code: 'schema' }))
  }
  expect(() => didWebFor('https://a.example', ['..'])).toThrow(expect.objectContaining({ code: 'schema' }))
  expect(() => didWebFor('https://a.example', ['a:b'])).toThrow(expect.objectContaining({ code: 'schema' }))
})

test("an issuer's document lists every key by absolute id, the credential's as Multikey and the token's as JWK and Multikey", async () => {
  const credentialKey = await generateKeyPair('Ed25519')
  const tokenKey = await generateKeyPair('P-256')
  const document = issuerDidDocument(lakesideDid, [
    { id: `${lakesideDid}#ed-1`, algorithm: 'Ed25519', publicKey: credentialKey.publicKey },
    { id: `${lakesideDid}#p-1`, algorithm: 'P-256', publicKey: tokenKey.publicJwk },
  ])
  expect(document).toEqual({
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/jwk/v1',
    ],
    id: lakesideDid,
    verificationMethod: [
      {
        id: `${lakesideDid}#ed-1`,
        type: 'Multikey',
        controller: lakesideDid,
        publicKeyMultibase: credentialKey.publicKey,
      },
      {
        id: `${lakesideDid}#p-1`,
        type: 'JsonWebKey',
        controller: lakesideDid,
        publicKeyJwk: { ...tokenKey.publicJwk, alg: 'ES256' },
      },
      {
        id: `${lakesideDid}#p-1-multikey`,
        type: 'Multikey',
        controller: lakesideDid,
        publicKeyMultibase: tokenKey.publicKey,
      },
    ],
    assertionMethod: [`${lakesideDid}#ed-1`, `${lakesideDid}#p-1`, `${lakesideDid}#p-1-multikey`],
  })
})

test("a key under another's name, or of another algorithm, does not get into an issuer's document", async () => {
  const { publicKey } = await generateKeyPair('Ed25519')
  const key = { id: `${lakesideDid}#1`, algorithm: 'Ed25519', publicKey } as const
  expect(() => issuerDidDocument('did:web:other.example', [key])).toThrow(expect.objectContaining({ code: 'schema' }))
  expect(() => issuerDidDocument(lakesideDid, [{ ...key, algorithm: 'P-256' }])).toThrow(
    expect.objectContaining({ code: 'schema' }),
  )
})

test.each(['Ed25519', 'P-256'] as const)('a did:key of %s spells out its own document', async (algorithm) => {
  const { publicKey } = await generateKeyPair(algorithm)
  const did = `did:key:${publicKey}`
  expect(didKeyDocument(did)).toMatchObject({
    id: did,
    verificationMethod: [
      { id: `${did}#${publicKey}`, type: 'Multikey', controller: did, publicKeyMultibase: publicKey },
    ],
    assertionMethod: [`${did}#${publicKey}`],
  })
})

test.each([
  'did:key:z6LSbad',
  'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc',
  'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme',
  'did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw#x',
  'did:key:1.1:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw',
  'did:Key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw',
  'z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw',
])('%s is no did:key that we resolve', (did) => {
  expect(() => didKeyDocument(did)).toThrow(expect.objectContaining({ code: 'schema' }))
})

test('methods we do not resolve are told from DIDs that are wrong', () => {
  expect(didMethod(lakesideDid)).toBe('did:web')
  expect(didMethod('did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw')).toBe('did:key')
  expect(didMethod('did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9')).toBe('did:key')
  expect(didMethod('did:ion:EiAnKD8')).toBeUndefined()
  expect(didMethod('did:web:issuer.example%3A8443:a')).toBeUndefined()
  expect(didMethod('did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme')).toBeUndefined()
  expect(didMethod('did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc')).toBeUndefined()
  expect(didMethod(`did:key:z4MX${'k'.repeat(370)}`)).toBeUndefined()
  expect(didMethod(`did:jwk:${base64url('{"kty":"OKP","crv":"Ed25519","x":"AA"}')}`)).toBeUndefined()
  for (const did of [
    'did:WEB:issuer.example',
    'did:web:127.0.0.1',
    'did:key:z6LSbad',
    'did:',
    'did:x',
    'https://a.example',
  ]) {
    expect(() => didMethod(did)).toThrow(expect.objectContaining({ code: 'schema' }))
  }
})

test('a did:jwk that gives its private key away is wrong, not just unknown', () => {
  const did = `did:jwk:${base64url('{"kty":"OKP","crv":"Ed25519","x":"AA","d":"AA"}')}`
  expect(() => didMethod(did)).toThrow(expect.objectContaining({ code: 'schema' }))
  expect(() => didMethod('did:jwk:e30=')).toThrow()
})

test('of a fetched document only what credentials need is kept', () => {
  const method = {
    id: 'did:web:a.example#1',
    type: 'Multikey',
    controller: 'did:web:a.example',
    publicKeyMultibase: 'z6Mk',
  }
  const fetched = {
    '@context': ['https://anything.example'],
    id: 'did:web:a.example',
    verificationMethod: [{ ...method, expires: '2030-01-01T00:00:00Z', extra: 1 }],
    assertionMethod: ['did:web:a.example#1', { ...method, id: 'did:web:a.example#embedded' }],
    service: [{ id: 'x' }],
  }
  expect(parseDidDocument(fetched, 'did:web:a.example')).toEqual({
    id: 'did:web:a.example',
    verificationMethod: [
      { ...method, expires: '2030-01-01T00:00:00Z' },
      { ...method, id: 'did:web:a.example#embedded' },
    ],
    assertionMethod: ['did:web:a.example#1', 'did:web:a.example#embedded'],
  })
})

test('a document may list as many keys as fit, and its host and ids may be written in capitals', () => {
  const keys = Array.from({ length: 300 }, (_, index) => ({
    ...methodNamed(String(index)),
    id: `did:web:A.Example#${index}`,
  }))
  const document = { id: 'did:web:A.EXAMPLE', verificationMethod: keys, assertionMethod: keys.map(({ id }) => id) }
  const parsed = parseDidDocument(document, 'did:web:a.example')
  expect(parsed.verificationMethod.map(({ id }) => id)).toEqual(parsed.assertionMethod)
  expect(parsed.assertionMethod.at(-1)).toBe('did:web:a.example#299')
})

test('what ends a key is read even where it is no time', () => {
  const document = (revoked: unknown) => ({
    id: 'did:web:a.example',
    verificationMethod: [{ ...methodNamed('1'), revoked }] as JsonObject[],
  })
  const endOf = (revoked: unknown) =>
    parseDidDocument(document(revoked), 'did:web:a.example').verificationMethod[0]?.revoked
  expect([true, 'yes', 7].map(endOf)).toEqual(['true', 'yes', '7'])
  expect([false, null].map(endOf)).toEqual([undefined, undefined])
})

test.each([
  ["another's id", { id: 'did:web:b.example' }],
  ['no id', {}],
])('a document with %s is refused', (_, document) => {
  expect(() => parseDidDocument(document, 'did:web:a.example')).toThrow(expect.objectContaining({ code: 'schema' }))
})

test.each([null, [], 'text', 3])('%j is no document', (value) => {
  expect(() => parseDidDocument(value, 'did:web:a.example')).toThrow(expect.objectContaining({ code: 'schema' }))
})

function methodNamed(name: string) {
  return {
    id: `did:web:a.example#${name}`,
    type: 'Multikey',
    controller: 'did:web:a.example',
    publicKeyMultibase: 'z6Mk',
  }
}

function base64url(text: string): string {
  return btoa(text).replaceAll('=', '')
}
