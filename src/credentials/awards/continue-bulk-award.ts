import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import { type BulkOutcome, type BulkPlatform, runBulkAward } from './run-bulk-award.ts'

/** The job: does a part and, unless that was all, leaves word to go on. */
export async function continueBulkAward(platform: BulkPlatform, bulkId: string): Promise<void> {
  const outcome = await runPart(platform, bulkId)
  if (outcome === 'over') return
  // Behind all others that are waiting, which take turns; or later, where now is no time to go on.
  const notBefore = new Date(platform.now().getTime() + (outcome === 'more' ? 0 : 60_000))
  await platform.db.batch([outboxEntry(platform, 'awards.bulk', { bulk: bulkId }, { notBefore })])
  platform.wakeJobs()
}

async function runPart(platform: BulkPlatform, bulkId: string): Promise<BulkOutcome> {
  try {
    return await runBulkAward(platform, bulkId, { chunks: chunksAtATime })
  } catch (error) {
    if (error instanceof AppError && error.code === 'issuance-halted') return 'halted'
    throw error
  }
}

/** Few, so that many at once take turns. D1 takes a thousand statements of one invocation, and a chunk is some forty. */
const chunksAtATime = 20
