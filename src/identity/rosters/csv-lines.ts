/** The lines of a text as it arrives, whatever ends them, in UTF-8 or UTF-16. Throws TypeError where it is neither, RangeError for a line without end. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  for await (const text of decode(body)) {
    // A CR at the end may be half of a line's end.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > mostLettersOfLine) throw new RangeError('line too long')
  }
  const last = rest.replace(/\r$/, '')
  if (last !== '') yield last
}

export const mostLettersOfLine = 64 * 1024

/** Names in another encoding would come out wrong, and nobody would see it before they are printed. */
async function* decode(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let head = new Uint8Array()
  try {
    for (;;) {
      const { done, value = new Uint8Array() } = await reader.read()
      if (!decoder) {
        head = Uint8Array.from([...head, ...value])
        if (head.length < bytesThatTell && !done) continue
        decoder = new TextDecoder(encodingOf(head), { fatal: true })
        yield decoder.decode(head, { stream: !done })
      } else yield decoder.decode(value, { stream: !done })
      if (done) return
    }
  } finally {
    // Not every runtime has iterators on streams. Who stops early ends the stream.
    await reader.cancel().catch(() => {})
  }
}

const bytesThatTell = 4

/** Spreadsheets write UTF-16 with its mark or without. A heading begins with letters of ours, whose other byte is zero. */
function encodingOf([first, second, third, fourth]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (second === 0 && fourth === 0) return 'utf-16le'
  if (first === 0 && third === 0) return 'utf-16be'
  return 'utf-8'
}
