import { decompress } from '../text/decompress.ts'
import { OpenBadgeError } from '../text/error.ts'
import { decodeUtf8 } from '../text/utf-8.ts'
import { type BakedText, maxBakedBytes, toBakeableText } from './baked-text.ts'
import { encodePngChunk, joinPngChunks, type PngChunk, readPngChunks } from './png-chunks.ts'

/** Puts a credential (JSON or compact JWS) into a PNG, in place of one that is there already. */
export function bakePng(png: Uint8Array, credential: string): Uint8Array<ArrayBuffer> {
  return preparePng(png)(credential)
}

/** bakePng for one picture and many credentials: the picture is looked through once. */
export function preparePng(png: Uint8Array): (credential: string) => Uint8Array<ArrayBuffer> {
  const kept = readPngChunks(png).filter((chunk) => chunk.type !== 'iTXt' || keywordOf(chunk) !== 'openbadgecredential')
  const picture = kept.slice(0, -1).map(toBytes)
  const end = kept.slice(-1).map(toBytes)
  return (credential) => {
    const { text } = toBakeableText(credential)
    // The specification forbids compression and wants language tag and translated keyword empty.
    const baked = encodePngChunk('iTXt', new TextEncoder().encode(`openbadgecredential\0\0\0\0\0${text}`))
    return joinPngChunks([...picture, baked, ...end])
  }
}

/** Everything in a PNG that a badge program may have baked. Other text is passed over unread. */
export function listBakedInPng(png: Uint8Array): BakedText[] {
  return readPngChunks(png).flatMap((chunk) => {
    const keyword = keywordOf(chunk)
    const standard = keyword === undefined ? undefined : standardOfKeyword[keyword]
    if (standard === undefined) return []
    if (chunk.type === 'iTXt') return [{ standard, read: () => readInternationalText(chunk) }]
    // Open Badges 1.0 wrote the address of the assertion into plain text.
    if (chunk.type === 'tEXt' && standard === 'open-badges-2')
      return [{ standard, read: async () => readPlainText(chunk) }]
    return []
  })
}

const standardOfKeyword: { readonly [keyword: string]: BakedText['standard'] } = {
  openbadgecredential: 'open-badges-3',
  clrcredential: 'clr-2',
  openbadges: 'open-badges-2',
}

function keywordOf({ type, data }: PngChunk): string | undefined {
  if (type !== 'iTXt' && type !== 'tEXt') return undefined
  const end = data.subarray(0, 80).indexOf(0)
  return end < 1 ? undefined : String.fromCharCode(...data.subarray(0, end))
}

async function readInternationalText({ data }: PngChunk): Promise<string> {
  const keywordEnd = data.indexOf(0)
  const [isCompressed, method] = data.subarray(keywordEnd + 1, keywordEnd + 3)
  const languageEnd = data.indexOf(0, keywordEnd + 3)
  const translationEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1)
  const isWellFormed = translationEnd >= 0 && (isCompressed === 0 || (isCompressed === 1 && method === 0))
  if (!isWellFormed) throw malformed('The text chunk of the picture is damaged.')
  const stored = data.subarray(translationEnd + 1)
  const text = isCompressed === 1 ? await decompress(stored, 'deflate', maxBakedBytes) : stored
  if (text === undefined) throw malformed('The compressed text of the picture is damaged.')
  return decodeText(text)
}

function readPlainText({ data }: PngChunk): string {
  return decodeText(data.subarray(data.indexOf(0) + 1))
}

function decodeText(bytes: Uint8Array): string {
  if (bytes.length > maxBakedBytes)
    throw new OpenBadgeError('payload-too-large', 'The credential is larger than 1 MiB.')
  return decodeUtf8(bytes, 'malformed-image').trim()
}

function toBytes(chunk: PngChunk): Uint8Array {
  return chunk.bytes
}

function malformed(message: string): OpenBadgeError {
  return new OpenBadgeError('malformed-image', message)
}
