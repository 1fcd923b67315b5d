import { Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../http/actor.ts'
import { readJson } from '../../http/body.ts'
import { namedFile } from '../../http/entity.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { limitRate } from '../../http/rate-limit.ts'
import { askForExport, listOwnExports, openExport } from '../../operations/privacy/export-data.ts'
import {
  askToMerge,
  mergeAccountsOfOther,
  mergeDetails,
  mergeOwnAccounts,
  mergeRequest,
} from '../../operations/privacy/merge-accounts.ts'
import {
  askForErasure,
  cancelErasure,
  confirmErasure,
  findOwnErasure,
} from '../../operations/privacy/request-erasure.ts'
import type { Platform } from '../../platform/platform.ts'
import { toErasureResponse, toExportResponse } from './person-responses.ts'

/** What concerns a whole account: joining two, taking all data along, erasing it. */
export function accountRoutes(platform: Platform) {
  const limitMails = limitRate(platform, { name: 'account-mail', requests: 10, windowSeconds: 3600 })
  const oneSecret = z.strictObject({ secret: z.string().max(100) })
  return new Hono<HttpEnv>()
    .post('/me/merge', limitMails, async (c) => {
      await askToMerge(platform, requireActor(c), await readJson(c, mergeRequest))
      return c.body(null, 202)
    })
    .post('/me/merge/confirm', async (c) => {
      const actor = requireActor(c)
      await mergeOwnAccounts(platform, actor, (await readJson(c, oneSecret)).secret)
      return c.body(null, 204)
    })
    .post('/people/:id/merge', async (c) => {
      await mergeAccountsOfOther(platform, requireActor(c), idParam(c), await readJson(c, mergeDetails))
      return c.body(null, 204)
    })
    .get('/me/exports', async (c) => {
      const exports = await listOwnExports(platform, requireActor(c))
      return wholeList(c, exports.map(toExportResponse))
    })
    .post('/me/exports', limitMails, async (c) => {
      const asked = await askForExport(platform, requireActor(c))
      return c.json(toExportResponse(asked), 202, { Location: `/api/v1/me/exports/${asked.id}` })
    })
    .get('/me/exports/:id', async (c) => {
      const { body, size } = await openExport(platform, requireActor(c), idParam(c))
      return c.body(body, 200, {
        'Content-Type': 'application/zip',
        'Content-Length': String(size),
        'Content-Disposition': namedFile('attachment', 'my-data.zip'),
        'Cache-Control': 'private, no-store',
      })
    })
    .get('/me/erasure', async (c) => {
      const open = await findOwnErasure(platform, requireActor(c))
      return c.json(toErasureResponse(open))
    })
    .post('/me/erasure', limitMails, async (c) => {
      await askForErasure(platform, requireActor(c))
      return c.body(null, 202)
    })
    .post('/me/erasure/confirm', async (c) => {
      const actor = requireActor(c)
      const dueAt = await confirmErasure(platform, actor, (await readJson(c, oneSecret)).secret)
      return c.json({ state: 'waiting', due_at: dueAt.toISOString() })
    })
    .delete('/me/erasure', async (c) => {
      await cancelErasure(platform, requireActor(c))
      return c.body(null, 204)
    })
}
