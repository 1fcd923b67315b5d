import type { FetchOptions, LogEntry } from '../../src/platform/platform.ts'

/** What a test asks of the Worker that it was started with. Travels in a header; the body is left to what is asked. */
export type Call =
  /** A database and a bucket of one's own, empty. The answer is their number, `world` in everything else. */
  | { kind: 'open' }
  | { kind: 'close'; world: number }
  | ({ kind: 'request'; method: string; url: string; headers: [string, string][] } & Place)
  /** The body is a list of statements. */
  | { kind: 'database'; world: number; verb: 'run' | 'all' | 'raw' | 'batch' }
  | { kind: 'put'; world: number; key: string; maxBytes: number }
  | { kind: 'get'; world: number; key: string; range?: { start: number; end: number } | undefined }
  | { kind: 'delete'; world: number; key: string }
  | { kind: 'list'; world: number; prefix: string }
  | ({ kind: 'document'; url: string; options: Pick<FetchOptions, 'accept' | 'maxBytes'> } & Place)

/** Where and when a request finds itself. Ids go on counting from `count` on both sides. */
export interface Place {
  world: number
  settings: Record<string, string>
  now: number
  count: number
}

/** What comes back, also in a header. */
export type Reply =
  | { kind: 'done'; value?: unknown }
  | { kind: 'response'; status: number; headers: [string, string][]; count: number; logged: LogEntry[] }
  | { kind: 'failure'; message: string; code?: string | undefined; cause?: number | undefined }

export interface WireStatement {
  sql: string
  values: unknown[]
}

/** Headers take no more than visible ASCII. */
export const pack = (message: Call | Reply): Record<string, string> => ({
  [header]: encodeURIComponent(JSON.stringify(message)),
})
export const unpack = (headers: { get(name: string): string | null }): unknown =>
  JSON.parse(decodeURIComponent(headers.get(header) ?? ''))
const header = 'signet-test'
