import { AppError } from '../errors.ts'
import type { FetchDocument } from '../platform.ts'
import { assertPublicUrl } from '../public-url.ts'

const timeoutMilliseconds = 5_000

/** Addresses can't be checked here; the compatibility flag `global_fetch_strictly_public` keeps requests out of private networks. */
export const fetchPublicDocument: FetchDocument = async (text, { accept, maxBytes }) => {
  const url = assertPublicUrl(text)
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMilliseconds),
    headers: { accept: accept.join(', '), 'accept-encoding': 'identity', 'user-agent': 'Signet verifier' },
  }).catch((cause: unknown) => {
    throw remoteError(cause)
  })
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (response.status === 410) throw remoteError(410)
  if (
    response.status !== 200 ||
    response.headers.has('content-encoding') ||
    !accepts(accept, mediaType) ||
    !response.body
  )
    throw remoteError()
  return { url: url.href, mediaType, bytes: await readCapped(response.body, maxBytes) }
}

const accepts = (accept: readonly string[], mediaType: string) =>
  accept.includes(mediaType) || (accept.includes('application/json') && /^application\/[\w.-]+\+json$/.test(mediaType))

async function readCapped(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw remoteError(cause)
    })
    if (done) break
    size += value.length
    if (size > maxBytes) {
      await reader.cancel()
      throw remoteError(413)
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

const remoteError = (cause?: unknown) =>
  new AppError('remote-error', 'The other server did not give us a document we can read.', { cause })
