import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, fetch } from 'undici'
import { AppError } from '../errors.ts'
import type { FetchDocument, FetchedDocument, FetchOptions } from '../platform.ts'
import { assertPublicUrl, urlNotAllowed } from '../public-url.ts'
import { readRemoteAnswer, remoteError } from '../remote-answer.ts'
import { isPublicAddress } from './public-addresses.ts'

/**
 * Documents of strangers. Every address a name resolves to has to be public, and it is the checked address that is
 * connected to, so a name that changes its answer in between gains nothing.
 */
export function createFetchDocument(settings: FetchSettings): FetchDocument & { close(): Promise<void> } {
  const agent = new Agent({
    connect: {
      lookup: publicLookup(settings),
      timeout: 3000,
      ...(settings.certificateAuthority === undefined ? {} : { ca: settings.certificateAuthority }),
    },
    // A connection that is kept would outlive the check of its address.
    pipelining: 0,
    maxHeaderSize: 16 * 1024,
  })
  const ownHost = new URL(settings.ownOrigin).hostname
  let running = 0

  async function fetchDocument(text: string, options: FetchOptions): Promise<FetchedDocument> {
    const url = assertPublicUrl(text)
    // Our own pages are read from the database: a request to ourselves could wait for itself.
    if (url.hostname === ownHost) throw urlNotAllowed()
    if (running >= mostAtOnce)
      throw new AppError('busy', 'Too many documents are being loaded. Try again soon.', { retryAfterSeconds: 5 })
    running++
    try {
      return await load(agent, withPort(url, settings.connectTo?.port), text, {
        maxMilliseconds: settings.maxMilliseconds ?? 5000,
        ...options,
      })
    } catch (error) {
      throw refusal(error)
    } finally {
      running--
    }
  }
  return Object.assign(fetchDocument, { close: () => agent.destroy() })
}

export interface FetchSettings {
  ownOrigin: string
  /** For tests, which have no internet: what names resolve to, where connections really go once the address was allowed, and who signed that server's certificate. */
  lookup?: LookupAll
  connectTo?: { address: string; port: number }
  certificateAuthority?: string
  maxMilliseconds?: number
}

export type LookupAll = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

const mostAtOnce = 5

async function load(
  agent: Agent,
  url: URL,
  asked: string,
  { maxMilliseconds, ...options }: FetchOptions & { maxMilliseconds: number },
): Promise<FetchedDocument> {
  const response = await fetch(url, {
    dispatcher: agent,
    redirect: 'manual',
    signal: AbortSignal.timeout(maxMilliseconds),
    headers: { accept: options.accept.join(', '), 'accept-encoding': 'identity', 'user-agent': 'Signet' },
  })
  // Asked for none; decoding would let a few bytes become hundreds of megabytes.
  if (response.headers.has('content-encoding')) {
    await response.body?.cancel()
    throw remoteError()
  }
  return { url: asked, ...(await readRemoteAnswer(response, options)) }
}

const publicLookup =
  ({ lookup = systemLookup, connectTo }: FetchSettings): LookupFunction =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return done(error ?? new Error('No address.'), [])
      // One private answer among public ones is an attempt, not an accident.
      if (!addresses.every(({ address }) => isPublicAddress(address))) return done(urlNotAllowed(), [])
      const chosen = connectTo ? { address: connectTo.address, family: 4 } : first
      return options.all ? done(null, connectTo ? [chosen] : addresses) : done(null, chosen.address, chosen.family)
    })

function withPort(url: URL, port: number | undefined) {
  const reached = new URL(url)
  if (port !== undefined) reached.port = String(port)
  return reached
}

/** Two answers only, without what was found: they must not tell a stranger anything about our network. */
function refusal(error: unknown): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof AppError) return cause.code === 'remote-error' ? cause : urlNotAllowed()
  return remoteError()
}
