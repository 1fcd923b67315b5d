import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { mostZipEntries, type ZipEntry, zipStream } from '../../src/accounts/zip-stream.ts'
import { newFolder } from '../support/folder.ts'

const modifiedAt = new Date('2026-05-14T15:00:00Z')
const read = async (entries: AsyncIterable<ZipEntry>) =>
  new Uint8Array(await new Response(zipStream(entries)).arrayBuffer())

test('words, bytes and streams come out of the archive as they went in, under their names', async () => {
  async function* entries(): AsyncGenerator<ZipEntry> {
    yield { name: 'Überblick.txt', content: 'Grüße', modifiedAt }
    yield { name: 'work/1.bin', content: Uint8Array.of(0, 1, 255), modifiedAt }
    yield { name: 'work/2.txt', content: new Blob(['as a ', 'stream']).stream(), modifiedAt }
    yield { name: 'empty', content: new Blob([]).stream(), modifiedAt }
  }
  const files = unzipSync(await read(entries()))
  expect(Object.keys(files)).toEqual(['Überblick.txt', 'work/1.bin', 'work/2.txt', 'empty'])
  expect(Object.values(files).map((bytes) => strFromU8(bytes))).toEqual([
    'Grüße',
    strFromU8(Uint8Array.of(0, 1, 255)),
    'as a stream',
    '',
  ])
})

test('one file is opened after the other, and closed when nobody reads on', async () => {
  const seen: string[] = []
  const endless = (name: string) =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
      cancel: () => void seen.push(`${name} closed`),
    })
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const name of ['one', 'two']) {
      seen.push(`${name} opened`)
      yield { name, content: endless(name), modifiedAt }
    }
  }
  const reader = zipStream(entries()).getReader()
  for (let n = 0; n < 5; n++) await reader.read()
  await reader.cancel()
  expect(seen).toEqual(['one opened', 'one closed'])
})

test('a file that breaks off breaks the archive off', async () => {
  async function* entries(): AsyncGenerator<ZipEntry> {
    const content = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('broken disk')) })
    yield { name: 'one', content, modifiedAt }
  }
  await expect(read(entries())).rejects.toThrow('broken disk')
})

test('more files than the directory counts are refused', async () => {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (let n = 0; n <= mostZipEntries; n++) yield { name: `${n}`, content: '', modifiedAt }
  }
  const nowhere = Writable.toWeb(new Writable({ write: (_chunk, _encoding, done) => done() }))
  // Node's own web stream; only its declaration differs from the global one.
  await expect(zipStream(entries()).pipeTo(nowhere as WritableStream<Uint8Array>)).rejects.toThrow('at most 65000')
})

// Reads and writes 4.3 GB: by hand, when the library changes.
test.skipIf(process.env.SIGNET_LARGE_FILES === undefined)(
  'a file of more than 4 GiB is in the archive whole',
  async () => {
    const file = join(newFolder(), 'large.zip')
    const piece = new Uint8Array(1024 * 1024)
    let left = 4100
    const large = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(piece) : controller.close()),
    })
    async function* entries(): AsyncGenerator<ZipEntry> {
      yield { name: 'large.bin', content: large, modifiedAt }
      yield { name: 'after.txt', content: 'behind it', modifiedAt }
    }
    const out = Writable.toWeb(createWriteStream(file))
    // Node's own web stream; only its declaration differs from the global one.
    await zipStream(entries()).pipeTo(out as WritableStream<Uint8Array>)
    const list = execFileSync('unzip', ['-l', file], { encoding: 'utf8' })
    expect(list).toContain(String(4100 * 1024 * 1024))
    expect(execFileSync('unzip', ['-p', file, 'after.txt'], { encoding: 'utf8' })).toBe('behind it')
    expect(execFileSync('unzip', ['-tq', file], { encoding: 'utf8' })).toContain('No errors detected')
  },
  300_000,
)
