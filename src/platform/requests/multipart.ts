import { AppError, type MessageValues, type RefusalKey } from '../errors.ts'

export interface MultipartLimits {
  maxFields: number
  maxFieldBytes: number
  maxFiles: number
  maxFileBytes: number
}

/** What a form of ours may hold, apart from the size of its files. */
export const formLimits = { maxFields: 100, maxFieldBytes: 64 * 1024, maxFiles: 20 }

export interface FilePart {
  name: string
  fileName: string
  mediaType: string
  /** Ends with an error when the upload breaks off, so that nothing half is kept. */
  body: ReadableStream<Uint8Array>
}

/**
 * Reads multipart/form-data (RFC 7578) as it arrives. Memory is bounded by the fields; files are handed over as streams,
 * one after the other, each to be read before the next is seen. A file input that was left empty is not a file.
 */
export async function readMultipart<T>(
  request: Request,
  limits: MultipartLimits,
  onFile: (part: FilePart) => Promise<T>,
): Promise<{ fields: Map<string, string[]>; files: T[] }> {
  const source = openSource(request.body, boundaryOf(request.headers.get('content-type')))
  const fields = new Map<string, string[]>()
  const files: T[] = []
  try {
    await source.skipToFirstPart(limits.maxFieldBytes)
    for (let [fieldCount, parts] = [0, 0]; await source.hasPart(); ) {
      // Also those that hold nothing: to read them takes time.
      if (++parts > limits.maxFields + limits.maxFiles) throw tooLarge('refused.formParts')
      const part = parsePartHeaders(await source.readHeaders())
      if (part.fileName === undefined) {
        if (++fieldCount > limits.maxFields) throw tooLarge('refused.formFields')
        const value = decode(await collect(source, limits.maxFieldBytes))
        fields.set(part.name, [...(fields.get(part.name) ?? []), value])
      } else if (part.fileName === '') {
        if ((await collect(source, 0)).length > 0) throw malformed('refused.fileWithoutName')
      } else {
        if (files.length === limits.maxFiles) throw tooLarge('refused.filesAtATime', { most: limits.maxFiles })
        const body = streamPart(source, limits.maxFileBytes)
        files.push(await onFile({ name: part.name, fileName: part.fileName, mediaType: part.mediaType, body }))
        await drain(source, limits.maxFileBytes)
      }
    }
    await source.skipEpilogue(limits.maxFieldBytes)
    return { fields, files }
  } finally {
    source.release()
  }
}

