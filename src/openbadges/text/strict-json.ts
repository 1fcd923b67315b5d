import { OpenBadgeError, type OpenBadgeErrorCode } from './error.ts'

/** A value of JSON (RFC 8259). */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
/** An object of JSON (RFC 8259 §4). */
export interface JsonObject {
  [key: string]: JsonValue
}

/**
 * Reads a stranger's JSON in one pass and bounded time. Stricter than JSON.parse where two readers could see two
 * documents: duplicate members, byte order mark, lone surrogates, numbers that change when they are read.
 */
export function parseStrictJson(input: Uint8Array | string): JsonValue {
  const reader: Reader = { text: decode(input), at: 0, objects: 0, values: 0, path: [] }
  const value = readValue(reader, 1)
  skipWhitespace(reader)
  if (reader.at !== reader.text.length) throw malformed(reader, 'More text after the end')
  return value
}

const limits = {
  bytes: 1_048_576,
  depth: 32,
  objects: 1_000,
  // Ten thousand names in a list, and what is around it.
  values: 10_100,
  members: 256,
  keyLength: 256,
  stringLength: 524_288,
  numberLength: 64,
}

interface Reader {
  text: string
  at: number
  objects: number
  values: number
  /** Names and positions on the way to the value that is being read. */
  path: (string | number)[]
}

function decode(input: Uint8Array | string): string {
  // UTF-8 is never shorter than UTF-16 is long, so a long string needs no encoding to be refused.
  const length = typeof input === 'string' ? input.length : input.byteLength
  if (length > limits.bytes) throw tooLarge()
  if (typeof input === 'string') {
    if (new TextEncoder().encode(input).byteLength > limits.bytes) throw tooLarge()
    return input
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input)
  } catch (cause) {
    throw new OpenBadgeError('malformed-json', 'The text is not UTF-8.', { cause })
  }
}

function readValue(reader: Reader, depth: number): JsonValue {
  if (depth > limits.depth) throw refused(reader, 'too-deep', `Nested deeper than ${limits.depth} levels.`)
  reader.values += 1
  if (reader.values > limits.values) throw refused(reader, 'too-complex', `More than ${limits.values} values.`)
  skipWhitespace(reader)
  const first = reader.text.charCodeAt(reader.at)
  if (first === quote) return readString(reader)
  if (first === openingBrace) return readObject(reader, depth)
  if (first === openingBracket) return readArray(reader, depth)
  return readLiteral(reader)
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openingBrace = 0x7b
const closingBrace = 0x7d
const openingBracket = 0x5b
const closingBracket = 0x5d

function readObject(reader: Reader, depth: number): JsonObject {
  reader.objects += 1
  if (reader.objects > limits.objects) throw refused(reader, 'too-complex', `More than ${limits.objects} objects.`)
  const object: JsonObject = {}
  let members = 0
  reader.at += 1
  if (skipped(reader, closingBrace)) return object
  do {
    const key = readKey(reader)
    reader.path.push(key)
    if (Object.hasOwn(object, key)) throw refused(reader, 'duplicate-key', 'A member is given twice.')
    if (key === '__proto__') throw refused(reader, 'forbidden-key', 'A member is named __proto__.')
    members += 1
    if (members > limits.members) {
      reader.path.pop()
      throw refused(reader, 'too-complex', `More than ${limits.members} members.`)
    }
    if (!skipped(reader, colon)) throw malformed(reader, 'Expected a colon')
    object[key] = readValue(reader, depth + 1)
    reader.path.pop()
  } while (skipped(reader, comma))
  if (!skipped(reader, closingBrace)) throw malformed(reader, 'Expected a comma or the end of an object')
  return object
}

function readKey(reader: Reader): string {
  skipWhitespace(reader)
  if (reader.text.charCodeAt(reader.at) !== quote) throw malformed(reader, 'Expected the name of a member')
  const key = readString(reader)
  if (key.length > limits.keyLength) throw refused(reader, 'too-complex', 'The name of a member is too long.')
  return key
}

function readArray(reader: Reader, depth: number): JsonValue[] {
  const array: JsonValue[] = []
  reader.at += 1
  if (skipped(reader, closingBracket)) return array
  do {
    reader.path.push(array.length)
    array.push(readValue(reader, depth + 1))
    reader.path.pop()
  } while (skipped(reader, comma))
  if (!skipped(reader, closingBracket)) throw malformed(reader, 'Expected a comma or the end of an array')
  return array
}

function readString(reader: Reader): string {
  const { text } = reader
  const start = reader.at
  let isPlain = true
  let at = start + 1
  for (; ; at += 1) {
    if (at >= text.length) throw malformed(reader, 'A string does not end')
    const code = text.charCodeAt(at)
    if (code === quote) break
    if (code === backslash) at += 1
    // Neither what JSON escapes or forbids, nor half of a character.
    if (code === backslash || code < 0x20 || (code >= 0xd800 && code < 0xe000)) isPlain = false
  }
  const value = isPlain ? text.slice(start + 1, at) : readUnusual(reader, text.slice(start, at + 1))
  reader.at = at + 1
  if (value.length > limits.stringLength) throw refused(reader, 'too-complex', 'A string is too long.')
  if (!isPlain && !value.isWellFormed()) throw refused(reader, 'malformed-json', 'A string holds half a character.')
  return value
}

function readUnusual(reader: Reader, quoted: string): string {
  try {
    // Escapes are the one part left to the platform: the text between two quotes cannot nest.
    return String(JSON.parse(quoted))
  } catch (cause) {
    throw malformed(reader, 'Malformed string', cause)
  }
}

function readLiteral(reader: Reader): number | boolean | null {
  for (const [word, value] of words) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length
      return value
    }
  }
  return readNumber(reader)
}

const words = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const

function readNumber(reader: Reader): number {
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  number.lastIndex = reader.at
  const text = number.exec(reader.text)?.[0]
  if (text === undefined) throw malformed(reader, 'Expected a value')
  if (text.length > limits.numberLength) throw malformed(reader, 'A number is too long')
  const value = Number(text)
  if (!Number.isFinite(value)) throw refused(reader, 'number-range', 'A number is too large.')
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(value))
    throw refused(reader, 'number-range', 'An integer is beyond 2^53 − 1.')
  if (Object.is(value, -0)) throw refused(reader, 'number-range', 'A number is negative zero.')
  reader.at += text.length
  return value
}

function skipWhitespace(reader: Reader): void {
  for (; ; reader.at += 1) {
    const code = reader.text.charCodeAt(reader.at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
  }
}

/** Skips whitespace and, when it is next, the given mark. */
function skipped(reader: Reader, mark: number): boolean {
  skipWhitespace(reader)
  if (reader.text.charCodeAt(reader.at) !== mark) return false
  reader.at += 1
  return true
}

/** One segment of a JSON pointer (RFC 6901 §3). */
export function escapePointer(key: string): string {
  return !/[~/]/.test(key) ? key : key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function malformed(reader: Reader, what: string, cause?: unknown): OpenBadgeError {
  return new OpenBadgeError('malformed-json', `${what}, at character ${reader.at}.`, { cause })
}

function refused(reader: Reader, code: OpenBadgeErrorCode, message: string): OpenBadgeError {
  const pointer = reader.path.map((step) => `/${escapePointer(String(step))}`).join('')
  return new OpenBadgeError(code, message, { pointer })
}

function tooLarge(): OpenBadgeError {
  return new OpenBadgeError('payload-too-large', `More than ${limits.bytes} bytes.`)
}
