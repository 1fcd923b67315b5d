// A person's evidence of more than 4 GiB, as a foreign program reads the archive of it.
import { execFileSync } from 'node:child_process'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type ZipEntry, zipStream } from '../../src/operations/privacy/zip-stream.ts'
import { conclude, newFolder } from './installation.ts'

const mebibytes = 4100
const folder = newFolder('archive')
const file = join(folder, 'large.zip')

async function* entries(): AsyncGenerator<ZipEntry> {
  const modifiedAt = new Date()
  yield { name: 'large.bin', content: largeStream(), modifiedAt }
  yield { name: 'after.txt', content: 'behind it', modifiedAt }
}

function largeStream() {
  const piece = new Uint8Array(1024 * 1024)
  let left = mebibytes
  return new ReadableStream<Uint8Array>({
    pull: (controller) => (left-- > 0 ? controller.enqueue(piece) : controller.close()),
  })
}

const unzip = (...options: string[]) => execFileSync('unzip', options, { encoding: 'utf8' })

const out = Writable.toWeb(createWriteStream(file))
// Node's own web stream; only its declaration differs from the global one.
await zipStream(entries()).pipeTo(out as WritableStream<Uint8Array>)
const isListed = unzip('-l', file).includes(String(mebibytes * 1024 * 1024))
const isWhole = unzip('-tq', file).includes('No errors detected') && unzip('-p', file, 'after.txt') === 'behind it'
rmSync(folder, { recursive: true })
conclude('archive', { mebibytes, listed: isListed, whole: isWhole }, isListed && isWhole)
