import { decode, encode } from 'base58-universal'
import { expect, test } from 'vitest'
import { generateKeyPair, importSigningKey, jwkToMultikey, multikeyToJwk } from '../../src/openbadges/index.ts'
import { parsePublicJwk, signBytes, verifyBytes } from '../../src/openbadges/keys/keys.ts'
import { encodeBase64url } from '../../src/openbadges/text/base64url.ts'

const data = new TextEncoder().encode('what is signed')

test.each(['Ed25519', 'P-256'] as const)(
  'a %s key signs what its public half verifies, and nothing else',
  async (algorithm) => {
    const { publicJwk, privateKey } = await generateKeyPair(algorithm)
    const key = await importSigningKey({
      id: 'did:web:a.example#1',
      controller: 'did:web:a.example',
      algorithm,
      privateKey,
    })
    const signature = await signBytes(key, data)
    const publicKey = parsePublicJwk(publicJwk)
    expect(signature).toHaveLength(64)
    expect(await verifyBytes(publicKey, data, signature)).toBe(true)
    expect(await verifyBytes(publicKey, data.slice(1), signature)).toBe(false)
    expect(
      await verifyBytes(
        publicKey,
        data,
        signature.map((byte, index) => (index === 40 ? byte ^ 1 : byte)),
      ),
    ).toBe(false)
    expect(await verifyBytes(publicKey, data, signature.slice(0, 63))).toBe(false)
    expect(await verifyBytes(parsePublicJwk((await generateKeyPair(algorithm)).publicJwk), data, signature)).toBe(false)
  },
)

test('an Ed25519 signature has one spelling: S + L is refused', async () => {
  const { publicJwk, privateKey } = await generateKeyPair('Ed25519')
  const key = await importSigningKey({
    id: 'did:web:a.example#1',
    controller: 'did:web:a.example',
    algorithm: 'Ed25519',
    privateKey,
  })
  const signature = await signBytes(key, data)
  const order = 7237005577332262213973186563042994240857116359379907606001950938285454250989n
  let scalar = signature.subarray(32).reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n) + order
  const malleated = signature.slice()
  for (let index = 32; index < 64; index++, scalar >>= 8n) malleated[index] = Number(scalar & 0xffn)
  expect(await verifyBytes(parsePublicJwk(publicJwk), data, malleated)).toBe(false)
})

