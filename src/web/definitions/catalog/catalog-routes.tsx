import { Hono } from 'hono'
import { listSubmissions } from '../../../assessment/submissions/list-submissions.ts'
import { mayStart } from '../../../assessment/submissions/start-submission.ts'
import { listOwnAwards } from '../../../credentials/awards/read-awards.ts'
import { listCatalog, readBadgeVersion } from '../../../definitions/badges/read-badge.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { forBrowsers } from '../../../http/negotiate.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import type { Actor } from '../../../identity/people/actor.ts'
import { searchWords } from '../../../platform/search-words.ts'
import { publishedTile } from '../../components/published-badge-tiles.tsx'
import type { Site } from '../../site.tsx'
import { AchievementPage, type AchievementView } from './achievement-page.tsx'
import { CatalogPage } from './catalog-page.tsx'

const shownBadges = 24

export function catalogRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/catalog', async (c) => {
      const query = (c.req.query('q') ?? '').slice(0, 200)
      const { after } = readPage(c)
      const found = await listCatalog(platform, { limit: shownBadges + 1, after, words: searchWords(query) })
      const view = {
        query,
        tiles: found.slice(0, shownBadges).map(publishedTile),
        previous: after && `/catalog?q=${encodeURIComponent(query)}`,
        next: nextPage(c, found, shownBadges, ({ version }) => ({ at: version.publishedAt, id: version.id })),
      }
      return site.page(c, <CatalogPage view={view} />)
    })
    .get(
      '/achievements/:id',
      forBrowsers(async (c) => {
        const { badge, version, issuer, newerId } = await readBadgeVersion(platform, idParam(c))
        const view = {
          id: version.id,
          badgeId: badge.id,
          badge: version.definition,
          issuer,
          version: version.number,
          publishedAt: new Date(version.publishedAt),
          isRetired: badge.state === 'retired',
          newerId,
          action: await findAction(site, c.var.actor, badge.id),
        }
        return site.page(c, <AchievementPage view={view} />)
      }),
    )
}

async function findAction({ platform }: Site, actor: Actor, badgeId: string): Promise<AchievementView['action']> {
  if (actor.kind === 'anonymous') return { kind: 'sign-in' }
  const [[earned], submissions, isOnOffer] = await Promise.all([
    listOwnAwards(platform, actor, { limit: 1, badgeId, state: 'active' }),
    listSubmissions(platform, actor, { limit: 200 }),
    mayStart(platform, actor, badgeId),
  ])
  if (earned) return { kind: 'earned', awardId: earned.award.id }
  const open = submissions.find(
    (one) => one.badgeId === badgeId && ['draft', 'submitted', 'returned', 'approved'].includes(one.state),
  )
  if (open) return { kind: 'continue', submissionId: open.id }
  return { kind: isOnOffer ? 'start' : 'not-theirs' }
}
