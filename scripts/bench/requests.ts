import { anyClient, clientHeader } from './load/order.ts'

export interface Ask {
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

/** A request as it goes over the wire. */
export function toBytes(port: number, { method = 'GET', path, headers = {}, body = '' }: Ask): Uint8Array {
  const all = {
    Host: `localhost:${port}`,
    [clientHeader]: anyClient,
    ...headers,
    ...(method === 'POST' && { 'Content-Length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}