test('an imported key cannot be read out', async () => {
  const { privateKey } = await generateKeyPair('Ed25519')
  const key = await importSigningKey({
    id: 'did:web:a.example#1',
    controller: 'did:web:a.example',
    algorithm: 'Ed25519',
    privateKey,
  })
  expect(key.privateKey.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow()
})

test('a private key is refused under another algorithm, damaged, or under a name of another controller', async () => {
  const { privateKey } = await generateKeyPair('Ed25519')
  const named = { id: 'did:web:a.example#1', controller: 'did:web:a.example' }
  await expect(importSigningKey({ ...named, algorithm: 'P-256', privateKey })).rejects.toThrow()
  await expect(importSigningKey({ ...named, algorithm: 'Ed25519', privateKey: privateKey.slice(1) })).rejects.toThrow()
  const foreign = { id: 'did:web:b.example#1', controller: 'did:web:a.example' }
  await expect(importSigningKey({ ...foreign, algorithm: 'Ed25519', privateKey })).rejects.toThrow(
    expect.objectContaining({ code: 'schema' }),
  )
})

test.each([
  [
    'z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw',
    { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  ],
  [
    'zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns',
      y: 'efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM',
    },
  ],
  [
    'z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9',
    {
      kty: 'EC',
      crv: 'P-384',
      x: 'lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc',
      y: 'y6N1IC-2mXxHreETBW7K3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv',
    },
  ],
])('the key %s of the did:key method has one form as a JWK', (multikey, jwk) => {
  expect(multikeyToJwk(multikey)).toEqual(jwk)
  expect(jwkToMultikey(jwk)).toBe(multikey)
})

test('P-256 keys keep both halves of their points through Multikey, whichever y is meant', async () => {
  const pairs = await Promise.all(Array.from({ length: 12 }, () => generateKeyPair('P-256')))
  for (const { publicKey, publicJwk } of pairs) {
    expect(multikeyToJwk(publicKey)).toEqual(publicJwk)
    expect(jwkToMultikey(publicJwk)).toBe(publicKey)
  }
})

test('a Multikey in base64url is the same key', async () => {
  const { publicKey, publicJwk } = await generateKeyPair('P-256')
  const inBase64url = `u${encodeBase64url(decode(publicKey.slice(1)) ?? new Uint8Array())}`
  expect(multikeyToJwk(inBase64url)).toEqual(publicJwk)
})

test('where the curve has a point, there is a key', () => {
  expect(multikeyToJwk(pointAt(5, 'P-256'))).toMatchObject({ crv: 'P-256' })
  expect(multikeyToJwk(pointAt(2, 'P-384'))).toMatchObject({ crv: 'P-384' })
})

test.each([
  ['another multicodec (X25519)', 'z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc'],
  ['another base', 'm7QEMZXRfAY4iKjBm4lLFOWKpGFhjEpVYQ3lK4r0nbVX9cw'],
  ['a letter outside the alphabet', 'z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cx0'],
  ['a space', 'z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cx '],
  ['a key that is too short', 'z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5c'],
  ['a key that is too long', `z${'6'.repeat(100_000)}`],
  ['a point that is not on P-256', pointAt(1, 'P-256')],
  ['a point that is not on P-384', pointAt(1, 'P-384')],
  ['nothing', ''],
])('%s is not a Multikey', (_, multikey) => {
  expect(() => multikeyToJwk(multikey)).toThrow(expect.objectContaining({ code: 'schema' }))
})

test.each([
  ['discloses its private half', { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), d: 'A'.repeat(43) }],
  ['has a short coordinate', { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(42) }],
  ['has a padded coordinate', { kty: 'OKP', crv: 'Ed25519', x: `${'A'.repeat(43)}=` }],
  ['has bits left over', { kty: 'OKP', crv: 'Ed25519', x: `${'A'.repeat(42)}B` }],
  ['is for encryption', { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), use: 'enc' }],
  ['is for signing only', { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), key_ops: ['sign'] }],
  ['is for HMAC', { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), alg: 'HS256' }],
  ['is symmetric', { kty: 'oct', k: 'AAAA' }],
  ['lacks y', { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43) }],
  ['is on another curve', { kty: 'EC', crv: 'secp256k1', x: 'A'.repeat(43), y: 'A'.repeat(43) }],
  ['is RSA of 1024 bits', { kty: 'RSA', n: `_${'A'.repeat(170)}`, e: 'AQAB' }],
  ['is RSA of 2048 bits that begin with zeros', { kty: 'RSA', n: `AA${'A'.repeat(340)}`, e: 'AQAB' }],
  ['is RSA of 16384 bits', { kty: 'RSA', n: `_${'A'.repeat(2730)}`, e: 'AQAB' }],
  ['is RSA with exponent 1', { kty: 'RSA', n: `_${'A'.repeat(341)}`, e: 'AQ' }],
  ['is text', 'z6Mk'],
  ['is a list', []],
])('a JWK that %s is refused', (_, jwk) => {
  expect(() => parsePublicJwk(jwk)).toThrow(expect.objectContaining({ code: 'schema' }))
})

test('of a usable JWK only the public members are kept', () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }
  expect(parsePublicJwk({ ...jwk, alg: 'EdDSA', use: 'sig', kid: 'x', extra: { a: 1 } })).toEqual({
    algorithm: 'Ed25519',
    jwk,
    joseAlgorithm: 'EdDSA',
  })
  const rsa = { kty: 'RSA', n: `_${'A'.repeat(341)}`, e: 'AQAB' }
  expect(parsePublicJwk({ ...rsa, alg: 'RS256' })).toEqual({ algorithm: 'RSA', jwk: rsa, joseAlgorithm: 'RS256' })
})

function pointAt(x: number, curve: 'P-256' | 'P-384'): string {
  const [prefix, size] = curve === 'P-256' ? [0x80, 32] : [0x81, 48]
  return `z${encode(Uint8Array.from([prefix, 0x24, 0x02, ...new Array<number>(size - 1).fill(0), x]))}`
}
