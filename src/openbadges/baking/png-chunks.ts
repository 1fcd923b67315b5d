import { OpenBadgeError } from '../text/error.ts'

export const maxPngBytes = 5 * 1024 * 1024
const maxChunks = 2000
const maxSide = 16_384
const maxPixels = 16_000_000

export interface PngChunk {
  type: string
  data: Uint8Array
  /** The chunk as it stands in the file: length, type, data and checksum. */
  bytes: Uint8Array
}

export function isPng(file: Uint8Array): boolean {
  return signature.every((byte, index) => file[index] === byte)
}

/** The chunks of a PNG from IHDR to IEND. Pixels are never decoded; past every bound the file is refused. */
export function readPngChunks(png: Uint8Array): PngChunk[] {
  if (png.length > maxPngBytes) throw new OpenBadgeError('payload-too-large', 'The picture is larger than 5 MiB.')
  if (!isPng(png)) throw new OpenBadgeError('unsupported-media', 'The file is not a PNG.')
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks: PngChunk[] = []
  let position = signature.length
  while (chunks.at(-1)?.type !== 'IEND') {
    const chunk = readChunk(png, view, position)
    if (chunks.length === 0) assertHeader(chunk)
    else if (chunk.type === 'IHDR') throw malformed('The picture has two headers.')
    if (chunks.length === maxChunks) throw malformed(`The picture has more than ${maxChunks} chunks.`)
    chunks.push(chunk)
    position += chunk.bytes.length
  }
  if (position !== png.length) throw malformed('There is something after the end of the picture.')
  return chunks
}

export function joinPngChunks(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const parts = [signature, ...chunks]
  const png = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let position = 0
  for (const part of parts) {
    png.set(part, position)
    position += part.length
  }
  return png
}

export function encodePngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i)
  chunk.set(data, 8)
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)))
  return chunk
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

// What we read or rely on. The checksum of pixel data is the business of whoever draws it.
const checkedTypes = new Set(['IHDR', 'iTXt', 'tEXt', 'IEND'])

function readChunk(png: Uint8Array, view: DataView, start: number): PngChunk {
  if (start + 12 > png.length) throw malformed('The picture ends too early.')
  const length = view.getUint32(start)
  const end = start + 12 + length
  if (end > png.length) throw malformed('A chunk of the picture is longer than the file.')
  const type = String.fromCharCode(...png.subarray(start + 4, start + 8))
  if (checkedTypes.has(type) && crc32(png.subarray(start + 4, end - 4)) !== view.getUint32(end - 4)) {
    throw malformed(`The checksum of a chunk of type ${type} is wrong.`)
  }
  return { type, data: png.subarray(start + 8, end - 4), bytes: png.subarray(start, end) }
}

function assertHeader({ type, data }: PngChunk) {
  if (type !== 'IHDR' || data.length !== 13) throw malformed('The picture does not begin with a header.')
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const width = view.getUint32(0)
  const height = view.getUint32(4)
  const isWithin = width > 0 && height > 0 && width <= maxSide && height <= maxSide && width * height <= maxPixels
  if (!isWithin) throw new OpenBadgeError('image-too-large', 'The picture has no pixels or more than 16 million.')
}

// Half a byte at a time: a table this small can be written down and needs no work when the module loads.
const crcOfHalfByte = Uint32Array.of(
  0x00000000,
  0x1db71064,
  0x3b6e20c8,
  0x26d930ac,
  0x76dc4190,
  0x6b6b51f4,
  0x4db26158,
  0x5005713c,
  0xedb88320,
  0xf00f9344,
  0xd6d6a3e8,
  0xcb61b38c,
  0x9b64c2b0,
  0x86d3d2d4,
  0xa00ae278,
  0xbdbdf21c,
)

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc = (crcOfHalfByte[(crc ^ byte) & 15] ?? 0) ^ (crc >>> 4)
    crc = (crcOfHalfByte[(crc ^ (byte >>> 4)) & 15] ?? 0) ^ (crc >>> 4)
  }
  return ~crc >>> 0
}

function malformed(message: string): OpenBadgeError {
  return new OpenBadgeError('malformed-image', message)
}
