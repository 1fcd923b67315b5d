import { type Context, Hono } from 'hono'
import { badgeSharing, readSharing, shareBadge, unshareBadge } from '../../../definitions/badges/share-badge.ts'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import type { Site } from '../../site.tsx'
import { SharePage } from './share-page.tsx'

/** Behind `badgesRoutes`, which send whoever has not signed in to do so first. */
export function shareRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/badges/:id/share', (c) => showShares(site, c))
    .post('/badges/:id/share', async (c) => {
      const form = await readForm(c)
      const change = form.get('do') === 'stop' ? unshareBadge : shareBadge
      try {
        const sharing = { organizationId: form.get('organization') ?? '', mode: form.get('mode') }
        await change(platform, requireActor(c), idParam(c), badgeSharing.parse(sharing))
        return c.redirect(`/badges/${idParam(c)}/share`, 303)
      } catch (error) {
        return showShares(site, c, readFailure(await site.speechFor(c), error))
      }
    })
}

async function showShares({ platform, page }: Site, c: Context<HttpEnv>, failure?: FormFailure) {
  const { badge, shares, known, others } = await readSharing(platform, requireActor(c), idParam(c))
  const choices = [
    ...known.map(({ id, above, name }) => ({ id, label: [...above, name].join(' › ') })),
    ...others.map(({ id, name }) => ({ id, label: name })),
  ]
  const view = { badge: { id: badge.id, name: badge.draft.name }, shares, choices, form: failure ?? {} }
  return page(c, <SharePage view={view} />, failure?.status)
}
