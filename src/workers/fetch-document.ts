import { AppError } from '../errors.ts'
import type { FetchDocument } from '../platform.ts'
import { assertPublicUrl, urlNotAllowed } from '../public-url.ts'
import { readRemoteAnswer, remoteError } from '../remote-answer.ts'

const timeoutMilliseconds = 5000

/**
 * Documents of strangers. A Worker can't resolve names, so the rule that addresses must be public is Cloudflare's:
 * the compatibility flag `global_fetch_strictly_public` keeps requests out of private networks and of our own zone's origin.
 */
export function createFetchDocument({ ownOrigin }: { ownOrigin: string }): FetchDocument {
  const ownHost = new URL(ownOrigin).hostname
  return async (text, options) => {
    const url = assertPublicUrl(text)
    // Our own pages are read from the database: a request to ourselves could wait for itself.
    if (url.hostname === ownHost) throw urlNotAllowed()
    try {
      const response = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
        headers: { accept: options.accept.join(', '), 'accept-encoding': 'identity', 'user-agent': 'Signet' },
      })
      // Cloudflare may compress on the way whatever was asked for. It is unpacked as it is read, so `maxBytes` ends a bomb.
      return { url: text, ...(await readRemoteAnswer(response, options)) }
    } catch (error) {
      throw error instanceof AppError ? error : remoteError()
    }
  }
}
