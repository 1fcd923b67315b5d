import * as z from 'zod'
import type { BulkAwardRow, RefusalReason } from './bulk-awards-store.ts'

export const mostSubmissions = 10_000

const id = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/, 'This is not an id.')

/** What to award: everything approved of a badge or of one version of it, or submissions by name. */
export const bulkAwardDetails = z.union(
  [
    z.strictObject({ badgeId: id }),
    z.strictObject({ badgeVersionId: id }),
    z.strictObject({
      submissionIds: z
        .array(id)
        .min(1, 'Name at least one submission.')
        .max(mostSubmissions, `Name at most ${mostSubmissions} submissions.`),
    }),
  ],
  { error: `Name a badge, a version of one, or up to ${mostSubmissions} submissions.` },
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

/** Said to who asked; codes are for programs. */
export const refusalMessages: Record<RefusalReason, string> = {
  'not-found': 'There is no such submission that you could award.',
  'state-conflict': 'This submission is not approved, or it changed meanwhile.',
  'separation-of-duties': 'Nobody awards a badge to themselves, or on their own review.',
  internal: 'This award could not be made. Whoever runs Signet can find out why.',
}
