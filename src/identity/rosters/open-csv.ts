/** The text of a CSV file as UTF-8, and what its cells are told apart by. */
export interface OpenedCsv {
  text: ReadableStream<Uint8Array>
  delimiter: string
}

/**
 * Looks at how a file begins, as spreadsheets and their languages write it: in UTF-8 or UTF-16, with a mark or without one, and
 * with commas, semicolons or tabs, which a first line `sep=` may say.
 */
export async function openCsv(body: ReadableStream<Uint8Array>): Promise<OpenedCsv> {
  const reader = body.getReader()
  const head = await readHead(reader)
  const encoding = encodingOf(head)
  const whole = prepend(head, reader)
  return {
    text: encoding === 'utf-8' ? whole : toUtf8(whole, encoding),
    delimiter: delimiterOf(new TextDecoder(encoding).decode(head)),
  }
}

/** Room for a long heading. */
const headBytes = 8 * 1024

async function readHead(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < headBytes) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
  }
  const head = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    head.set(chunk, at)
    at += chunk.length
  }
  return head
}

function prepend(head: Uint8Array, reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  let isHeadDue = head.length > 0
  return new ReadableStream({
    async pull(controller) {
      if (isHeadDue) {
        isHeadDue = false
        return controller.enqueue(head)
      }
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** Without a mark, text in Latin letters gives UTF-16 away: every other byte is nothing. */
function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd * 4 > head.length && even === 0) return 'utf-16le'
  return even * 4 > head.length && odd === 0 ? 'utf-16be' : 'utf-8'
}

function toUtf8(body: ReadableStream<Uint8Array>, encoding: Encoding): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const encoder = new TextEncoder()
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        controller.enqueue(encoder.encode(decoder.decode(chunk, { stream: true })))
      },
      flush(controller) {
        controller.enqueue(encoder.encode(decoder.decode()))
      },
    }),
  )
}

const delimiters = [',', ';', '\t'] as const

/** The one that the heading has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const [first = '', second = ''] = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  const said = saidDelimiter(first)
  if (said !== undefined) return said
  const heading = (first.replaceAll(/[,;\t\s]/g, '') === '' ? second : first).replaceAll(/"[^"]*"/g, '')
  const counts = delimiters.map((delimiter) => heading.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

/** What spreadsheets write above a heading to say it. */
const saidDelimiter = (line: string): string | undefined => /^"?sep=(.)"?[,;\t]*$/i.exec(line)?.[1]

export const isDelimiterLine = (record: readonly string[]): boolean => /^sep=.?$/i.test(record.join(''))
