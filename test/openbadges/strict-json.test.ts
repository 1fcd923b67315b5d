import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonValue, OpenBadgeError, parseStrictJson } from '../../src/openbadges/index.ts'

test.each<[string, JsonValue]>([
  ['{"a":[1,-2.5e-3,{"b":null}],"c":true,"":false}', { a: [1, -0.0025, { b: null }], c: true, '': false }],
  [' \n\r\t[ ] ', []],
  ['"\\u00e9\\n\\"\\/😀"', 'é\n"/😀'],
  ['"\\ud83d\\ude00"', '😀'],
  ['0', 0],
  ['9007199254740991', 9_007_199_254_740_991],
  ['{"constructor":1,"toString":2}', { constructor: 1, toString: 2 }],
])('%s is read', (text, value) => {
  expect(parseStrictJson(text)).toEqual(value)
  expect(parseStrictJson(new TextEncoder().encode(text))).toEqual(value)
})

test.each([
  ['', 'malformed-json'],
  [' ', 'malformed-json'],
  ['{"@context":[', 'malformed-json'],
  ['{"a":1,}', 'malformed-json'],
  ['[1,]', 'malformed-json'],
  ['[,1]', 'malformed-json'],
  ["{'a':1}", 'malformed-json'],
  ['{a:1}', 'malformed-json'],
  ['{"a" 1}', 'malformed-json'],
  ['{"a":1 "b":2}', 'malformed-json'],
  ['{/*x*/"a":1}', 'malformed-json'],
  ['{"a":NaN}', 'malformed-json'],
  ['{"a":-Infinity}', 'malformed-json'],
  ['{"a":01}', 'malformed-json'],
  ['{"a":0x10}', 'malformed-json'],
  ['{"a":1.}', 'malformed-json'],
  ['{"a":.5}', 'malformed-json'],
  ['{"a":+1}', 'malformed-json'],
  ['{"a":-}', 'malformed-json'],
  ['truefalse', 'malformed-json'],
  ['{} {}', 'malformed-json'],
  ['\ufeff{}', 'malformed-json'],
  ['\u00a0{}', 'malformed-json'],
  ['{"a":"\u0001"}', 'malformed-json'],
  ['"two\nlines"', 'malformed-json'],
  ['"\\x41"', 'malformed-json'],
  ['"\\', 'malformed-json'],
  ['"\\"', 'malformed-json'],
  ['"\\ud800"', 'malformed-json'],
  ['{"\\udc00":1}', 'malformed-json'],
  ['"\ud800"', 'malformed-json'],
  [`0.${'0'.repeat(64)}`, 'malformed-json'],
  ['{"a":9007199254740993}', 'number-range'],
  ['-9007199254740992', 'number-range'],
  ['1e400', 'number-range'],
  ['{"a":-0}', 'number-range'],
  ['-0.0e9', 'number-range'],
  ['-1e-400', 'number-range'],
  ['{"type":["A"],"type":["B"]}', 'duplicate-key'],
  ['{"a":{"b":{"c":1,"c":2}}}', 'duplicate-key'],
  ['{"a":1,"\\u0061":2}', 'duplicate-key'],
  ['{"__proto__":{"isAdmin":true}}', 'forbidden-key'],
  ['{"a":[{"\\u005f_proto__":null}]}', 'forbidden-key'],
])('%j is refused as %s', (text, code) => {
  expect(codeOf(text)).toBe(code)
})

test.each([
  ['half of a UTF-8 sequence', [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]],
  ['an overlong sequence', [0x22, 0xc0, 0xaf, 0x22]],
  ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ['a byte order mark', [0xef, 0xbb, 0xbf, 0x7b, 0x7d]],
  ['UTF-16', [0x7b, 0x00, 0x7d, 0x00]],
])('%s is refused', (_, bytes) => {
  expect(codeOf(Uint8Array.from(bytes))).toBe('malformed-json')
})