function boundaryOf(contentType: string | null): string {
  const [mediaType = ''] = (contentType ?? '').split(';')
  if (mediaType.trim().toLowerCase() !== 'multipart/form-data') {
    throw new AppError('unsupported-media', 'refused.sendMultipart')
  }
  // The characters of RFC 2046 §5.1.1; none of them is a carriage return, which the search below relies on.
  const match = /;\s*boundary=(?:"([\w'()+,./:=? -]{1,70})"|([\w'()+,./:=?-]{1,70}))\s*(?:;|$)/i.exec(contentType ?? '')
  const boundary = match?.[1] ?? match?.[2]
  if (!boundary || boundary.endsWith(' ')) throw malformed('refused.formNoBoundary')
  return boundary
}

interface Source {
  skipToFirstPart(maxBytes: number): Promise<void>
  /** Whether a part follows the delimiter just read. */
  hasPart(): Promise<boolean>
  readHeaders(): Promise<string>
  /** The next bytes of this part; undefined at its end. */
  readPart(): Promise<Uint8Array | undefined>
  skipEpilogue(maxBytes: number): Promise<void>
  release(): void
}

const carriageReturn = 13
const maxHeaderBytes = 16 * 1024

function openSource(body: ReadableStream<Uint8Array> | null, boundary: string): Source {
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`)
  const reader = body?.getReader()
  // The first delimiter may stand at the very start, without the line break that belongs to all others.
  let buffer: Uint8Array = new TextEncoder().encode('\r\n')
  let isEnded = reader === undefined
  let isPartOpen = false

  async function fill(): Promise<void> {
    if (isEnded || !reader) throw malformed('refused.formBreaksOff')
    const { done, value } = await reader.read()
    if (done) isEnded = true
    else if (value.length > 0) buffer = buffer.length === 0 ? value : join(buffer, value)
  }
  async function atLeast(length: number): Promise<void> {
    while (buffer.length < length) await fill()
  }
  function take(length: number): Uint8Array {
    const taken = buffer.subarray(0, length)
    buffer = buffer.subarray(length)
    return taken
  }

  return {
    async skipToFirstPart(maxBytes) {
      isPartOpen = true
      let skipped = 0
      for (let bytes = await this.readPart(); bytes; bytes = await this.readPart()) {
        skipped += bytes.length
        if (skipped > maxBytes) throw malformed('refused.formBegin')
      }
    },
    async hasPart() {
      await atLeast(2)
      if (buffer[0] === 45 && buffer[1] === 45) return false
      for (let padding = 0; buffer[0] === 32 || buffer[0] === 9; padding++) {
        if (padding === 128) throw malformed('refused.formBoundaryLine')
        take(1)
        await atLeast(2)
      }
      if (buffer[0] !== carriageReturn || buffer[1] !== 10) {
        throw malformed('refused.formBoundaryLine')
      }
      take(2)
      return true
    },
    async readHeaders() {
      for (let from = 0; ; ) {
        const end = indexOf(buffer, blankLine, from)
        if (end !== -1) {
          const headers = decode(take(end))
          take(blankLine.length)
          isPartOpen = true
          return headers
        }
        if (buffer.length > maxHeaderBytes) throw malformed('refused.formHeadersLong')
        from = Math.max(0, buffer.length - blankLine.length)
        await fill()
      }
    },
    async readPart() {
      if (!isPartOpen) return undefined
      for (;;) {
        const at = indexOf(buffer, delimiter, 0)
        if (at === 0) {
          take(delimiter.length)
          isPartOpen = false
          return undefined
        }
        // What could be the start of a delimiter waits for the bytes that decide it.
        const certain = at > 0 ? at : buffer.length - delimiter.length + 1
        if (certain > 0) return take(certain)
        await fill()
      }
    },
    async skipEpilogue(maxBytes) {
      for (let skipped = 0; !isEnded && skipped <= maxBytes; skipped += take(buffer.length).length) await fill()
    },
    release() {
      // Not canceled: on Node that cuts the connection before the answer is out. The server drops what is left unread.
      reader?.releaseLock()
    },
  }
}

const blankLine = new Uint8Array([13, 10, 13, 10])

/** Linear, whatever the bytes: both needles meet their carriage return again only where a new match can start. */
function indexOf(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(carriageReturn, from); at !== -1; at = bytes.indexOf(carriageReturn, at + 1)) {
    if (at + needle.length > bytes.length) return -1
    let length = 1
    while (length < needle.length && bytes[at + length] === needle[length]) length++
    if (length === needle.length) return at
  }
  return -1
}

function parsePartHeaders(headers: string): { name: string; fileName: string | undefined; mediaType: string } {
  const byName = new Map(
    headers.split('\r\n').map((line) => {
      const colon = line.indexOf(':')
      if (colon < 1) throw malformed('refused.formHeader')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const disposition = byName.get('content-disposition') ?? ''
  const name = parameter(disposition, 'name')
  if (!/^form-data\s*;/i.test(disposition) || name === undefined) throw malformed('refused.formFieldName')
  const [mediaType = ''] = (byName.get('content-type') ?? 'application/octet-stream').split(';')
  return { name, fileName: parameter(disposition, 'filename'), mediaType: mediaType.trim().toLowerCase() }
}

/** Browsers quote every value and write `"`, CR and LF as %22, %0D and %0A (HTML Standard, multipart/form-data encoding). */
function parameter(disposition: string, name: string): string | undefined {
  for (const [, key, quoted, bare] of disposition.matchAll(/;\s*([\w*-]+)=(?:"([^"]*)"|([^\s;"]*))/g)) {
    if (key?.toLowerCase() !== name) continue
    return (quoted ?? bare ?? '').replace(/%(22|0D|0A)/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }
  return undefined
}

async function collect(source: Source, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for (let bytes = await source.readPart(); bytes; bytes = await source.readPart()) {
    length += bytes.length
    if (length > maxBytes) throw tooLarge('refused.formFieldLong')
    pieces.push(bytes)
  }
  return join(...pieces)
}

function streamPart(source: Source, maxBytes: number): ReadableStream<Uint8Array> {
  let length = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await source.readPart()
        if (!bytes) return controller.close()
        length += bytes.length
        if (length > maxBytes) throw tooLarge('refused.formFileLarge')
        controller.enqueue(bytes)
      },
    },
    { highWaterMark: 0 },
  )
}

/** What a reader of the part left behind still has to be passed. */
async function drain(source: Source, maxBytes: number): Promise<void> {
  let length = 0
  for (let bytes = await source.readPart(); bytes; bytes = await source.readPart()) {
    length += bytes.length
    if (length > maxBytes) throw tooLarge('refused.formFileLarge')
  }
}

function join(...pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('bad-request', 'refused.formNotUtf8', {}, { cause })
  }
}

const malformed = (key: RefusalKey) => new AppError('bad-request', key)
const tooLarge = (key: RefusalKey, values?: MessageValues) => new AppError('payload-too-large', key, values)
