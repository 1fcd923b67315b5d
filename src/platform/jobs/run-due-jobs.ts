import type { Platform } from '../platform.ts'
import type { JobPayloads, JobTopic } from './job-payloads.ts'
import { type JobClass, jobClasses } from './jobs-tables.ts'
import {
  claimDueJobs,
  deleteDoneJobs,
  failAbandonedJobs,
  failJob,
  finishJobs,
  type Job,
  postponeJob,
  releaseJob,
} from './outbox-store.ts'

/** Does one kind of job. May be called again with the same payload after a crash. */
export type JobHandler<Topic extends JobTopic = JobTopic> = (
  platform: Platform,
  payload: JobPayloads[Topic],
) => Promise<void>
/** By topic. What is `alone` takes long or much memory; of all else a few run at once, so that they share their writes. */
export type JobHandlers = { readonly [Topic in JobTopic]: JobHandler<Topic> | { alone: JobHandler<Topic> } }

export interface RunOptions {
  /** How many of each class. */
  limit: number | Readonly<Record<JobClass, number>>
  /** All of them, unless they are run apart. */
  classes?: readonly JobClass[]
  /** The life of this process, where it has one. */
  runner?: string
  isStopping?: () => boolean
}

/**
 * Runs jobs that are due, class by class and the oldest first, and says how many it took. Called by timers on Node and by a
 * queue or cron on Workers.
 */
export async function runDueJobs(platform: Platform, handlers: SomeHandlers, options: RunOptions): Promise<number> {
  const now = platform.now().getTime()
  await failAbandonedJobs(platform.db, { now, mostAttempts })
  const jobs: Job[] = []
  for (const of of options.classes ?? jobClasses) {
    const limit = typeof options.limit === 'number' ? options.limit : options.limit[of]
    const claim = { class: of, runner: options.runner ?? null, now, leaseEnds: now + lease, mostAttempts, limit }
    jobs.push(...(await claimDueJobs(platform.db, claim)))
  }
  let done: Job[] = []
  let doneSince = now
  for (const group of groupsOf(jobs, handlers)) {
    if (options.isStopping?.()) await Promise.all(group.map((job) => releaseJob(platform.db, job, now)))
    else done.push(...(await run(platform, handlers, group)))
    // Quick ones are told together; what took long is not done again because of what comes after it.
    if (platform.now().getTime() - doneSince < longestUntold) continue
    await finishJobs(platform.db, done)
    done = []
    doneSince = platform.now().getTime()
  }
  await finishJobs(platform.db, done)
  return jobs.length
}

/** Forgets jobs that were done a week ago. */
export async function tidyJobs(platform: Pick<Platform, 'db' | 'now'>): Promise<void> {
  await deleteDoneJobs(platform.db, platform.now().getTime() - 7 * day)
}

const minute = 60_000
const day = 24 * 60 * minute
export const lease = 5 * minute
const mostAttempts = 8
const longestUntold = 100
const mostAtOnce = 10

/** Neighbors that may run at once: never two of the same, of which the second has to see what the first did. */
function groupsOf(jobs: readonly Job[], handlers: SomeHandlers): Job[][] {
  const groups: Job[][] = []
  let open: Job[] = []
  for (const job of jobs) {
    const isAlone = typeof handlerOf(handlers, job) === 'object'
    if (isAlone || open.length === 0 || open.length === mostAtOnce || open.some((other) => isSame(other, job))) {
      open = []
      groups.push(open)
    }
    open.push(job)
    if (isAlone) open = []
  }
  return groups
}

const isSame = (one: Job, other: Job) =>
  one.topic === other.topic && JSON.stringify(one.payload) === JSON.stringify(other.payload)

/** Those that were done. */
async function run(platform: Platform, handlers: SomeHandlers, group: readonly Job[]): Promise<Job[]> {
  const areDone = await Promise.all(group.map((job) => isRun(platform, handlers, job)))
  return group.filter((_, at) => areDone[at])
}

async function isRun(platform: Platform, handlers: SomeHandlers, job: Job): Promise<boolean> {
  try {
    const handler = handlerOf(handlers, job)
    if (!handler) throw new Error(`Nobody handles ${job.topic}.`)
    await (typeof handler === 'object' ? handler.alone : handler)(platform, job.payload)
    return true
  } catch (error) {
    await giveBack(platform, job, error)
    return false
  }
}

/** What waits was written by `outboxEntry`, which holds topic and payload together, perhaps by another version. */
const handlerOf = (handlers: SomeHandlers, { topic }: Job) =>
  Object.hasOwn(handlers, topic) ? (handlers as Readonly<Record<string, ReadHandler>>)[topic] : undefined

type SomeHandlers = Partial<JobHandlers>
type ReadHandler = HandlesWritten | { alone: HandlesWritten }
type HandlesWritten = (platform: Platform, payload: Job['payload']) => Promise<void>

async function giveBack(platform: Platform, job: Job, error: unknown) {
  const lastError = describe(error)
  const isLast = job.attempts >= mostAttempts
  platform.log({
    level: isLast ? 'error' : 'warn',
    event: 'job-failed',
    job: job.id,
    topic: job.topic,
    attempt: job.attempts,
    reason: lastError,
  })
  if (isLast) return await failJob(platform.db, job, lastError)
  await postponeJob(platform.db, job, { dueAt: platform.now().getTime() + waitAfter(job.attempts), lastError })
}

/** 10 s, 20 s, 40 s … at most an hour. */
const waitAfter = (attempts: number) => Math.min(60 * minute, 5000 * 2 ** attempts)

/** The innermost cause: the outer ones may quote a query with people's data in it. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error ? describe(error.cause) : `${error.name}: ${error.message}`.slice(0, 200)
}
