import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Agent, fetch, Response } from 'undici'
import { AppError } from '../platform/errors.ts'
import type {
  Exchange,
  ExchangeAnswer,
  ExchangeMessage,
  FetchDocument,
  FetchedDocument,
  FetchOptions,
} from '../platform/platform.ts'
import { guardRequests } from '../platform/remote/guard-requests.ts'
import { urlNotAllowed } from '../platform/remote/public-url.ts'
import { readRemoteAnswer, readWholeAnswer, remoteError } from '../platform/remote/remote-answer.ts'
import { isPublicAddress } from './public-addresses.ts'

/**
 * Documents of strangers. Every address a name resolves to has to be public, and it is the checked address that is
 * connected to, so a name that changes its answer in between gains nothing.
 */
export function createFetchDocument(
  settings: FetchSettings,
): FetchDocument & { exchange: Exchange; close(): Promise<void> } {
  const internet = openWhenNeeded(settings)
  const guarded = guardRequests(settings.ownOrigin)
  const documents = { running: 0, most: 5 }
  // A whole staff signs in on one morning, with servers that an administrator has chosen.
  const exchanges = { running: 0, most: 50 }

  const { connectTo, maxMilliseconds = 5000 } = settings

  const fetchDocument: FetchDocument = (text, options) =>
    guarded(text, (url) =>
      within(documents, async () =>
        load(await internet(), withPort(url, connectTo?.port), text, { maxMilliseconds, ...options }),
      ),
    )
  const exchange: Exchange = (text, message) =>
    guarded(text, (url) =>
      within(exchanges, async () =>
        converse(await internet(), withPort(url, connectTo?.port), { maxMilliseconds, ...message }),
      ),
    )
  return Object.assign(fetchDocument, { exchange, close: async () => (await internet.opened())?.agent.destroy() })
}

interface Internet {
  agent: Agent
  fetch: typeof fetch
}

/** undici is a large part of starting, and most servers ask nobody for a long time. */
function openWhenNeeded(settings: FetchSettings) {
  let opened: Promise<Internet> | undefined
  const internet = () => {
    opened ??= open(settings)
    return opened
  }
  return Object.assign(internet, { opened: async () => opened })
}

async function open(settings: FetchSettings): Promise<Internet> {
  const { Agent, fetch } = await import('undici')
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
  return { agent, fetch }
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

interface Gate {
  running: number
  most: number
}

async function within<Answer>(gate: Gate, ask: () => Promise<Answer>): Promise<Answer> {
  if (gate.running >= gate.most) throw new AppError('busy', 'refused.tooManyDocuments', {}, { retryAfterSeconds: 5 })
  gate.running++
  try {
    return await ask()
  } finally {
    gate.running--
  }
}

async function load(
  { agent, fetch }: Internet,
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
  await assertNotCompressed(response)
  return { url: asked, ...(await readRemoteAnswer(response, options)) }
}

async function converse(
  { agent, fetch }: Internet,
  url: URL,
  { maxMilliseconds, maxBytes, headers, ...message }: ExchangeMessage & { maxMilliseconds: number },
): Promise<ExchangeAnswer> {
  const response = await fetch(url, {
    dispatcher: agent,
    redirect: 'manual',
    signal: AbortSignal.timeout(maxMilliseconds),
    headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'Signet' },
    ...message,
  })
  await assertNotCompressed(response)
  return await readWholeAnswer(response, maxBytes)
}

/** Asked for none; decoding would let a few bytes become hundreds of megabytes. */
async function assertNotCompressed(response: Response) {
  if (!response.headers.has('content-encoding')) return
  await response.body?.cancel()
  throw remoteError()
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
