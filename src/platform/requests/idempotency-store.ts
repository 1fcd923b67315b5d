import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { AppError } from '../errors.ts'
import { idempotentRequest } from '../jobs/jobs-tables.ts'

/** A request that may be sent again: who asks, the Idempotency-Key and a digest of what is asked. */
export interface IdempotentRequest {
  /** A person's id. Keys of different people never meet. */
  actor: string
  key: string
  requestDigest: string
}
export interface KeptResponse {
  status: number
  /** The body as text. */
  response: string
}

/**
 * Claims the key for the first request. Returns the kept response when that was given already; throws AppError
 * `idempotency-mismatch` when the key was used for something else and `idempotency-in-progress` while the first still runs.
 */
export async function beginRequest(db: Db, request: IdempotentRequest, now: Date): Promise<KeptResponse | undefined> {
  const createdAt = now.getTime()
  const [claimed] = await db
    .insert(idempotentRequest)
    .values({ ...request, createdAt })
    .onConflictDoUpdate({
      target: [idempotentRequest.actor, idempotentRequest.key],
      set: { requestDigest: request.requestDigest, status: null, response: null, createdAt },
      setWhere: sql`${isForgotten(createdAt)} or ${isOrphanOf(request, createdAt)}`,
    })
    .returning({ key: idempotentRequest.key })
  return claimed ? undefined : await replay(db, request)
}

/** Keeps the answer of the first request for all that come after it. */
export async function finishRequest(db: Db, request: IdempotentRequest, kept: KeptResponse): Promise<void> {
  await db
    .update(idempotentRequest)
    .set(kept)
    .where(and(isSame(request), isNull(idempotentRequest.status)))
}

/** Forgets a request that failed in a way that trying again may mend. */
export async function abandonRequest(db: Db, request: IdempotentRequest): Promise<void> {
  await db.delete(idempotentRequest).where(and(isSame(request), isNull(idempotentRequest.status)))
}

export async function deleteOldRequests(db: Db, now: Date): Promise<void> {
  await db.delete(idempotentRequest).where(isForgotten(now.getTime()))
}

const keptFor = 24 * 60 * 60_000
const longestRequest = 60_000

async function replay(db: Db, request: IdempotentRequest): Promise<KeptResponse> {
  const found = await db.select().from(idempotentRequest).where(isSame(request)).get()
  if (found && found.requestDigest !== request.requestDigest)
    throw new AppError('idempotency-mismatch', 'refused.keyUsed')
  if (!found || found.status === null || found.response === null)
    throw new AppError(
      'idempotency-in-progress',
      'refused.keyInProgress',
      {},
      {
        retryAfterSeconds: 2,
      },
    )
  return { status: found.status, response: found.response }
}

const isForgotten = (now: number) => lt(idempotentRequest.createdAt, now - keptFor)

/** Its process died: what it was asked to do may be asked again, and nothing else. */
const isOrphanOf = (request: IdempotentRequest, now: number) =>
  and(
    isNull(idempotentRequest.status),
    lt(idempotentRequest.createdAt, now - longestRequest),
    eq(idempotentRequest.requestDigest, request.requestDigest),
  )

const isSame = ({ actor, key }: IdempotentRequest) =>
  and(eq(idempotentRequest.actor, actor), eq(idempotentRequest.key, key))
