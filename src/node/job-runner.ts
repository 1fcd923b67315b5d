import { setTimeout } from 'node:timers/promises'
import { tidy } from '../app/tidy.ts'
import { type JobHandlers, runDueJobs } from '../platform/jobs/run-due-jobs.ts'
import type { Platform } from '../platform/platform.ts'

export interface JobRunner {
  wake(): void
  /** Waits for the job that runs now; what was claimed beyond it is given back. */
  close(): Promise<void>
}

/** Runs the outbox in this process: when woken, and every few seconds for what was postponed. */
export function startJobRunner(platform: Platform, handlers: Partial<JobHandlers>): JobRunner {
  let isStopping = false
  let isWoken = false
  let round: Promise<void> | undefined

  function wake() {
    isWoken = true
    if (isStopping) return
    round ??= runUntilIdle().finally(() => {
      round = undefined
      if (isWoken) wake()
    })
  }

  async function runUntilIdle() {
    isWoken = false
    try {
      for (;;) {
        const startedAt = performance.now()
        if (isStopping || (await runDueJobs(platform, handlers, { limit: 10, isStopping: () => isStopping })) === 0)
          break
        await rest(performance.now() - startedAt)
      }
    } catch (error) {
      // The database may be full or busy; the timer tries again.
      platform.log({ level: 'error', event: 'jobs-stopped', reason: error instanceof Error ? error.name : 'unknown' })
    }
  }

  const look = setInterval(wake, 5000)
  const clean = setInterval(() => void tidy(platform).catch(() => undefined), 60 * 60_000)
  wake()
  return {
    wake,
    async close() {
      isStopping = true
      clearInterval(look)
      clearInterval(clean)
      await round
    },
  }
}

/** As long as the work took, within bounds, and longer while others keep this thread busy: nobody waits for jobs. */
async function rest(took: number) {
  for (let times = 0; times < 8; times++) {
    const before = performance.eventLoopUtilization()
    await setTimeout(Math.min(took, longestRest), undefined, { ref: false })
    if (performance.eventLoopUtilization(before).utilization < 0.5) return
  }
}

/** Milliseconds. */
const longestRest = 100
