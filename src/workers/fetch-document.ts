import type { Exchange, FetchDocument } from '../platform/platform.ts'
import { guardRequests } from '../platform/remote/guard-requests.ts'
import { readRemoteAnswer, readWholeAnswer } from '../platform/remote/remote-answer.ts'

const timeoutMilliseconds = 5000

/**
 * Documents of strangers. A Worker can't resolve names, so the rule that addresses must be public is Cloudflare's:
 * the compatibility flag `global_fetch_strictly_public` keeps requests out of private networks and of our own zone's origin.
 */
export function createFetchDocument({ ownOrigin }: { ownOrigin: string }): FetchDocument & { exchange: Exchange } {
  const guarded = guardRequests(ownOrigin)
  // Cloudflare may compress on the way whatever was asked for. It is unpacked as it is read, so `maxBytes` ends a bomb.
  const ask = (url: URL, message: { method?: string; headers: Record<string, string>; body?: string }) =>
    fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
      ...message,
      headers: { ...message.headers, 'accept-encoding': 'identity', 'user-agent': 'Signet' },
    })
  const fetchDocument: FetchDocument = (text, options) =>
    guarded(text, async (url) => {
      const response = await ask(url, { headers: { accept: options.accept.join(', ') } })
      return { url: text, ...(await readRemoteAnswer(response, options)) }
    })
  const exchange: Exchange = (text, { maxBytes, ...message }) =>
    guarded(text, async (url) => await readWholeAnswer(await ask(url, message), maxBytes))
  return Object.assign(fetchDocument, { exchange })
}
