import { LRUCache } from 'lru-cache'
import { AppError } from '../errors.ts'
import type { FetchDocument, FetchedDocument } from '../platform.ts'

const failureMilliseconds = 60_000

/** Keeps answers for as long as whoever asks says, so that a crowd at one badge is one visitor to its issuer's server. */
export function withDocumentCache(fetchDocument: FetchDocument, now: () => Date): FetchDocument {
  const kept = new LRUCache<string, Kept>({
    max: 200,
    maxSize: 8 * 1024 * 1024,
    sizeCalculation: ({ document }) => Math.max(1, document?.bytes.byteLength ?? 0),
  })
  const keep = (key: string, entry: Kept) => {
    if (entry.until > now().getTime()) kept.set(key, entry)
  }
  return async (url, options) => {
    const { reuseFor } = options
    if (!reuseFor) return fetchDocument(url, options)
    const key = JSON.stringify([url, options.accept, options.maxBytes])
    const entry = kept.get(key)
    if (entry && entry.until > now().getTime()) {
      if (entry.document) return entry.document
      throw entry.failure
    }
    kept.delete(key)
    try {
      const document = await fetchDocument(url, options)
      keep(key, { document, until: now().getTime() + reuseFor(document) })
      return document
    } catch (failure) {
      // Being busy is about us and over in a moment.
      if (failure instanceof AppError && failure.code === 'remote-error') {
        keep(key, { failure, until: now().getTime() + failureMilliseconds })
      }
      throw failure
    }
  }
}

interface Kept {
  document?: FetchedDocument
  failure?: AppError
  until: number
}
