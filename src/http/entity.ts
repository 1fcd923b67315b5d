import type { Context } from 'hono'
import { sha256Hex } from '../platform/encoding.ts'
import type { HttpEnv } from './http-env.ts'

type Content = string | Uint8Array<ArrayBuffer>
interface Entity {
  /** A function makes it only for who does not have it. */
  content: Content | (() => Promise<Content>)
  /** What is known of the bytes already: their SHA-256, or another name that only they have. */
  digest?: string
  headers: Record<string, string>
}

/** Bytes with a strong ETag, which is their SHA-256 unless another is given; 304 for who has them. */
export async function entityResponse(c: Context<HttpEnv>, { content, digest, headers }: Entity): Promise<Response> {
  const make = async () => (typeof content === 'function' ? content() : content)
  const etag = `"${digest ?? (await sha256Hex(await make()))}"`
  if (isKnown(c.req.header('If-None-Match'), etag)) {
    const { 'Content-Type': _type, 'Content-Disposition': _disposition, ...rest } = headers
    return c.body(null, 304, { ...rest, ETag: etag })
  }
  return c.body(await make(), 200, { ...headers, ETag: etag })
}

/** If-None-Match compares weakly (RFC 9110 §13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

/** For Content-Disposition: a name in ASCII for old readers, and the real one beside it (RFC 6266, RFC 8187). */
export function namedFile(disposition: 'inline' | 'attachment', name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const extended = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${extended}`
}
