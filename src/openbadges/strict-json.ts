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
  const reader: Reader = { text: decode(input), at: 0, objects: 0, values: 0 }
  const value = readValue(reader, 1, '')
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

function readValue(reader: Reader, depth: number, pointer: string): JsonValue {
  if (depth > limits.depth) throw refused('too-deep', `Nested deeper than ${limits.depth} levels.`, pointer)
  reader.values += 1
  if (reader.values > limits.values) throw refused('too-complex', `More than ${limits.values} values.`, pointer)
  skipWhitespace(reader)
  const first = reader.text[reader.at]
  if (first === '{') return readObject(reader, depth, pointer)
  if (first === '[') return readArray(reader, depth, pointer)
  if (first === '"') return readString(reader, pointer)
  return readLiteral(reader, pointer)
}

function readObject(reader: Reader, depth: number, pointer: string): JsonObject {
  reader.objects += 1
  if (reader.objects > limits.objects) throw refused('too-complex', `More than ${limits.objects} objects.`, pointer)
  const object: JsonObject = {}
  const keys = new Set<string>()
  reader.at += 1
  if (skipped(reader, '}')) return object
  do {
    const key = readKey(reader, pointer)
    const memberPointer = `${pointer}/${escapePointer(key)}`
    if (keys.has(key)) throw refused('duplicate-key', 'A member is given twice.', memberPointer)
    if (key === '__proto__') throw refused('forbidden-key', 'A member is named __proto__.', memberPointer)
    keys.add(key)
    if (keys.size > limits.members) throw refused('too-complex', `More than ${limits.members} members.`, pointer)
    if (!skipped(reader, ':')) throw malformed(reader, 'Expected a colon')
    object[key] = readValue(reader, depth + 1, memberPointer)
  } while (skipped(reader, ','))
  if (!skipped(reader, '}')) throw malformed(reader, 'Expected a comma or the end of an object')
  return object
}

function readKey(reader: Reader, pointer: string): string {
  skipWhitespace(reader)
  if (reader.text[reader.at] !== '"') throw malformed(reader, 'Expected the name of a member')
  const key = readString(reader, pointer)
  if (key.length > limits.keyLength) throw refused('too-complex', 'The name of a member is too long.', pointer)
  return key
}

function readArray(reader: Reader, depth: number, pointer: string): JsonValue[] {
  const array: JsonValue[] = []
  reader.at += 1
  if (skipped(reader, ']')) return array
  do array.push(readValue(reader, depth + 1, `${pointer}/${array.length}`))
  while (skipped(reader, ','))
  if (!skipped(reader, ']')) throw malformed(reader, 'Expected a comma or the end of an array')
  return array
}

function readString(reader: Reader, pointer: string): string {
  const end = endOfString(reader)
  let value: string
  try {
    // Escapes are the one part left to the platform: the text between two quotes cannot nest.
    value = String(JSON.parse(reader.text.slice(reader.at, end)))
  } catch (cause) {
    throw malformed(reader, 'Malformed string', cause)
  }
  reader.at = end
  if (value.length > limits.stringLength) throw refused('too-complex', 'A string is too long.', pointer)
  if (!value.isWellFormed()) throw refused('malformed-json', 'A string holds half a character.', pointer)
  return value
}

function endOfString(reader: Reader): number {
  for (let at = reader.at + 1; at < reader.text.length; at += 1) {
    const code = reader.text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code === backslash) at += 1
  }
  throw malformed(reader, 'A string does not end')
}

const quote = 0x22
const backslash = 0x5c

function readLiteral(reader: Reader, pointer: string): number | boolean | null {
  for (const [word, value] of words) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length
      return value
    }
  }
  return readNumber(reader, pointer)
}

const words = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const

function readNumber(reader: Reader, pointer: string): number {
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  number.lastIndex = reader.at
  const text = number.exec(reader.text)?.[0]
  if (text === undefined) throw malformed(reader, 'Expected a value')
  if (text.length > limits.numberLength) throw malformed(reader, 'A number is too long')
  const value = Number(text)
  if (!Number.isFinite(value)) throw refused('number-range', 'A number is too large.', pointer)
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(value))
    throw refused('number-range', 'An integer is beyond 2^53 − 1.', pointer)
  if (Object.is(value, -0)) throw refused('number-range', 'A number is negative zero.', pointer)
  reader.at += text.length
  return value
}

function skipWhitespace(reader: Reader): void {
  while (' \n\r\t'.includes(reader.text[reader.at] ?? 'end')) reader.at += 1
}

/** Skips whitespace and, when it is next, the given mark. */
function skipped(reader: Reader, mark: string): boolean {
  skipWhitespace(reader)
  if (reader.text[reader.at] !== mark) return false
  reader.at += 1
  return true
}

/** One segment of a JSON pointer (RFC 6901 §3). */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function malformed(reader: Reader, what: string, cause?: unknown): OpenBadgeError {
  return new OpenBadgeError('malformed-json', `${what}, at character ${reader.at}.`, { cause })
}

function refused(code: OpenBadgeErrorCode, message: string, pointer: string): OpenBadgeError {
  return new OpenBadgeError(code, message, { pointer })
}

function tooLarge(): OpenBadgeError {
  return new OpenBadgeError('payload-too-large', `More than ${limits.bytes} bytes.`)
}
