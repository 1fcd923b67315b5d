import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { badgeDefinition } from '../../definitions/badges/badge.ts'
import { listWarnings } from '../../definitions/badges/badge-warnings.ts'
import type { BadgeRow } from '../../definitions/badges/badges-store.ts'
import { badgeStates } from '../../definitions/badges/badges-tables.ts'
import { badgeSettings, changeBadgeSettings } from '../../definitions/badges/change-settings.ts'
import { defineBadge, editBadge } from '../../definitions/badges/define-badge.ts'
import { publishBadge } from '../../definitions/badges/publish-badge.ts'
import { listBadgesFor, listCatalog, readBadge } from '../../definitions/badges/read-badge.ts'
import { retireBadge } from '../../definitions/badges/retire-badge.ts'
import {
  badgeCopying,
  badgeSharing,
  copyBadge,
  listShares,
  shareBadge,
  unshareBadge,
} from '../../definitions/badges/share-badge.ts'
import { requireActor } from '../../http/actor.ts'
import { readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listResponse, readPage, wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { readRevision, requireRevision, revisionTag } from '../../http/revision.ts'
import { createSpeakers } from '../../http/speech.ts'
import type { Platform } from '../../platform/platform.ts'
import { searchWords } from '../../platform/search-words.ts'
import { toBadgeResponse, toCatalogResponse, toDraftResponse, toVersionResponse } from './badge-responses.ts'

export function badgeRoutes(platform: Platform) {
  const { origin } = platform.config
  const speakers = createSpeakers(platform)
  return new Hono<HttpEnv>()
    .get('/badges', async (c) => {
      const { limit, after } = readPage(c)
      const issuerId = c.req.query('issuer')
      const words = searchWords(c.req.query('q'))
      const badges = await listCatalog(platform, { limit: limit + 1, after, issuerId, words })
      return listResponse(c, badges, {
        limit,
        startOf: ({ version }) => ({ at: version.publishedAt, id: version.id }),
        toItem: (badge) => toCatalogResponse(badge, origin),
      })
    })
    .get('/issuers/:id/badges', async (c) => {
      const { limit, after } = readPage(c)
      const state = z.enum(badgeStates).optional().parse(c.req.query('state'))
      const badges = await listBadgesFor(platform, requireActor(c), idParam(c), { limit: limit + 1, after, state })
      return listResponse(c, badges, {
        limit,
        startOf: ({ badge }) => ({ at: badge.updatedAt, id: badge.id }),
        toItem: ({ badge, latest }) => ({
          ...toDraftResponse(badge),
          published: latest && toVersionResponse(latest, origin),
        }),
      })
    })
    .post('/issuers/:id/badges', async (c) => {
      const badge = await defineBadge(platform, requireActor(c), idParam(c), await readJson(c, badgeDefinition))
      c.header('Location', `/api/v1/badges/${badge.id}`)
      return draftResponse(c, badge, 201)
    })
    .get('/badges/:id', async (c) => {
      const badge = await readBadge(platform, c.var.actor, idParam(c))
      if (badge.draft) c.header('ETag', revisionTag(badge.draft.revision))
      return c.json(toBadgeResponse(badge, origin))
    })
    .put('/badges/:id', async (c) => {
      const edit = { revision: requireRevision(c), definition: await readJson(c, badgeDefinition) }
      return draftResponse(c, await editBadge(platform, requireActor(c), idParam(c), edit), 200)
    })
    .put('/badges/:id/settings', async (c) => {
      const settings = await readJson(c, badgeSettings)
      return draftResponse(c, await changeBadgeSettings(platform, requireActor(c), idParam(c), settings), 200)
    })
    .post('/badges/:id/publish', async (c) => {
      const version = await publishBadge(platform, requireActor(c), idParam(c), { revision: readRevision(c) })
      const { t } = await speakers.toAsker(c)
      const warnings = (await listWarnings(platform, version)).map(({ code }) => ({
        code,
        message: t(`badges.warning.${code}`),
      }))
      return c.json({ ...toVersionResponse(version, origin), warnings }, 201)
    })
    .post('/issuers/:id/badges/copy', async (c) => {
      const { badge, isNew } = await copyBadge(platform, requireActor(c), idParam(c), await readJson(c, badgeCopying))
      c.header('Location', `/api/v1/badges/${badge.id}`)
      return draftResponse(c, badge, isNew ? 201 : 200)
    })
    .get('/badges/:id/shares', async (c) => wholeList(c, await listShares(platform, requireActor(c), idParam(c))))
    .post('/badges/:id/shares', async (c) => {
      await shareBadge(platform, requireActor(c), idParam(c), await readJson(c, badgeSharing))
      return c.body(null, 204)
    })
    .delete('/badges/:id/shares/:organization/:mode', async (c) => {
      const sharing = badgeSharing.parse({ organizationId: idParam(c, 'organization'), mode: c.req.param('mode') })
      await unshareBadge(platform, requireActor(c), idParam(c), sharing)
      return c.body(null, 204)
    })
    .post('/badges/:id/retire', async (c) =>
      draftResponse(c, await retireBadge(platform, requireActor(c), idParam(c)), 200),
    )
}

function draftResponse(c: Context<HttpEnv>, badge: BadgeRow, status: 200 | 201) {
  return c.json(toDraftResponse(badge), status, { ETag: revisionTag(badge.revision) })
}
