import type { Statement } from '../db/db.ts'
import type { Platform } from '../platform.ts'
import type { JobPayloads, JobTopic } from './job-payloads.ts'
import { insertJob } from './outbox-store.ts'

/**
 * A job to be done after a write, as a statement for the batch of that write: if the write happens, so does the job.
 * Call `platform.wakeJobs()` after the batch. A job may run more than once, so its handler must not mind.
 */
export function outboxEntry<Topic extends JobTopic>(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  topic: Topic,
  payload: JobPayloads[Topic],
  options: { notBefore?: Date } = {},
): Statement {
  const now = platform.now().getTime()
  return insertJob(platform.db, {
    id: platform.newId(),
    topic,
    payload,
    dueAt: options.notBefore?.getTime() ?? now,
    createdAt: now,
  })
}
