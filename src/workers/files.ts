import type { R2Bucket, R2UploadedPart } from '@cloudflare/workers-types'
import { AppError } from '../errors.ts'
import type { Files } from '../platform.ts'

/** R2 takes parts of at least 5 MiB, all of one size but the last. */
const partBytes = 8 * 1024 * 1024

/** A hash that is fed piece by piece: workerd's own, which WebCrypto elsewhere lacks. */
interface DigestStream extends WritableStream<Uint8Array> {
  readonly digest: Promise<ArrayBuffer>
}
const newDigestStream = (): DigestStream =>
  // workerd declares it on `crypto`; the types of Node, which check this project, don't know it.
  new (crypto as unknown as { DigestStream: new (algorithm: string) => DigestStream }).DigestStream('SHA-256')

export function r2Files(bucket: R2Bucket): Files {
  return {
    async put(key, body, { maxBytes }) {
      const chunks = body instanceof Uint8Array ? new Blob([new Uint8Array(body)]).stream() : body
      const digest = newDigestStream()
      const hash = digest.getWriter()
      const upload = await bucket.createMultipartUpload(key)
      const parts: R2UploadedPart[] = []
      let size = 0
      try {
        for await (const part of inParts(chunks, async (chunk) => {
          size += chunk.length
          if (size > maxBytes) throw tooLarge(maxBytes)
          await hash.write(chunk)
        }))
          parts.push(await upload.uploadPart(parts.length + 1, part))
        await hash.close()
        if (parts.length === 0) {
          await upload.abort()
          await bucket.put(key, new Uint8Array())
        } else await upload.complete(parts)
      } catch (error) {
        await upload.abort()
        throw error
      }
      return { key, size, sha256: hexadecimal(await digest.digest) }
    },

    async get(key, range) {
      const found = await bucket.get(
        key,
        range ? { range: { offset: range.start, length: range.end - range.start + 1 } } : {},
      )
      if (!found) return undefined
      // The stream is the standard one; only its declaration is workerd's.
      return { body: found.body as unknown as ReadableStream<Uint8Array>, size: found.size }
    },

    async delete(key) {
      await bucket.delete(key)
    },

    async *list(prefix) {
      let cursor: string | undefined
      do {
        const page = await bucket.list({ prefix, ...(cursor === undefined ? {} : { cursor }) })
        for (const { key } of page.objects) yield key
        cursor = page.truncated ? page.cursor : undefined
      } while (cursor !== undefined)
    },
  }
}

async function* inParts(chunks: ReadableStream<Uint8Array>, each: (chunk: Uint8Array) => Promise<void>) {
  let part = new Uint8Array(partBytes)
  let filled = 0
  const reader = chunks.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    await each(value)
    for (let at = 0; at < value.length; ) {
      const piece = value.subarray(at, at + partBytes - filled)
      part.set(piece, filled)
      at += piece.length
      filled += piece.length
      if (filled === partBytes) {
        yield part
        part = new Uint8Array(partBytes)
        filled = 0
      }
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}

const tooLarge = (maxBytes: number) =>
  new AppError('payload-too-large', `Files may have up to ${Math.floor(maxBytes / 1024 / 1024)} MB.`)

const hexadecimal = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
