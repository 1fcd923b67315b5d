import { Hono } from 'hono'
import type { HttpEnv } from '../../http/http-env.ts'
import { isReady } from '../../operations/installation/health.ts'
import type { Platform } from '../../platform/platform.ts'

/** For load balancers and watchdogs: yes or no, and nothing to learn from. */
export function healthRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/healthz', (c) => c.text('ok', 200, unkept))
    .get('/healthz/ready', async (c) =>
      (await isReady(platform)) ? c.text('ok', 200, unkept) : c.text('no', 503, unkept),
    )
}

const unkept = { 'Cache-Control': 'no-store' }
