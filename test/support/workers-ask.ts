import { Agent, type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError, type ProblemCode, type RefusalKey } from '../../src/platform/errors.ts'
import { type Call, pack, type Reply, unpack } from './workers-wire.ts'

/** Asks the Worker of the tests. Throws what it failed with. */
export type Ask = (call: Call, body?: AskBody) => Promise<Asked>
export type AskBody = Uint8Array | ReadableStream<Uint8Array> | string
export interface Asked {
  reply: Exclude<Reply, { kind: 'failure' }>
  /** What was answered, where a call has one answer. */
  value: unknown
  bytes: Uint8Array<ArrayBuffer>
}

/** Node's plain client: `fetch` takes five times the time, which is most of what such a test takes. */
export function createAsk(address: string): Ask {
  const agent = new Agent({ keepAlive: true })
  return async (call, body = '') => {
    const isStream = body instanceof ReadableStream
    // A connection whose stream was refused is of no further use.
    const options = { method: 'POST', headers: pack(call), ...(isStream ? { agent: false } : { agent }) }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = request(address, options, resolve).on('error', reject)
      if (isStream) pipeline(Readable.fromWeb(body), asking).catch(reject)
      else asking.setHeader('content-length', Buffer.byteLength(body)).end(body)
    })
    // As the entry answers, whose language this is.
    const reply = unpack({ get: (name) => String(response.headers[name] ?? '') }) as Reply
    const bytes = new Uint8Array(Buffer.concat(await response.toArray()))
    if (reply.kind === 'failure') throw failureOf(reply)
    return { reply, value: reply.kind === 'done' ? reply.value : undefined, bytes }
  }
}

const failureOf = ({ message, code, cause }: Reply & { kind: 'failure' }) =>
  // Codes travel as text.
  code === undefined ? new Error(message) : new AppError(code as ProblemCode, message as RefusalKey, {}, { cause })
