import { type Context, Hono } from 'hono'
import { bulkAwardDetails, refusalKeys } from '../../credentials/awards/bulk-award.ts'
import { cancelBulkAward } from '../../credentials/awards/cancel-bulk-award.ts'
import {
  type BulkAwardDetailed,
  getBulkAward,
  listBulkAwards,
  listBulkRefusals,
  type NamedRefusal,
} from '../../credentials/awards/read-bulk-awards.ts'
import { startBulkAward } from '../../credentials/awards/start-bulk-award.ts'
import { requireActor } from '../../http/actor.ts'
import { readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listResponse, readPage, wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { createSpeakers } from '../../http/speech.ts'
import type { Speech } from '../../platform/language/speech.ts'
import type { Platform } from '../../platform/platform.ts'

/** Room for the names of ten thousand submissions. It is said before anybody reads them. */
export const bulkAwardBytes = 768 * 1024

/** Many awards as one resource that can be watched: it goes on whether anybody looks or not. */
export function bulkAwardRoutes(platform: Platform) {
  const speakers = createSpeakers(platform)
  const show = async (c: Context<HttpEnv>, id: string) => {
    const actor = requireActor(c)
    const bulk = await getBulkAward(platform, actor, id)
    const refusals = await listBulkRefusals(platform, actor, id, { limit: shownFailures })
    return toBulkResponse(bulk, refusals, await speakers.toAsker(c))
  }
  return new Hono<HttpEnv>()
    .post('/awards/bulk', async (c) => {
      const { id } = await startBulkAward(platform, requireActor(c), await readJson(c, bulkAwardDetails))
      return c.json(await show(c, id), 202, { Location: pathOf(id) })
    })
    .get('/awards/bulk', async (c) => {
      const bulks = await listBulkAwards(platform, requireActor(c), 50)
      return wholeList(
        c,
        bulks.map(({ id, state, total, createdAt }) => ({
          id,
          state,
          total,
          created_at: new Date(createdAt).toISOString(),
          url: pathOf(id),
        })),
      )
    })
    .get('/awards/bulk/:id', async (c) => c.json(await show(c, idParam(c))))
    .get('/awards/bulk/:id/failures', async (c) => {
      const { limit, after } = readPage(c)
      const page = { limit: limit + 1, after: after?.at }
      const speech = await speakers.toAsker(c)
      const refusals = await listBulkRefusals(platform, requireActor(c), idParam(c), page)
      return listResponse(c, refusals, {
        limit,
        startOf: ({ position }) => ({ at: position, id: String(position) }),
        toItem: (refusal) => toFailureResponse(refusal, speech),
      })
    })
    .post('/awards/bulk/:id/cancel', async (c) => {
      await cancelBulkAward(platform, requireActor(c), idParam(c))
      return c.json(await show(c, idParam(c)))
    })
}

const shownFailures = 50

const pathOf = (id: string) => `/api/v1/awards/bulk/${id}`

const toBulkResponse = (bulk: BulkAwardDetailed, refusals: readonly NamedRefusal[], speech: Speech) => ({
  id: bulk.id,
  state: bulk.state,
  badge_id: bulk.badgeId,
  total: bulk.total,
  awarded: bulk.awarded,
  already_awarded: bulk.alreadyAwarded,
  refused: bulk.refused,
  waiting: bulk.waiting,
  seconds_left: bulk.secondsLeft ?? null,
  created_at: new Date(bulk.createdAt).toISOString(),
  ended_at: bulk.endedAt === null ? null : new Date(bulk.endedAt).toISOString(),
  /** The first of them; all are behind the link. */
  failures: refusals.map((refusal) => toFailureResponse(refusal, speech)),
  failures_url: `${pathOf(bulk.id)}/failures`,
})

const toFailureResponse = ({ submissionId, reason, recipientName, badgeName }: NamedRefusal, { t }: Speech) => ({
  submission_id: submissionId,
  code: reason,
  detail: t(refusalKeys[reason]),
  recipient: recipientName === null ? null : { name: recipientName },
  badge: badgeName === undefined ? null : { name: badgeName },
})
