import { and, asc, eq, inArray, lt, type Placeholder, sql } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { filled, oncePerDatabase, placeholdersOf } from '../db/prepared.ts'
import type { JobTopic } from './job-payloads.ts'
import { type JobClass, outbox } from './jobs-tables.ts'

export type Job = typeof outbox.$inferSelect

export const insertJob = (
  db: Db,
  job: Pick<Job, 'id' | 'topic' | 'class' | 'payload' | 'dueAt' | 'createdAt'>,
): Statement => filled(waitingJob(db), job)

const waitingJob = oncePerDatabase((db) => {
  const { id, topic, class: jobClass, payload, dueAt, createdAt } = placeholdersOf(outbox)
  return db.insert(outbox).values({ id, topic, class: jobClass, payload, dueAt, createdAt }).prepare()
})

/** Takes due jobs of a class in one statement, so that two runners never take the same one, and jobs whose runner let its lease end. */
export async function claimDueJobs(
  db: Db,
  claim: {
    class: JobClass
    runner: string | null
    now: number
    leaseEnds: number
    mostAttempts: number
    limit: number
  },
): Promise<Job[]> {
  const { class: jobClass, ...values } = claim
  const claimed: Job[] = await claiming(db).all({ ...values, class: jobClass })
  return claimed.sort((one, other) => (one.id < other.id ? -1 : 1))
}

const claiming = oncePerDatabase((db) => {
  const { placeholder } = sql
  // Each state by itself, as the index has them: together, all that wait would be sorted for the few that are taken.
  const dueOf = (state: Job['state']) => {
    const isOfClass = and(eq(outbox.state, state), sql`${outbox.class} = ${placeholder('class')}`)
    const isDue = and(
      isOfClass,
      sql`${outbox.dueAt} <= ${placeholder('now')}`,
      sql`${outbox.attempts} < ${placeholder('mostAttempts')}`,
    )
    const first = db.select({ id: outbox.id, dueAt: outbox.dueAt }).from(outbox).where(isDue).orderBy(asc(outbox.dueAt))
    return sql`select * from ${first.limit(placeholder('limit'))}`
  }
  const due = sql`(select id from (${dueOf('waiting')} union all ${dueOf('running')}) order by due_at limit ${placeholder('limit')})`
  return (
    db
      .update(outbox)
      // drizzle's types of `set` know no placeholders.
      .set({
        state: 'running',
        runner: sql`${placeholder('runner')}`,
        dueAt: sql`${placeholder('leaseEnds')}`,
        attempts: sql`${outbox.attempts} + 1`,
      })
      .where(sql`${outbox.id} in ${due}`)
      .returning()
      .prepare()
  )
})

/** Those who have jobs at this moment, or died with them. */
export async function listRunners(db: Db): Promise<string[]> {
  const found = await db.selectDistinct({ runner: outbox.runner }).from(outbox).where(eq(outbox.state, 'running'))
  return found.flatMap(({ runner }) => runner ?? [])
}

/** Who lives keeps what it does, however long that takes. */
export async function extendLeases(db: Db, runner: string, leaseEnds: number): Promise<void> {
  await db
    .update(outbox)
    .set({ dueAt: leaseEnds })
    .where(isHeldBy([runner]))
}

/** What was held by processes that are no more is due at once. */
export async function endLeases(db: Db, runners: readonly string[], now: number): Promise<void> {
  await db.update(outbox).set({ dueAt: now }).where(isHeldBy(runners))
}

const isHeldBy = (runners: readonly string[]) => and(eq(outbox.state, 'running'), inArray(outbox.runner, [...runners]))

/** Jobs that took their runner down with them each time. */
export async function failAbandonedJobs(db: Db, at: { now: number; mostAttempts: number }): Promise<void> {
  await abandoned(db).run(at)
}

const abandoned = oncePerDatabase((db) =>
  db
    .update(outbox)
    .set({ state: 'failed', lastError: 'The process ended each time it ran.' })
    .where(
      and(
        eq(outbox.state, 'running'),
        sql`${outbox.dueAt} <= ${sql.placeholder('now')}`,
        sql`${outbox.attempts} >= ${sql.placeholder('mostAttempts')}`,
      ),
    )
    .prepare(),
)

export async function finishJobs(db: Db, jobs: readonly Job[]): Promise<void> {
  const [first, ...others] = jobs.map(({ id, attempts }) => filled(finished(db), { id, attempts }))
  if (first) await db.batch([first, ...others])
}

const finished = oncePerDatabase((db) =>
  db
    .update(outbox)
    .set({ state: 'done', lastError: null })
    .where(isStillOurs({ id: sql.placeholder('id'), attempts: sql.placeholder('attempts') }))
    .prepare(),
)

export async function postponeJob(
  db: Db,
  job: Job,
  { dueAt, lastError }: { dueAt: number; lastError: string },
): Promise<void> {
  await db.update(outbox).set({ state: 'waiting', dueAt, lastError }).where(isStillOurs(job))
}

export async function failJob(db: Db, job: Job, lastError: string): Promise<void> {
  await db.update(outbox).set({ state: 'failed', lastError }).where(isStillOurs(job))
}

/** Gives back a job that was claimed and not begun. */
export async function releaseJob(db: Db, job: Job, now: number): Promise<void> {
  await db
    .update(outbox)
    .set({ state: 'waiting', dueAt: now, attempts: job.attempts - 1 })
    .where(isStillOurs(job))
}

export async function deleteDoneJobs(db: Db, before: number): Promise<void> {
  await db.delete(outbox).where(and(eq(outbox.state, 'done'), lt(outbox.dueAt, before)))
}

/** A runner that was too slow lost its lease: each claim counts one attempt more. */
const isStillOurs = (job: { id: string | Placeholder; attempts: number | Placeholder }) =>
  and(eq(outbox.id, job.id), eq(outbox.state, 'running'), eq(outbox.attempts, job.attempts))

export interface JobFigures {
  waiting: number
  failed: number
  /** When the longest overdue was due. */
  oldestDueAt: number | null
}

export async function countJobs(db: Db, now: number): Promise<JobFigures> {
  const [found] = await db
    .select({
      waiting: sql<number>`coalesce(sum(${outbox.state} in ('waiting', 'running')), 0)`,
      failed: sql<number>`coalesce(sum(${outbox.state} = 'failed'), 0)`,
      oldestDueAt: sql<
        number | null
      >`min(case when ${outbox.state} = 'waiting' and ${outbox.dueAt} <= ${now} then ${outbox.dueAt} end)`,
    })
    .from(outbox)
    .where(inArray(outbox.state, ['waiting', 'running', 'failed']))
  return found ?? { waiting: 0, failed: 0, oldestDueAt: null }
}

/** Jobs of these topics that were given up, to be tried again from the first attempt on. */
export const retryFailedJobs = (db: Db, topics: readonly JobTopic[], now: number): Statement =>
  db
    .update(outbox)
    .set({ state: 'waiting', attempts: 0, dueAt: now })
    .where(and(eq(outbox.state, 'failed'), inArray(outbox.topic, [...topics])))
