import * as z from 'zod'
import type { RefusalKey } from '../../platform/errors.ts'
import type { BulkAwardRow, RefusalReason } from './bulk-awards-store.ts'

export const mostSubmissions = 10_000

const id = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/, 'refused.notAnId')

/** What to award: everything approved of a badge or of one version of it, or submissions by name. */
export const bulkAwardDetails = z.union(
  [
    z.strictObject({ badgeId: id }),
    z.strictObject({ badgeVersionId: id }),
    z.strictObject({
      submissionIds: z.array(id).min(1, 'refused.nameSubmissions').max(mostSubmissions, 'refused.mostSubmissions'),
    }),
  ],
  { error: 'refused.nameWhatToAward' },
)
export type BulkAwardDetails = z.infer<typeof bulkAwardDetails>

export interface Progress {
  settled: number
  waiting: number
  /** By the pace so far; absent before there is one and when nothing goes on. */
  secondsLeft: number | undefined
}

export function progressOf(bulk: BulkAwardRow, now: Date): Progress {
  const settled = settledOf(bulk)
  const waiting = bulk.total - settled
  const elapsed = now.getTime() - bulk.createdAt
  const hasPace = bulk.state === 'running' && settled > 0 && elapsed > 0
  return { settled, waiting, secondsLeft: hasPace ? Math.ceil((elapsed / settled) * (waiting / 1000)) : undefined }
}

/** Items are settled in order: this is also the position of the next one. */
export const settledOf = ({ awarded, alreadyAwarded, refused }: BulkAwardRow): number =>
  awarded + alreadyAwarded + refused

/** What is said to who asked; codes are for programs. */
export const refusalKeys: Readonly<Record<RefusalReason, RefusalKey>> = {
  'not-found': 'refused.noSubmissionToAward',
  'state-conflict': 'refused.awardChanged',
  'separation-of-duties': 'refused.awardOwn',
  internal: 'refused.awardFailed',
}
