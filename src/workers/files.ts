import type { R2Bucket, R2UploadedPart } from '@cloudflare/workers-types'
import { AppError } from '../platform/errors.ts'
import { assertFileKey } from '../platform/file-key.ts'
import type { Files } from '../platform/platform.ts'

/** Files in R2. What fits one part is written at once; what is longer is an upload in parts, which exists when it is complete. */
export function r2Files(bucket: R2Bucket): Files {
  return {
    async put(key, body, { maxBytes }) {
      assertFileKey(key)
      const digest = newDigestStream()
      const hash = digest.getWriter()
      let size = 0
      const parts = inParts(streamOf(body), async (chunk) => {
        size += chunk.byteLength
        if (size > maxBytes) throw new AppError('payload-too-large', 'refused.fileTooLarge', { most: maxBytes })
        await hash.write(chunk)
      })
      try {
        await store(bucket, key, parts)
        await hash.close()
      } catch (error) {
        await parts.return()
        await hash.abort(error)
        throw error
      }
      return { key, size, sha256: hexadecimal(await digest.digest) }
    },

    async get(key, range) {
      const found = await bucket.get(
        assertFileKey(key),
        range ? { range: { offset: range.start, length: range.end - range.start + 1 } } : {},
      )
      // The stream is the standard one; only its declaration is workerd's.
      return found ? { body: found.body as unknown as ReadableStream<Uint8Array>, size: found.size } : undefined
    },

    async delete(key) {
      await bucket.delete(assertFileKey(key))
    },

    async *list(prefix) {
      let cursor: string | undefined
      do {
        const page = await bucket.list({ prefix, ...(cursor === undefined ? {} : { cursor }) })
        for (const { key, uploaded } of page.objects) yield { key, storedAt: uploaded }
        cursor = page.truncated ? page.cursor : undefined
      } while (cursor !== undefined)
    },
  }
}

/** R2 takes parts of at least 5 MiB, all of one size but the last. */
const partBytes = 5 * 1024 * 1024

async function store(bucket: R2Bucket, key: string, parts: AsyncIterator<Blob, void>) {
  const first = await parts.next()
  if (first.done) return void (await bucket.put(key, ''))
  if (first.value.size < partBytes) return void (await bucket.put(key, await first.value.arrayBuffer()))
  const upload = await bucket.createMultipartUpload(key)
  const uploaded: R2UploadedPart[] = []
  try {
    for (let part: IteratorResult<Blob, void> = first; !part.done; part = await parts.next())
      uploaded.push(await upload.uploadPart(uploaded.length + 1, await part.value.arrayBuffer()))
    await upload.complete(uploaded)
  } catch (error) {
    await upload.abort()
    throw error
  }
}

/** Leaving it by an error cancels the source, so that a client that sends too much is not read to its end. */
async function* inParts(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>, onChunk: (chunk: Uint8Array) => Promise<void>) {
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let gathered = 0
  for await (const chunk of chunks) {
    await onChunk(chunk)
    for (let at = 0; at < chunk.byteLength; ) {
      const piece = chunk.subarray(at, at + partBytes - gathered)
      pieces.push(piece)
      at += piece.byteLength
      gathered += piece.byteLength
      if (gathered < partBytes) continue
      yield new Blob(pieces)
      pieces = []
      gathered = 0
    }
  }
  if (gathered > 0) yield new Blob(pieces)
}

const streamOf = (body: ReadableStream<Uint8Array> | Uint8Array) =>
  // Nothing here shares memory with another thread, which is all that the wider type would allow.
  (body instanceof Uint8Array ? new Blob([new Uint8Array(body)]).stream() : body) as ReadableStream<
    Uint8Array<ArrayBuffer>
  >

/** A hash that is fed piece by piece: workerd's own, which WebCrypto elsewhere lacks. */
interface DigestStream extends WritableStream<Uint8Array> {
  readonly digest: Promise<ArrayBuffer>
}
const newDigestStream = (): DigestStream =>
  // workerd declares it on `crypto`; the types of Node, which check this project, don't know it.
  new (crypto as unknown as { DigestStream: new (algorithm: string) => DigestStream }).DigestStream('SHA-256')

const hexadecimal = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
