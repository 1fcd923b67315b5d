import { Writable } from 'node:stream'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { mostZipEntries, type ZipEntry, zipStream } from '../../src/operations/privacy/zip-stream.ts'

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
