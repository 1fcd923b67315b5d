import type { Context } from 'hono'
import type { FileContent } from '../platform/platform.ts'
import { type ByteRange, readRange } from './byte-range.ts'
import { isKnown, namedFile } from './entity.ts'
import type { HttpEnv } from './http-env.ts'

interface StoredFile {
  /** Clean: it becomes the name of a file on somebody's machine. */
  name: string
  mediaType: string
  size: number
  sha256: string | null
}

/**
 * Sends a file that somebody uploaded, whole or in part: never shown in our pages' origin, always to be saved, and inert if
 * a browser opens it all the same. `open` is called only when bytes are sent.
 */
export async function fileResponse(
  c: Context<HttpEnv>,
  file: StoredFile,
  open: (range: ByteRange | undefined) => Promise<FileContent>,
): Promise<Response> {
  const etag = `"${file.sha256}"`
  const headers = {
    'Content-Type': file.mediaType,
    'Content-Disposition': namedFile('attachment', file.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  }
  if (isKnown(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)
  const ifRange = c.req.header('If-Range')
  const isSameFile = ifRange === undefined || ifRange === etag
  const range = isSameFile ? readRange(c.req.header('Range'), file.size) : undefined
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${file.size}` })
  const length = range ? range.end - range.start + 1 : file.size
  const described = { ...headers, 'Content-Length': String(length) }
  const body = c.req.method === 'HEAD' ? null : (await open(range)).body
  if (!range) return new Response(body, { headers: described })
  const partial = { ...described, 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` }
  return new Response(body, { status: 206, headers: partial })
}
