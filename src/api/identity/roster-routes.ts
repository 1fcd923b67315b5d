import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../http/actor.ts'
import { maxBody, readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listResponse, readPage } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { createSpeakers } from '../../http/speech.ts'
import { cancelRoster, startApplying } from '../../identity/rosters/apply-roster.ts'
import { getRoster, listRosters, listRowsOfRoster } from '../../identity/rosters/read-rosters.ts'
import { mostRosterRequestBytes, receiveRoster } from '../../identity/rosters/receive-roster.ts'
import { outcomeActions } from '../../identity/rosters/roster.ts'
import { mapRoster } from '../../identity/rosters/start-roster.ts'
import type { Platform } from '../../platform/platform.ts'
import { toRosterResponse, toRosterRowResponse } from './roster-responses.ts'

export function rosterRoutes(platform: Platform) {
  const speakers = createSpeakers(platform)
  const show = async (c: Context<HttpEnv>, id: string) =>
    toRosterResponse(await getRoster(platform, requireActor(c), id), await speakers.toAsker(c))
  return new Hono<HttpEnv>()
    .post('/organizations/:id/rosters', maxBody(mostRosterRequestBytes), async (c) => {
      const actor = requireActor(c)
      const { id } = await receiveRoster(platform, actor, idParam(c), c.req.raw)
      return c.json(await show(c, id), 202, { Location: `/api/v1/rosters/${id}` })
    })
    .get('/rosters', async (c) => {
      const { limit, after } = readPage(c)
      const rosters = await listRosters(platform, requireActor(c), { limit: limit + 1, after })
      const speech = await speakers.toAsker(c)
      const startOf = ({ createdAt, id }: { createdAt: number; id: string }) => ({ at: createdAt, id })
      return listResponse(c, rosters, { limit, startOf, toItem: (roster) => toRosterResponse(roster, speech) })
    })
    .get('/rosters/:id', async (c) => c.json(await show(c, idParam(c))))
    .get('/rosters/:id/rows', async (c) => {
      const { limit, after } = readPage(c)
      const action = z.enum(outcomeActions).optional().parse(c.req.query('action'))
      const page = { action, after: after?.at, limit: limit + 1 }
      const rows = await listRowsOfRoster(platform, requireActor(c), idParam(c), page)
      const startOf = ({ number, importId }: { number: number; importId: string }) => ({ at: number, id: importId })
      return listResponse(c, rows, { limit, startOf, toItem: toRosterRowResponse })
    })
    .put('/rosters/:id/mapping', async (c) => {
      const actor = requireActor(c)
      const rosterId = idParam(c)
      await mapRoster(platform, actor, rosterId, await readJson(c, columnsOfFile))
      return c.json(await show(c, rosterId), 202)
    })
    .post('/rosters/:id/apply', async (c) => {
      const confirmed = isJson(c) ? await readJson(c, endsConfirmed) : {}
      await startApplying(platform, requireActor(c), idParam(c), confirmed)
      return c.json(await show(c, idParam(c)), 202)
    })
    .post('/rosters/:id/cancel', async (c) => {
      await cancelRoster(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
}

/** Read in full by the journey, for pages as for programs. */
const columnsOfFile = z.record(z.string().max(40), z.string().max(200))

/** How many positions end, by whoever has seen that they are many. */
const endsConfirmed = z.strictObject({ ends: z.number().int().min(0).optional() })

const isJson = (c: Context<HttpEnv>) => c.req.header('Content-Type') !== undefined
