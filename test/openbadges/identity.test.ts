import { expect, test } from 'vitest'
import {
  hashedEmailIdentity,
  hashIdentity,
  identityMatches,
  identityObjectSchema,
  plainNameIdentity,
} from '../../src/openbadges/index.ts'

test('the vector of the standard: a@example.com with the salt Kosher', async () => {
  expect(await hashIdentity('a@example.com', 'Kosher')).toBe(
    'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
  )
})

test('one address has one hash, however it is spelled', async () => {
  expect(await hashIdentity(' A@Example.COM\n', 'Kosher')).toBe(await hashIdentity('a@example.com', 'Kosher'))
})

test('letters beyond ASCII are hashed as UTF-8', async () => {
  expect(await hashIdentity('Zoë@example.com', 'ß')).toBe(
    'sha256$a483b6449709567e0085af8aaf989a666075ff788281630187b5997c99303c7a',
  )
})

test('a hashed address matches its owner and no one else', async () => {
  const identity = await hashedEmailIdentity('Lena.Ortiz@lakeside.example', 'c2FsdA')
  expect(identityObjectSchema.safeParse(identity).success).toBe(true)
  expect(identity).toMatchObject({ hashed: true, identityType: 'emailAddress', salt: 'c2FsdA' })
  expect(await identityMatches(identity, 'lena.ortiz@LAKESIDE.example ')).toBe(true)
  expect(await identityMatches(identity, 'ravi@lakeside.example')).toBe(false)
  expect(await identityMatches({ ...identity, salt: 'other' }, 'lena.ortiz@lakeside.example')).toBe(false)
})

test('the hash of an issuer that keeps capital letters matches the same spelling', async () => {
  const identityHash = 'sha256$c13af43f983309db5ff46924926b1697f594aba657ddd1e1986ec206e6d9ec4b'
  const identity = { type: 'IdentityObject', hashed: true, identityHash, identityType: 'emailAddress' } as const
  expect(await identityMatches(identity, 'Lena@Example.com')).toBe(true)
  expect(await identityMatches(identity, 'lena@example.com')).toBe(false)
})

test('md5 and capital hexadecimal digits are read', async () => {
  const identity = { type: 'IdentityObject', hashed: true, identityType: 'emailAddress' } as const
  const identityHash = 'md5$DDD142639A792E74751EE7E129237EFA'
  expect(await identityMatches({ ...identity, identityHash, salt: 'Kosher' }, 'a@example.com')).toBe(true)
  expect(await identityMatches({ ...identity, identityHash, salt: 'Kosher' }, 'b@example.com')).toBe(false)
})

test.each(['sha512$00', 'sha256', 'sha256$', '$', 'a@example.com', 'md5$zz'])(
  'an unknown hash never matches: %s',
  async (identityHash) => {
    const identity = { type: 'IdentityObject', hashed: true, identityHash, identityType: 'emailAddress' } as const
    expect(await identityMatches(identity, 'a@example.com')).toBe(false)
  },
)

test('a name in the clear matches as it is written, an address however it is', async () => {
  const name = plainNameIdentity('Lena Ortiz')
  expect(name).toEqual({ type: 'IdentityObject', hashed: false, identityHash: 'Lena Ortiz', identityType: 'name' })
  expect(await identityMatches(name, ' Lena Ortiz ')).toBe(true)
  expect(await identityMatches(name, 'Lena')).toBe(false)
  const address = { ...name, identityHash: 'Lena@Example.com', identityType: 'emailAddress' } as const
  expect(await identityMatches(address, 'lena@example.com')).toBe(true)
})

test.each([
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    '57edf4a22be3c955ac49da2e2107b67a',
  ],
])('the vectors of RFC 1321: %j', async (identity, hash) => {
  const hashed = {
    type: 'IdentityObject',
    hashed: true,
    identityHash: `md5$${hash}`,
    identityType: 'userName',
  } as const
  expect(await identityMatches(hashed, identity)).toBe(true)
})
