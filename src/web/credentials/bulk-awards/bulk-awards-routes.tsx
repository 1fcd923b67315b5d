import { type Context, Hono } from 'hono'
import { cancelBulkAward } from '../../../credentials/awards/cancel-bulk-award.ts'
import {
  listBulkRefusals,
  type NamedRefusal,
  readAwardsToIssue,
  readBulkAward,
} from '../../../credentials/awards/read-bulk-awards.ts'
import { startBulkAward } from '../../../credentials/awards/start-bulk-award.ts'
import { achievementImageUrl } from '../../../definitions/badges/achievement.ts'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import { AppError } from '../../../platform/errors.ts'
import { readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { byteOrderMark, csvRow } from '../../text/csv.ts'
import { BulkAwardPage, type BulkAwardView } from './bulk-award-page.tsx'
import { ConfirmBulkAwardPage, type ConfirmBulkAwardView } from './confirm-bulk-award-page.tsx'

const shownFailures = 100

/** Awarding all that waits of a badge, and the page on which one watches it. */
export function bulkAwardsRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/awards/all', requireViewer)
    .use('/jobs/*', requireViewer)
    .get('/awards/all', async (c) => {
      return site.page(c, <ConfirmBulkAwardPage view={await viewBadge(site, c, c.req.query('badge'))} />)
    })
    .post('/awards/all', async (c) => {
      const badgeId = (await readForm(c)).get('badge') ?? ''
      try {
        const { id } = await startBulkAward(platform, requireActor(c), { badgeId })
        return c.redirect(`/jobs/${id}`, 303)
      } catch (error) {
        const { note = (await site.speechFor(c)).t('form.checkFields') } = readFailure(await site.speechFor(c), error)
        return site.page(c, <ConfirmBulkAwardPage view={{ ...(await viewBadge(site, c, badgeId, true)), note }} />, 409)
      }
    })
    .get('/jobs/:id', async (c) => site.page(c, <BulkAwardPage view={await viewBulk(site, c)} />))
    .post('/jobs/:id/cancel', async (c) => {
      try {
        await cancelBulkAward(platform, requireActor(c), idParam(c))
        return c.redirect(`/jobs/${idParam(c)}`, 303)
      } catch (error) {
        const { note = (await site.speechFor(c)).t('form.checkFields') } = readFailure(await site.speechFor(c), error)
        return site.page(c, <BulkAwardPage view={{ ...(await viewBulk(site, c)), note }} />, 409)
      }
    })
    .get('/jobs/:id/failures.csv', async (c) =>
      c.body(await toCsv(site, c), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="not-awarded.csv"',
      }),
    )
}

async function viewBadge(
  { platform }: Site,
  c: Context<HttpEnv>,
  badgeId = '',
  mayBeNone = false,
): Promise<ConfirmBulkAwardView> {
  const { count, version } = await readAwardsToIssue(platform, requireActor(c), badgeId)
  if (count === 0 && !mayBeNone) throw new AppError('not-found', 'refused.nothingForYouToAward')
  return { badgeId, badgeName: version.definition.name, picture: achievementImageUrl('', version.id), count }
}

async function viewBulk({ platform }: Site, c: Context<HttpEnv>): Promise<BulkAwardView> {
  const actor = requireActor(c)
  const { version, ...bulk } = await readBulkAward(platform, actor, idParam(c))
  const refusals = await listBulkRefusals(platform, actor, bulk.id, { limit: shownFailures })
  return {
    bulk,
    badge: version && {
      id: version.badgeId,
      name: version.definition.name,
      picture: achievementImageUrl('', version.id),
    },
    failures: refusals.map(({ submissionId, reason, recipientName, badgeName }) => ({
      submissionId,
      reason,
      badgeName,
      recipientName: recipientName ?? undefined,
    })),
  }
}

async function toCsv({ platform, speechFor }: Site, c: Context<HttpEnv>): Promise<string> {
  const { t } = await speechFor(c)
  const rows = [csvRow([t('awards.recipient'), t('review.badge'), t('bulk.submission'), t('bulk.code'), t('bulk.why')])]
  let page: NamedRefusal[] = []
  do {
    const after = page.at(-1)?.position
    page = await listBulkRefusals(platform, requireActor(c), idParam(c), { limit: 500, after })
    for (const { recipientName, badgeName, submissionId, reason } of page)
      rows.push(csvRow([recipientName ?? '', badgeName ?? '', submissionId, reason, t(`bulk.why.${reason}`)]))
  } while (page.length === 500)
  return byteOrderMark + rows.join('')
}
