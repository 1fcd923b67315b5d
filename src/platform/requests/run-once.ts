import type { Platform } from '../platform.ts'
import {
  abandonRequest,
  beginRequest,
  deleteOldRequests,
  finishRequest,
  type IdempotentRequest,
  type KeptResponse,
} from './idempotency-store.ts'

/**
 * Runs what is asked for unless it ran before: then the answer of that time is returned. Whatever runs says what is to be
 * kept of its answer, or nothing where it may be asked for again.
 */
export async function runOnce(
  { db, now }: Pick<Platform, 'db' | 'now'>,
  request: IdempotentRequest,
  run: () => Promise<KeptResponse | undefined>,
): Promise<KeptResponse | undefined> {
  const kept = await beginRequest(db, request, now())
  if (kept) return kept
  const answer = await run()
  if (answer) await finishRequest(db, request, answer)
  else await abandonRequest(db, request)
  return undefined
}

/** Answers that are too old to be asked for again. */
export const tidyRequests = ({ db, now }: Pick<Platform, 'db' | 'now'>): Promise<void> => deleteOldRequests(db, now())
