import { Hono } from 'hono'
import { requireActor } from '../http/actor.ts'
import type { HttpEnv } from '../http/http-env.ts'
import { getPerson } from '../people/people-store.ts'
import type { Platform } from '../platform.ts'

export function personRoutes(platform: Platform) {
  return new Hono<HttpEnv>().get('/me', async (c) => {
    const { id, name, email, isAdministrator } = await getPerson(platform.db, requireActor(c).personId)
    return c.json({ id, name, email, is_administrator: isAdministrator })
  })
}
