import { Hono } from 'hono'
import { listReviewQueue } from '../../assessment/reviews/list-reviews.ts'
import { listSubmissions } from '../../assessment/submissions/list-submissions.ts'
import { listAwardsToIssue, listOwnAwards } from '../../credentials/awards/read-awards.ts'
import { listCatalog, listOwnBadges } from '../../definitions/badges/read-badge.ts'
import { requireActor } from '../../http/actor.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import type { Platform } from '../../platform/platform.ts'
import { awardTile, publishedTile } from '../components/published-badge-tiles.tsx'
import { requireViewer } from '../forms/require-viewer.ts'
import type { Site } from '../site.tsx'
import { HomePage } from './home-page.tsx'
import { MyWorkPage, type MyWorkView } from './my-work-page.tsx'

export function homeRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/', async (c) => {
      const newest = await listCatalog(platform, { limit: 6 })
      return site.page(c, <HomePage newest={newest.map(publishedTile)} />)
    })
    .get('/home', requireViewer, async (c) =>
      site.page(c, <MyWorkPage view={await gatherWork(platform, requireActor(c))} />),
    )
}

async function gatherWork(platform: Platform, actor: PersonActor): Promise<MyWorkView> {
  const [submissions, awards, reviews, toIssue, drafts] = await Promise.all([
    listSubmissions(platform, actor, { limit: 100 }),
    listOwnAwards(platform, actor, { limit: 60 }),
    listReviewQueue(platform, actor, { limit: 200 }),
    listAwardsToIssue(platform, actor, { limit: 200 }),
    listOwnBadges(platform, actor, { limit: 20, state: 'draft' }),
  ])
  return {
    submissions: submissions.map((submission) => ({
      id: submission.id,
      name: submission.definition.name,
      issuerName: submission.issuerName,
      state: submission.state,
      changedAt: new Date(submission.updatedAt),
    })),
    earned: awards.map(awardTile),
    waitingReviews: reviews.length,
    waitingAwards: toIssue.length,
    drafts: drafts.flatMap(({ badges }) => badges.map(({ badge }) => ({ id: badge.id, name: badge.draft.name }))),
  }
}
