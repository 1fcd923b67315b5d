import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { issueAward } from '../../../credentials/awards/issue-award.ts'
import { awardState, getAward, listAwards, listAwardsToIssue } from '../../../credentials/awards/read-awards.ts'
import { countAwardsToIssue } from '../../../credentials/awards/read-bulk-awards.ts'
import { revocationDetails, revokeAward } from '../../../credentials/awards/revoke-award.ts'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import { listOwnIssuers } from '../../../identity/issuers/read-issuers.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import type { FieldErrors, FormState } from '../../components/form.tsx'
import { readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { AwardsPage, type AwardsView } from './awards-page.tsx'
import { RevokePage } from './revoke-page.tsx'

const shownAwards = 50

export function awardsRoutes(site: Site) {
  const { platform } = site
  const showAwards = async (c: Context<HttpEnv>, problem?: { note: string; status: 409 | 422 }) => {
    const view = await viewAwards(site, c, requireActor(c))
    return site.page(c, <AwardsPage view={{ ...view, ...(problem && { note: problem.note }) }} />, problem?.status)
  }
  return new Hono<HttpEnv>()
    .use('/awards', requireViewer)
    .use('/awards/*', requireViewer)
    .get('/awards', (c) => showAwards(c))
    .post('/awards', async (c) => {
      const submissionId = (await readForm(c)).get('submission') ?? ''
      try {
        const { award } = await issueAward(platform, requireActor(c), submissionId)
        return c.redirect(`/c/${award.id}`, 303)
      } catch (error) {
        const { note = (await site.speechFor(c)).t('form.checkFields') } = readFailure(await site.speechFor(c), error)
        return showAwards(c, { note, status: 409 })
      }
    })
    .get('/awards/:id/revoke', async (c) => {
      const details = await describeAward(site, c)
      return site.page(c, <RevokePage view={{ ...details, typed: { reason: '', isReasonPublic: false }, form: {} }} />)
    })
    .post('/awards/:id/revoke', async (c) => {
      const form = await readForm(c)
      const typed = { reason: form.get('reason') ?? '', isReasonPublic: form.get('is_reason_public') === 'yes' }
      const again = async (status: 409 | 422, form: FormState) =>
        site.page(c, <RevokePage view={{ ...(await describeAward(site, c)), typed, form }} />, status)
      const unsure: FieldErrors =
        form.get('sure') === 'yes' ? {} : { sure: (await site.speechFor(c)).t('revoke.unsure') }
      try {
        const details = revocationDetails.parse(typed)
        if (unsure.sure) return again(422, { errors: unsure })
        await revokeAward(platform, requireActor(c), idParam(c), details)
        return c.redirect(`/c/${idParam(c)}`, 303)
      } catch (error) {
        const { status, errors, note } = readFailure(await site.speechFor(c), error)
        return again(status === 409 ? 409 : 422, { errors: { ...errors, ...unsure }, ...(note && { note }) })
      }
    })
}

async function describeAward({ platform }: Site, c: Context<HttpEnv>) {
  const { award, version, recipientName } = await getAward(platform, requireActor(c), idParam(c))
  return { awardId: award.id, badgeName: version.definition.name, recipientName }
}

const awardFilter = z.enum(['active', 'expired', 'revoked']).optional().catch(undefined)

async function viewAwards({ platform }: Site, c: Context<HttpEnv>, actor: PersonActor): Promise<AwardsView> {
  const filter = awardFilter.parse(c.req.query('state'))
  const { after } = readPage(c)
  const [toIssue, waiting, issued, issuing, revoking] = await Promise.all([
    listAwardsToIssue(platform, actor, { limit: 100 }),
    countAwardsToIssue(platform, actor),
    listAwards(platform, actor, { limit: shownAwards + 1, after, state: filter }),
    listOwnIssuers(platform, actor, 'award.issue'),
    listOwnIssuers(platform, actor, 'award.revoke'),
  ])
  const revocable = new Set(revoking.map(({ id }) => id))
  const now = platform.now()
  return {
    filter,
    mayIssue: issuing.length > 0 || toIssue.length > 0,
    next: nextPage(c, issued, shownAwards, ({ award }) => ({ at: award.issuedAt, id: award.id })),
    several: waiting.filter(({ count }) => count > 1),
    toIssue: toIssue.map(({ submission, version, recipient, review }) => ({
      submissionId: submission.id,
      badgeName: version.definition.name,
      recipientName: recipient.name,
      approvedAt: new Date(review.createdAt),
    })),
    issued: issued.slice(0, shownAwards).map((details) => ({
      id: details.award.id,
      badgeName: details.version.definition.name,
      recipientName: details.recipientName,
      issuedAt: new Date(details.award.issuedAt),
      state: awardState(details, now),
      mayTakeBack: details.revocation === null && revocable.has(details.award.issuerId),
    })),
  }
}
