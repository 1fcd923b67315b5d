import type { ExecutionContext, MessageBatch, ScheduledController } from '@cloudflare/workers-types'
import type { Hono } from 'hono'
import { createApp } from '../app/app.ts'
import { jobHandlers } from '../app/job-handlers.ts'
import { tidy } from '../app/tidy.ts'
import type { HttpEnv } from '../http/http-env.ts'
import { runDueJobs } from '../platform/jobs/run-due-jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { type Bindings, createWorkersPlatform } from './workers-platform.ts'

export default {
  fetch: (request: Request, bindings: Bindings, context: ExecutionContext) =>
    // The context is the one Hono expects; only its declaration is another release's.
    serverOf(bindings).app.fetch(request, bindings, context as never),

  async queue(_messages: MessageBatch, bindings: Bindings) {
    await runSomeJobs(serverOf(bindings).platform)
  },

  async scheduled({ cron }: ScheduledController, bindings: Bindings) {
    const { platform } = serverOf(bindings)
    await runSomeJobs(platform)
    if (cron === hourly) await tidy(platform)
  },
}

interface Server {
  app: Hono<HttpEnv>
  platform: Platform
}

/** One for an isolate, made at its first event: the bindings are not known before. */
const servers = new WeakMap<Bindings, Server>()

function serverOf(bindings: Bindings): Server {
  const known = servers.get(bindings)
  if (known) return known
  const platform = createWorkersPlatform(bindings)
  const server = { app: createApp(platform), platform }
  servers.set(bindings, server)
  return server
}

/** As in wrangler.toml. */
const hourly = '17 * * * *'

/** As many of each class as one message may take without reaching the limits of an invocation. */
const limit = { prompt: 50, usual: 40, bulk: 1, after: 10 }

async function runSomeJobs(platform: Platform) {
  if ((await runDueJobs(platform, jobHandlers, { limit })) > 0) platform.wakeJobs()
}
