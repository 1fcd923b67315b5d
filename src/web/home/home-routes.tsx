import { Hono } from 'hono'
import { listReviewQueue } from '../../assessment/reviews/list-reviews.ts'
import { listSubmissions } from '../../assessment/submissions/list-submissions.ts'
import { listAwardsToIssue, listOwnAwards } from '../../credentials/awards/read-awards.ts'
import { listPublishedBadges } from '../../definitions/badges/badges-store.ts'
import { listBadgesFor } from '../../definitions/badges/read-badge.ts'
import { requireActor } from '../../http/actor.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listIssuersOf } from '../../identity/issuers/issuers-store.ts'
import { rolesThatMay } from '../../identity/organizations/permissions.ts'
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
      const newest = await listPublishedBadges(platform.db, { limit: 6 })
      const [issuerName, ...others] = new Set(newest.map(({ issuer }) => issuer.name))
      const brand = others.length === 0 ? issuerName : undefined
      return site.page(c, <HomePage newest={newest.map(publishedTile)} brand={brand} />)
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
    listDrafts(platform, actor),
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
    drafts,
  }
}

async function listDrafts(platform: Pick<Platform, 'db'>, actor: PersonActor) {
  const issuers = (await listIssuersOf(platform.db, actor)).filter(({ roles }) =>
    roles.some((role) => rolesThatMay('badge.define').includes(role)),
  )
  const lists = await Promise.all(
    issuers.map(({ id }) => listBadgesFor(platform, actor, id, { limit: 20, state: 'draft' })),
  )
  return lists.flat().map(({ badge }) => ({ id: badge.id, name: badge.draft.name }))
}
