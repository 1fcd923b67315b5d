import { deflateSync, gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  buildStatusListCredential,
  decodeStatusList,
  encodeStatusList,
  newStatusList,
  OpenBadgeError,
  parseStatusEntry,
  readBit,
  reopenStatusList,
  setBit,
} from '../../src/openbadges/index.ts'

const entry = {
  id: 'https://badges.example/status/3#94567',
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '94567',
  statusListCredential: 'https://badges.example/status/3',
}
const multibase = (bytes: Uint8Array) => `u${Buffer.from(bytes).toString('base64url')}`
const list = gzipSync(Buffer.alloc(16_384))
const gzip = { compress: gzipSync, decompress: gunzipSync }

test('entry 0 is the left-most bit of the first byte', () => {
  const bits = newStatusList()
  setBit(bits, 0, true)
  setBit(bits, 9, true)
  setBit(bits, 131_071, true)
  expect([bits[0], bits[1], bits[16_383]]).toEqual([0b1000_0000, 0b0100_0000, 0b0000_0001])
  expect([0, 1, 9, 131_071].map((index) => readBit(bits, index))).toEqual([true, false, true, true])
  setBit(bits, 0, false)
  expect([bits[0], readBit(bits, 0)]).toEqual([0, false])
})

test('an entry outside the list is an error, never a clear bit', () => {
  for (const index of [-1, 131_072, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER]) {
    expect(() => readBit(newStatusList(), index)).toThrow(expect.objectContaining({ code: 'number-range' }))
    expect(() => setBit(newStatusList(), index, true)).toThrow(expect.objectContaining({ code: 'number-range' }))
  }
})

test('the empty list of the standards’ samples decodes to 131,072 zeros', async () => {
  const decoded = await decodeStatusList('uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA')
  expect(decoded).toEqual(newStatusList())
})

test('a list comes back from its encoding bit by bit', async () => {
  const bits = newStatusList()
  for (const index of [0, 7, 8, 94_567, 131_071]) setBit(bits, index, true)
  const encoded = encodeStatusList(bits, gzip)
  expect(encoded).toMatch(/^uH4sI[\w-]+$/)
  expect(await decodeStatusList(encoded)).toEqual(bits)
})

const facts = {
  url: 'https://badges.example/status/3',
  issuer: 'did:web:badges.example:issuers:riverbend',
  purpose: 'revocation',
  bits: newStatusList(),
  validFrom: new Date('2026-05-01T14:15:00.250Z'),
  ttlMilliseconds: 900_000,
} as const

test('a list that we published can be opened again and gone on with', async () => {
  const bits = newStatusList()
  setBit(bits, 94_567, true)
  const reopened = reopenStatusList(JSON.stringify(buildStatusListCredential({ ...facts, bits }, gzip)), gzip)
  setBit(reopened, 3, true)
  expect([3, 4, 94_567].map((index) => readBit(reopened, index))).toEqual([true, false, true])
  const damaged = JSON.stringify({ credentialSubject: { encodedList: 'u?' } })
  expect(() => reopenStatusList(damaged, gzip)).toThrow(expect.objectContaining({ code: 'schema' }))
})

test('the list credential has the shape of the standard: one purpose, whole seconds, no proof yet', () => {
  const credential = buildStatusListCredential(facts, gzip)
  expect(credential).toEqual({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://badges.example/status/3',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: 'did:web:badges.example:issuers:riverbend',
    validFrom: '2026-05-01T14:15:00Z',
    credentialSubject: {
      id: 'https://badges.example/status/3#list',
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeStatusList(newStatusList(), gzip),
      ttl: 900_000,
    },
  })
})

describe('a stranger’s list is refused', () => {
  test.each<[string, () => string, string]>([
    ['without the Multibase prefix', () => list.toString('base64url'), 'schema'],
    ['with the prefix of another base', () => `z${list.toString('base64url')}`, 'schema'],
    [
      'in base64 with padding and other letters',
      () => `u${gzipSync(Buffer.alloc(16_384, 0xfb)).toString('base64')}`,
      'schema',
    ],
    ['that is empty', () => 'u', 'schema'],
    ['that is not compressed', () => multibase(Buffer.from('hello')), 'schema'],
    ['that is compressed in another format', () => multibase(deflateSync(Buffer.alloc(16_384))), 'schema'],
    ['that is cut off', () => multibase(list.subarray(0, 20)), 'schema'],
    ['with a wrong checksum', () => multibase(Buffer.concat([list.subarray(0, -8), Buffer.alloc(8)])), 'schema'],
    ['with something after it', () => multibase(Buffer.concat([list, Buffer.from('garbage')])), 'schema'],
    ['with fewer than 131,072 entries', () => multibase(gzipSync(Buffer.alloc(16_383))), 'number-range'],
    ['that unpacks to 16 MiB', () => multibase(gzipSync(Buffer.alloc(16 * 1024 * 1024))), 'decompression-limit'],
    [
      'that unpacks to 256 MiB in many pieces',
      () => multibase(Buffer.concat(Array(256).fill(gzipSync(Buffer.alloc(1024 * 1024))))),
      'decompression-limit',
    ],
    ['whose text is longer than 3 MB', () => `u${'A'.repeat(3_000_000)}`, 'payload-too-large'],
  ])('%s', async (_what, encoded, code) => {
    const outcome = await decodeStatusList(encoded()).catch((error: unknown) => error)
    expect(outcome instanceof OpenBadgeError ? outcome.code : undefined).toBe(code)
  })
})

describe('a status entry', () => {
  const expected = { purpose: 'revocation', index: 94_567, listUrl: 'https://badges.example/status/3', size: 1 }

  test('is read alone or in a list, with its index as text or as a number', () => {
    expect(parseStatusEntry(entry)).toEqual([expected])
    expect(parseStatusEntry({ ...entry, type: ['BitstringStatusListEntry'], statusListIndex: 94_567 })).toEqual([
      expected,
    ])
    expect(parseStatusEntry([entry, { ...entry, statusPurpose: 'suspension', statusListIndex: '0' }])).toEqual([
      expected,
      { ...expected, purpose: 'suspension', index: 0 },
    ])
  })

  test.each<[string, unknown]>([
    ['of another kind', { ...entry, type: '1EdTechRevocationList' }],
    ['without a type', { ...entry, type: undefined }],
    ['without a purpose', { ...entry, statusPurpose: undefined }],
    ['with several purposes at once', { ...entry, statusPurpose: ['revocation', 'suspension'] }],
    ['without a list', { ...entry, statusListCredential: undefined }],
    ['with a list inside', { ...entry, statusListCredential: {} }],
    ['with a negative index', { ...entry, statusListIndex: '-1' }],
    ['with an index of another notation', { ...entry, statusListIndex: '0x10' }],
    ['with an index with a leading zero', { ...entry, statusListIndex: '010' }],
    ['with a fraction for an index', { ...entry, statusListIndex: 1.5 }],
    ['with an index past safe integers', { ...entry, statusListIndex: '9999999999999999' }],
    ['with an index named like a property', { ...entry, statusListIndex: '__proto__' }],
    ['of no bits', { ...entry, statusSize: 0 }],
    ['of more bits than anything has', { ...entry, statusSize: 64 }],
    ['of half a bit', { ...entry, statusSize: 1.5 }],
    ['that is a number', 5],
    ['that is null', null],
    ['that is an empty list', []],
    ['that repeats itself', Array(9).fill(entry)],
  ])('%s is an error, never no status', (_what, value) => {
    expect(() => parseStatusEntry(value)).toThrow(expect.objectContaining({ code: 'schema' }))
  })
})
