import { AppError } from '../errors.ts'
import type { ExchangeAnswer, FetchedDocument, FetchOptions } from '../platform.ts'

/** What any `fetch` resolves to, as far as it is read. */
export interface RemoteAnswer {
  status: number
  headers: { get(name: string): string | null }
  body: (AsyncIterable<Uint8Array> & { locked: boolean; cancel(): Promise<void> }) | null
}

/** Reads a document out of a stranger's answer, as far as `FetchDocument` allows, and lets go of the rest. */
export async function readRemoteAnswer(
  response: RemoteAnswer,
  { accept, maxBytes }: Pick<FetchOptions, 'accept' | 'maxBytes'>,
): Promise<Omit<FetchedDocument, 'url'>> {
  try {
    const mediaType = assertAnswer(response, accept)
    return { mediaType, bytes: await readAtMost(response, maxBytes) }
  } finally {
    if (response.body && !response.body.locked) await response.body.cancel()
  }
}

/** The same for an answer that counts whatever its status and type are. */
export async function readWholeAnswer(response: RemoteAnswer, maxBytes: number): Promise<ExchangeAnswer> {
  const contentType = (response.headers.get('content-type') ?? '').toLowerCase()
  return { status: response.status, contentType, bytes: await readAtMost(response, maxBytes) }
}

/** Says nothing of what was found: it must not tell a stranger anything about our network. */
export const remoteError = (cause?: 404 | 408 | 410 | 413 | 415) =>
  new AppError('remote-error', 'refused.noDocumentThere', {}, { cause })

function assertAnswer({ status, headers }: RemoteAnswer, accept: readonly string[]) {
  if (status === 404 || status === 410) throw remoteError(status)
  if (status !== 200) throw remoteError()
  const mediaType = (headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase()
  const isWanted =
    accept.includes(mediaType) ||
    (accept.includes('application/json') && /^application\/[\w.-]+\+json$/.test(mediaType))
  if (!isWanted) throw remoteError(415)
  return mediaType
}

async function readAtMost({ body }: Pick<RemoteAnswer, 'body'>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw remoteError(413)
    chunks.push(new Uint8Array(chunk))
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}
