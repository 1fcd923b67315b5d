import { type Context, Hono } from 'hono'
import { getBadgeSharedWith, listBadgesSharedWith } from '../../../definitions/badges/read-shared-badges.ts'
import { copyBadge } from '../../../definitions/badges/share-badge.ts'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { SharedBadgePage } from './shared-badge-page.tsx'
import { SharedBadgesPage } from './shared-badges-page.tsx'

/** Before `badgesRoutes`, which would take `shared` for a badge. */
export function sharedBadgesRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/badges/shared', requireViewer)
    .use('/badges/shared/*', requireViewer)
    .get('/badges/shared', async (c) => {
      const badges = await listBadgesSharedWith(platform, requireActor(c))
      return site.page(c, <SharedBadgesPage badges={badges} />)
    })
    .get('/badges/shared/:id', (c) => showShared(site, c))
    .post('/badges/shared/:id/copy', async (c) => {
      const issuerId = (await readForm(c)).get('issuer') ?? ''
      try {
        const { badge } = await copyBadge(platform, requireActor(c), issuerId, { badgeId: idParam(c) })
        return c.redirect(`/badges/${badge.id}`, 303)
      } catch (error) {
        return showShared(site, c, readFailure(await site.speechFor(c), error))
      }
    })
}

async function showShared({ platform, page }: Site, c: Context<HttpEnv>, failure?: FormFailure) {
  const badge = await getBadgeSharedWith(platform, requireActor(c), idParam(c))
  return page(c, <SharedBadgePage view={{ ...badge, form: failure ?? {} }} />, failure?.status)
}
