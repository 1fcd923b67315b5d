import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  /** Path inside the archive. */
  name: string
  content: string | Uint8Array | ReadableStream<Uint8Array>
  modifiedAt: Date
}

/** A ZIP archive as a stream: one entry after the other is read, and only as fast as it is taken. Text is deflated, bytes are stored. */
export function zipStream(entries: AsyncIterable<ZipEntry>): ReadableStream<Uint8Array> {
  const chunks = zipped(entries)
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return()
      },
    },
    { highWaterMark: 0 },
  )
}

async function* zipped(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array, void, void> {
  let ready: Uint8Array[] = []
  const archive = new Zip((error, chunk) => {
    if (error) throw error
    if (chunk.byteLength > 0) ready.push(chunk)
  })
  for await (const { name, content, modifiedAt } of entries) {
    const file = typeof content === 'string' ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name)
    file.mtime = modifiedAt
    archive.add(file)
    for await (const piece of piecesOf(content)) {
      file.push(piece)
      yield* ready
      ready = []
    }
    file.push(new Uint8Array(), true)
  }
  archive.end()
  yield* ready
}

async function* piecesOf(content: ZipEntry['content']): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield new TextEncoder().encode(content)
  else if (content instanceof Uint8Array) yield content
  else {
    const reader = content.getReader()
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
    } finally {
      await reader.cancel()
    }
  }
}
