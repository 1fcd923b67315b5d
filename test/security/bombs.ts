import { constants, deflateRawSync, gzipSync } from 'node:zlib'

const mebibyte = 1024 * 1024
/** A mebibyte of one byte, deflated so that copies can follow one another in one stream. */
const block = (byte: number) =>
  deflateRawSync(Buffer.alloc(mebibyte, byte), { level: 9, finishFlush: constants.Z_FULL_FLUSH })
const lastBlock = Buffer.from([0x03, 0x00])

/** Deflate that inflates to this many mebibytes; the checksum at its end is wrong, and nobody should get that far. */
export const zlibBomb = (mebibytes: number): Uint8Array =>
  Buffer.concat([Buffer.from([0x78, 0xda]), ...Array<Buffer>(mebibytes).fill(block(0x20)), lastBlock, Buffer.alloc(4)])

const gzipBomb = (mebibytes: number): Uint8Array =>
  Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]),
    ...Array<Buffer>(mebibytes).fill(block(0)),
    lastBlock,
    Buffer.alloc(8),
  ])

/** The same in members of a mebibyte each, every one of them whole and right. */
const multiMemberBomb = (mebibytes: number): Uint8Array =>
  Buffer.concat(Array<Buffer>(mebibytes).fill(gzipSync(Buffer.alloc(mebibyte), { level: 9 })))

const emptyList = Buffer.alloc(16_384)
const multibase = (bytes: Uint8Array) => `u${Buffer.from(bytes).toString('base64url')}`

/** Encoded status lists, by name. */
export function hostileList(name: string): string {
  const make = lists[name]
  if (!make) throw new Error(`There is no hostile list called ${name}.`)
  return make()
}

const lists: Readonly<Record<string, () => string>> = {
  'ok-list': () => multibase(gzipSync(emptyList)),
  'bit 94567 set': () => multibase(gzipSync(withBit(94_567))),
  'bomb-1gb-singlemember': () => multibase(gzipBomb(1024)),
  'bomb-1gb-multimember': () => multibase(multiMemberBomb(1024)),
  'bomb-256mb-singlemember': () => multibase(gzipBomb(256)),
  'too-short-8kb': () => multibase(gzipSync(Buffer.alloc(8192))),
  'not-gzip': () => multibase(Buffer.from('hello')),
  truncated: () => multibase(gzipSync(emptyList).subarray(0, 20)),
  'std-base64': () => `u${gzipSync(Buffer.alloc(16_384, 0xfb)).toString('base64')}`,
}

function withBit(index: number): Uint8Array {
  const bits = Buffer.from(emptyList)
  bits[index >> 3] = 0x80 >> (index & 7)
  return bits
}
