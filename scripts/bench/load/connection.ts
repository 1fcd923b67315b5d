import { connect } from 'node:net'

export interface Reply {
  status: number
  body: Buffer
}

/** One kept connection that asks one thing at a time. Node's own clients take as long for a request as the server does. */
export function openConnection(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let received: Buffer = empty
  let expected: Framing | undefined
  let answer: ((reply: Reply) => void) | undefined
  let refuse: ((error: Error) => void) | undefined

  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    expected ??= framingOf(received)
    const body = expected && bodyOf(received, expected)
    if (!expected || body === undefined) return
    const { status } = expected
    received = empty
    expected = undefined
    answer?.({ status, body })
  })
  socket.on('error', (error) => refuse?.(error))
  socket.on('close', () => refuse?.(new Error('The server closed the connection.')))

  return {
    ask(request: Buffer, onReply: (reply: Reply) => void, onFailure: (error: Error) => void) {
      answer = onReply
      refuse = onFailure
      socket.write(request)
    },
    close: () => socket.destroy(),
  }
}
export type Connection = ReturnType<typeof openConnection>

interface Framing {
  status: number
  bodyStart: number
  /** Undefined for a body in chunks. */
  length: number | undefined
}

function framingOf(bytes: Buffer): Framing | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  const isChunked = /\r\ntransfer-encoding: *chunked/i.test(head)
  return {
    status: Number(head.slice(9, 12)),
    bodyStart: end + 4,
    length: length !== undefined ? Number(length) : isChunked ? undefined : 0,
  }
}

/** Undefined while it is not all there. */
function bodyOf(bytes: Buffer, { bodyStart, length }: Framing): Buffer | undefined {
  if (length !== undefined)
    return bytes.length < bodyStart + length ? undefined : bytes.subarray(bodyStart, bodyStart + length)
  const parts: Buffer[] = []
  for (let at = bodyStart; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    const end = lineEnd + 2 + size + 2
    if (bytes.length < end) return undefined
    if (size === 0) return Buffer.concat(parts)
    parts.push(bytes.subarray(lineEnd + 2, end - 2))
    at = end
  }
}

const empty = Buffer.alloc(0)
