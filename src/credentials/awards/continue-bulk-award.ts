import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { type BulkOutcome, type BulkPlatform, runBulkAward } from './run-bulk-award.ts'

/** The job: does a part and, unless that was all, leaves word to go on. */
export async function continueBulkAward(platform: BulkPlatform, bulkId: string): Promise<void> {
  const outcome = await runPart(platform, bulkId)
  if (outcome === 'over') return
  // Before what follows the awards made so far; or later, where now is no time to go on.
  const notBefore = outcome === 'more' ? new Date(0) : new Date(platform.now().getTime() + 60_000)
  await platform.db.batch([outboxEntry(platform, 'awards.bulk', { bulk: bulkId }, { notBefore })])
  platform.wakeJobs()
}

async function runPart(platform: BulkPlatform, bulkId: string): Promise<BulkOutcome> {
  try {
    return await runBulkAward(platform, bulkId, { chunks: chunksAtATime(platform.db) })
  } catch (error) {
    if (error instanceof AppError && error.code === 'issuance-halted') return 'halted'
    throw error
  }
}

/** D1 takes a thousand statements of one invocation, and a chunk is some forty. */
const chunksAtATime = ({ callsFunctions }: Platform['db']) => (callsFunctions ? 400 : 20)
