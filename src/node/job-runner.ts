import { setTimeout } from 'node:timers/promises'
import { tidy } from '../app/tidy.ts'
import { type JobClass, jobClasses } from '../platform/jobs/jobs-tables.ts'
import { endLeases, extendLeases, listRunners } from '../platform/jobs/outbox-store.ts'
import { type JobHandlers, lease, runDueJobs } from '../platform/jobs/run-due-jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { beginLife } from './process-life.ts'

export interface JobRunner {
  wake(): void
  /** Waits for the jobs that run now; what was claimed beyond them is given back. */
  close(): Promise<void>
}

/**
 * Runs the outbox in this process: when woken, and every few seconds for what was postponed. Each class has a line of its own,
 * so that no sign-in link waits behind a bulk award.
 */
export function startJobRunner(platform: Platform, handlers: Partial<JobHandlers>): JobRunner {
  let isStopping = false
  const life = beginLife(platform.config.dataDir)
  const lines = jobClasses.map((of) => startLine(of))

  function startLine(of: JobClass): Line {
    let isWoken = false
    let round: Promise<void> | undefined
    const line: Line = {
      isBusy: () => round !== undefined,
      ended: () => round,
      wake() {
        isWoken = true
        if (isStopping) return
        round ??= runUntilIdle().finally(() => {
          round = undefined
          if (isWoken) line.wake()
        })
      },
    }
    return line

    async function runUntilIdle() {
      isWoken = false
      try {
        for (;;) {
          const startedAt = performance.now()
          const options = { classes: [of], limit: atATime[of], runner: life.id, isStopping: () => isStopping }
          if (isStopping || (await runDueJobs(platform, handlers, options)) === 0) break
          if (of !== 'prompt') await rest(performance.now() - startedAt)
          if (of === 'after') await standBack(performance.now() - startedAt)
        }
      } catch (error) {
        // The database may be full or busy; the timer tries again.
        platform.log({ level: 'error', event: 'jobs-stopped', reason: error instanceof Error ? error.name : 'unknown' })
      }
    }
  }

  /** What many awards leave behind takes a fifth of the time while others have work of their own. */
  async function standBack(took: number) {
    const others = () => lines.filter((line) => line.isBusy()).length > 1
    for (let waited = 0; waited < 4 * took && !isStopping && others(); waited += longestRest)
      await setTimeout(longestRest)
  }

  const wake = () => {
    for (const line of lines) line.wake()
  }
  const look = setInterval(() => void takeOver(platform, life.listEnded).then(wake), 5000)
  const live = setInterval(
    () => void extendLeases(platform.db, life.id, platform.now().getTime() + lease).catch(() => undefined),
    lease / 5,
  )
  const clean = setInterval(() => void tidy(platform).catch(() => undefined), 60 * 60_000)
  const first = takeOver(platform, life.listEnded).then(wake)
  return {
    wake,
    async close() {
      isStopping = true
      clearInterval(look)
      clearInterval(live)
      clearInterval(clean)
      await first
      await Promise.all(lines.map((line) => line.ended()))
      life.end()
    },
  }
}

interface Line {
  wake(): void
  isBusy(): boolean
  ended(): Promise<void> | undefined
}

/** A bulk job is long, so that one is enough: whoever is told to stop has nothing to give back. */
const atATime: Record<JobClass, number> = { prompt: 10, usual: 10, bulk: 1, after: 4 }

/** What processes held that are no more is taken up now, and not when its lease ends. */
async function takeOver({ db, now, log }: Platform, listEnded: (ids: readonly string[]) => string[]): Promise<void> {
  try {
    const ended = listEnded(await listRunners(db))
    if (ended.length === 0) return
    await endLeases(db, ended, now().getTime())
    log({ level: 'warn', event: 'jobs-taken-over', runners: ended.length })
  } catch (error) {
    log({ level: 'error', event: 'jobs-not-taken-over', reason: error instanceof Error ? error.name : 'unknown' })
  }
}

/** As long as the work took, within bounds, and longer while others keep this thread busy: nobody waits for jobs. */
async function rest(took: number) {
  for (let times = 0; times < 8; times++) {
    const before = performance.eventLoopUtilization()
    await setTimeout(Math.min(took, longestRest))
    if (performance.eventLoopUtilization(before).utilization < 0.5) return
  }
}

/** Milliseconds. */
const longestRest = 100
