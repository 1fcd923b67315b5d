import { crc32, deflateSync } from 'node:zlib'

/** Pictures built by hand, so that each can be wrong in exactly one way. */
export function pngFile(...chunks: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks]))
}

export function pngChunk(
  type: string,
  data: Uint8Array = new Uint8Array(0),
  wrong: { length?: number; crc?: number } = {},
) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(wrong.length ?? data.length)
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(wrong.crc ?? crc32(body))
  return Buffer.concat([length, body, crc])
}

export function pngHeader(width: number, height: number): Uint8Array {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([8, 6], 8)
  return pngChunk('IHDR', data)
}

/** The pixels of a transparent square. */
export function pngPixels(side: number): Uint8Array {
  return pngChunk('IDAT', deflateSync(Buffer.alloc((side * 4 + 1) * side)))
}

export const pngEnd = pngChunk('IEND')

export function internationalText(
  keyword: string,
  text: string | Uint8Array,
  options: { compressed?: boolean; method?: number; language?: string } = {},
): Uint8Array {
  const fields = Buffer.concat([
    Buffer.from(keyword, 'latin1'),
    Uint8Array.of(0, options.compressed ? 1 : 0, options.method ?? 0),
    Buffer.from(`${options.language ?? ''}\0\0`),
  ])
  return pngChunk('iTXt', Buffer.concat([fields, Buffer.from(text)]))
}

export function svgFile(inside: string, options: { before?: string; attributes?: string } = {}): string {
  const attributes = options.attributes ?? 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
  return `${options.before ?? ''}<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}<rect width="8" height="8"/></svg>`
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
