import type { Statement } from '../db/db.ts'
import type { Platform } from '../platform.ts'
import type { JobPayloads, JobTopic } from './job-payloads.ts'
import type { JobClass } from './jobs-tables.ts'
import { insertJob } from './outbox-store.ts'

/**
 * A job to be done after a write, as a statement for the batch of that write: if the write happens, so does the job.
 * Call `platform.wakeJobs()` after the batch. A job may run more than once, so its handler must not mind.
 */
export function outboxEntry<Topic extends JobTopic>(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  topic: Topic,
  payload: JobPayloads[Topic],
  options: { notBefore?: Date; class?: JobClass } = {},
): Statement {
  const now = platform.now().getTime()
  return insertJob(platform.db, {
    id: platform.newId(),
    topic,
    class: options.class ?? classOf[topic] ?? 'usual',
    payload,
    dueAt: options.notBefore?.getTime() ?? now,
    createdAt: now,
  })
}

/** Of topics whose jobs are not what follows one change. */
const classOf: Partial<Readonly<Record<JobTopic, JobClass>>> = {
  'sign-in.send-link': 'prompt',
  'person.merge-asked': 'prompt',
  'awards.bulk': 'bulk',
  'roster.read': 'bulk',
  'roster.apply': 'bulk',
  'person.export': 'bulk',
  'awards.issued': 'after',
}
