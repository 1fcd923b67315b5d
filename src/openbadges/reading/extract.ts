import { listBakedInPng } from '../baking/bake-png.ts'
import { listBakedInSvg } from '../baking/bake-svg.ts'
import { type BakedText, isCompactJws, maxBakedBytes } from '../baking/baked-text.ts'
import { isPng, maxPngBytes } from '../baking/png-chunks.ts'
import { OpenBadgeError } from '../text/error.ts'
import { type JsonValue, parseStrictJson } from '../text/strict-json.ts'
import { assertIsNotUtf16, decodeUtf8 } from '../text/utf-8.ts'
import { isOpenBadges1 } from './open-badges-1.ts'
import { isPresenting } from './presentation.ts'

/** A credential taken out of a file, still unread: nothing about it is known to be true or even well-formed. */
export interface Extracted {
  container: 'png' | 'svg' | 'json' | 'jws'
  /** A presentation holds credentials, each to be looked at alone. */
  kind: 'open-badges-3' | 'open-badges-2' | 'presentation'
  /** JSON, a compact JWS, or, for some hosted badges of Open Badges 2.0, the assertion's address. */
  text: string
  /** What the text of a JSON file says, where it could be read strictly. */
  json?: JsonValue
}

/** Finds the one credential in a PNG, an SVG, a JSON or a JWS file. What the file is shows in its content, never in its name. */
export async function extractCredential(file: Uint8Array): Promise<Extracted> {
  if (file.length > maxPngBytes) throw new OpenBadgeError('payload-too-large', 'The file is larger than 5 MiB.')
  if (isPng(file)) return extractBaked('png', listBakedInPng(file))
  assertIsNotUtf16(file)
  const firstCharacter = firstCharacterOf(file)
  if (firstCharacter === '<') return extractBaked('svg', listBakedInSvg(file))
  if (firstCharacter === '{' || firstCharacter === '[') return toExtractedJson(decode(file, 'malformed-json'))
  const text = decode(file, 'unsupported-media')
  if (/^[\w=-]+(\.[\w=-]*)+$/.test(text.trim()))
    return { container: 'jws', kind: kindOf(text.trim(), 'open-badges-3'), text: text.trim() }
  if (text.includes('<svg')) return extractBaked('svg', listBakedInSvg(file))
  throw new OpenBadgeError('unsupported-media', 'The file is not a PNG, an SVG, a JSON or a JWS file.')
}

async function extractBaked(container: 'png' | 'svg', baked: readonly BakedText[]): Promise<Extracted> {
  // A picture may carry the older form of the same badge beside today's; two of one generation could contradict each other.
  const older = baked.filter(({ standard }) => standard === 'open-badges-2')
  const current = baked.filter(({ standard }) => standard !== 'open-badges-2')
  const [chosen, ...others] = current.length > 0 ? current : older
  if (chosen === undefined) throw new OpenBadgeError('no-baked-credential', 'There is no badge inside the picture.')
  if (others.length > 0)
    throw new OpenBadgeError('multiple-credentials', 'There is more than one badge in the picture.')
  const text = await chosen.read()
  return {
    container,
    kind: kindOf(text, chosen.standard === 'open-badges-2' ? 'open-badges-2' : 'open-badges-3'),
    text,
  }
}

function toExtractedJson(text: string): Extracted {
  const json = readJson(text)
  const kind = json === undefined ? kindOf(text, 'open-badges-3') : kindOfDocument(json, 'open-badges-3')
  return { container: 'json', kind, text, ...(json !== undefined && { json }) }
}

/** Undefined for what its reader will refuse, and say why. */
function readJson(text: string): JsonValue | undefined {
  try {
    return parseStrictJson(text)
  } catch (error) {
    if (error instanceof OpenBadgeError) return undefined
    throw error
  }
}

/** Only chooses the verifier; each reads strictly for itself and refuses what is not of its kind. */
const kindOf = (text: string, otherwise: Extracted['kind']) => kindOfDocument(parsed(text), otherwise)

function kindOfDocument(document: unknown, otherwise: Extracted['kind']): Extracted['kind'] {
  if (isPresenting(document)) return 'presentation'
  const contexts = contextsIn(document)
  if (contexts.some((context) => /^https:\/\/www\.w3\.org\/.*credentials\/v\d/.test(context))) return 'open-badges-3'
  if (contexts.some((context) => /^https?:\/\/w3id\.org\/openbadges\/v\d/.test(context))) return 'open-badges-2'
  const isOlder = contexts.length === 0 && isOpenBadges1(document)
  return isOlder ? 'open-badges-2' : otherwise
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(isCompactJws(text) ? payloadOf(text) : text)
  } catch {
    // The strict reader says what is wrong with it.
    return undefined
  }
}

function contextsIn(document: unknown): string[] {
  if (typeof document !== 'object' || document === null || !('@context' in document)) return []
  return [document['@context']].flat().filter((context) => typeof context === 'string')
}

function payloadOf(jws: string): string {
  const payload = jws.split('.')[1] ?? ''
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}

function firstCharacterOf(file: Uint8Array): string {
  const hasByteOrderMark = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf
  const first = file.subarray(hasByteOrderMark ? 3 : 0).find((byte) => !whitespace.includes(byte))
  return first === undefined ? '' : String.fromCharCode(first)
}

const whitespace: readonly number[] = [0x09, 0x0a, 0x0d, 0x20]

function decode(file: Uint8Array, problem: 'malformed-json' | 'unsupported-media'): string {
  if (file.length > maxBakedBytes) throw new OpenBadgeError('payload-too-large', 'The file is larger than 1 MiB.')
  return decodeUtf8(file, problem)
}