const repeat = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join()

test.each<[string, string, allowed: (limit: number) => string, limit: number]>([
  ['levels of lists', 'too-deep', (n) => '['.repeat(n) + ']'.repeat(n), 32],
  ['levels of objects', 'too-deep', (n) => `${'{"a":'.repeat(n - 1)}1${'}'.repeat(n - 1)}`, 32],
  ['objects', 'too-complex', (n) => `[${repeat(n, () => '{}')}]`, 1_000],
  ['values', 'too-complex', (n) => `[${repeat(n - 1, () => '1')}]`, 10_100],
  ['members of an object', 'too-complex', (n) => `{${repeat(n, (i) => `"k${i}":1`)}}`, 256],
  ['letters in the name of a member', 'too-complex', (n) => `{"${'k'.repeat(n)}":1}`, 256],
  ['letters in a string', 'too-complex', (n) => `"${'x'.repeat(n)}"`, 524_288],
  ['bytes', 'payload-too-large', (n) => `[]${' '.repeat(n - 2)}`, 1_048_576],
])('the most %s are read, one more is refused as %s', (_, code, make, limit) => {
  expect(codeOf(make(limit))).toBe('read')
  expect(codeOf(make(limit + 1))).toBe(code)
})

test('bytes are counted as UTF-8, whichever way the text comes', () => {
  const text = `"${'é'.repeat(524_288)}"`
  expect([codeOf(text), codeOf(new TextEncoder().encode(text))]).toEqual(['payload-too-large', 'payload-too-large'])
})

test.each([
  ['a million brackets', '['.repeat(1_000_000), 'too-deep'],
  ['a hundred thousand objects in each other', '{"a":'.repeat(100_000), 'too-deep'],
  ['a million escapes', `"${'\\n'.repeat(500_000)}`, 'malformed-json'],
  ['a million digits', '1'.repeat(1_000_000), 'malformed-json'],
])('%s cost nothing', (_, text, code) => {
  const start = performance.now()
  expect(codeOf(text)).toBe(code)
  expect(performance.now() - start).toBeLessThan(800)
})

test('a refusal points to its place', () => {
  expect(() => parseStrictJson('{"a/b":[1,{"c~d":-0}]}')).toThrow(
    expect.objectContaining({ code: 'number-range', pointer: '/a~1b/1/c~0d' }),
  )
})

test('nothing reaches Object.prototype', () => {
  expect(codeOf('{"a":{"__proto__":{"polluted":1}}}')).toBe('forbidden-key')
  expect({}).not.toHaveProperty('polluted')
})

test('what JSON.stringify writes is read as it was', () => {
  const value = fc.jsonValue({ noUnicodeString: false }).filter(isOrdinary)
  fc.assert(
    fc.property(value, (written) => {
      expect(parseStrictJson(JSON.stringify(written))).toEqual(written)
    }),
    { seed: 20_260_514 },
  )
})

test('what is read is what JSON.parse reads, and nothing but an OpenBadgeError is thrown', () => {
  const text = fc
    .array(fc.constantFrom(...'{}[]",:\\/ue+-.019aé\n\ud800', 'true', 'null', '"a"', '"a":', '1'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (written) => {
      if (codeOf(written) === 'read') expect(parseStrictJson(written)).toEqual(JSON.parse(written))
    }),
    { numRuns: 5_000, seed: 20_260_514 },
  )
})

/** JSON.parse reads more numbers than we do, and JSON has no word for the key of prototypes. */
function isOrdinary(value: unknown): boolean {
  if (typeof value === 'number')
    return !Object.is(value, -0) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, member]) => key !== '__proto__' && isOrdinary(member))
}

function codeOf(input: Uint8Array | string): string {
  try {
    parseStrictJson(input)
    return 'read'
  } catch (error) {
    if (error instanceof OpenBadgeError) return error.code
    throw error
  }
}
