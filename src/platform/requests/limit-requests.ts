import { AppError } from '../errors.ts'
import type { CountRequest, Platform } from '../platform.ts'
import { countInDatabase } from './rate-limit-store.ts'

export interface RateLimit {
  name: string
  requests: number
  windowSeconds: number
}

/** So many requests of a client in a fixed window, and then none until it ends. */
export const limitRequestsOf = (
  { countRequest, now }: Pick<Platform, 'countRequest' | 'now'>,
  client: string,
  limit: RateLimit,
): Promise<void> => count(countRequest, { limit, client, time: now() })

/** Who is counted, where signing in is tried: the network, and what the try is about, such as an address. */
export interface TriedThing {
  network: RateLimit
  thing: RateLimit
  /** In any form that is always the same; only a hash of it is kept. */
  subject: string
}

/** For tries to sign in: counted in the database, so that neither another process nor a restart gives new ones. */
export async function limitTriesOf(
  { db, now, sha256 }: Pick<Platform, 'db' | 'now' | 'sha256'>,
  client: string,
  { network, thing, subject }: TriedThing,
): Promise<void> {
  const inDatabase = countInDatabase(db, now)
  await count(inDatabase, { limit: network, client, time: now() })
  await count(inDatabase, { limit: thing, client: sha256(`${thing.name} ${subject}`).slice(0, 32), time: now() })
}

async function count(
  countRequest: CountRequest,
  { limit, client, time }: { limit: RateLimit; client: string; time: Date },
): Promise<void> {
  const { name, requests, windowSeconds } = limit
  const window = windowSeconds * 1000
  const now = time.getTime()
  const windowStart = now - (now % window)
  if ((await countRequest({ name, client, windowStart })) <= requests) return
  const retryAfterSeconds = Math.ceil((windowStart + window - now) / 1000)
  throw new AppError(
    'rate-limited',
    'refused.slowDown',
    { seconds: retryAfterSeconds },
    {
      retryAfterSeconds,
    },
  )
}
