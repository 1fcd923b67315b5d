import { makeZip } from 'client-zip'

export interface ZipEntry {
  /** Path inside the archive. */
  name: string
  content: string | Uint8Array | ReadableStream<Uint8Array>
  modifiedAt: Date
}

/** More would need a form of the directory's end that is written for long archives only (APPNOTE 4.4.1.4). */
export const mostZipEntries = 65_000

/**
 * A ZIP archive as a stream: one entry after the other is read, and only as fast as it is taken. Nothing is deflated; what
 * is beyond 4 GiB is written in the 64-bit form.
 */
export function zipStream(entries: AsyncIterable<ZipEntry>): ReadableStream<Uint8Array> {
  const inputs = inputsOf(entries)
  const archive = makeZip(inputs, { buffersAreUTF8: true }).getReader()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await archive.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        // Not `archive.cancel()`, which fails with the reason that it is given.
        await inputs.return()
      },
    },
    { highWaterMark: 0 },
  )
}

interface Input {
  name: string
  input: string | Uint8Array | AsyncIterable<Uint8Array>
  lastModified: Date
}

async function* inputsOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Input, void, void> {
  let count = 0
  for await (const { name, content, modifiedAt } of entries) {
    if (++count > mostZipEntries) throw new Error(`An archive holds at most ${mostZipEntries} files.`)
    if (!(content instanceof ReadableStream)) {
      yield { name, input: content, lastModified: modifiedAt }
      continue
    }
    const input = piecesOf(content)
    try {
      yield { name, input, lastModified: modifiedAt }
    } finally {
      // Whoever stops reading the archive stops reading the file.
      await input.return()
    }
  }
}

async function* piecesOf(content: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const reader = content.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    await reader.cancel()
  }
}
