import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { credentialUrl } from '../../credentials/awards/award.ts'
import type { AwardableSubmission, AwardDetails } from '../../credentials/awards/awards-store.ts'
import { issueAward } from '../../credentials/awards/issue-award.ts'
import {
  awardState,
  getAward,
  listAwards,
  listAwardsToIssue,
  listOwnAwards,
} from '../../credentials/awards/read-awards.ts'
import { revocationDetails, revokeAward } from '../../credentials/awards/revoke-award.ts'
import { achievementUrl } from '../../definitions/badges/achievement.ts'
import { requireActor } from '../../http/actor.ts'
import { readBody, readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listResponse, readPage } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import type { Platform } from '../../platform/platform.ts'

export function awardRoutes(platform: Platform) {
  const respond = (award: AwardDetails) => toAwardResponse(award, platform)
  return new Hono<HttpEnv>()
    .get('/awards', async (c) => {
      const actor = requireActor(c)
      const { limit, after } = readPage(c)
      const { recipientId, ...filters } = readFilters(c)
      const page = { limit: limit + 1, after, ...filters }
      const awards =
        recipientId === 'me'
          ? await listOwnAwards(platform, actor, page)
          : await listAwards(platform, actor, { ...page, recipientId })
      return listResponse(c, awards, {
        limit,
        startOf: ({ award }) => ({ at: award.issuedAt, id: award.id }),
        toItem: respond,
      })
    })
    .get('/awards/to-issue', async (c) => {
      const { limit, after } = readPage(c)
      const approved = await listAwardsToIssue(platform, requireActor(c), { limit: limit + 1, after })
      return listResponse(c, approved, {
        limit,
        startOf: ({ review, submission }) => ({ at: review.createdAt, id: submission.id }),
        toItem: toAwardableResponse,
      })
    })
    .get('/awards/:id', async (c) => c.json(respond(await getAward(platform, requireActor(c), idParam(c)))))
    .post('/submissions/:id/award', async (c) => {
      await assertNothingAsked(c)
      const award = await issueAward(platform, requireActor(c), idParam(c))
      return c.json(respond(award), 201, { Location: `/api/v1/awards/${award.award.id}` })
    })
    .post('/awards/:id/revoke', async (c) => {
      const details = await readJson(c, revocationDetails)
      return c.json(respond(await revokeAward(platform, requireActor(c), idParam(c), details)))
    })
}

/** Some clients send an empty object. What they would leave out of an award, or put into it, is not theirs to say. */
async function assertNothingAsked(c: Context<HttpEnv>) {
  if ((await readBody(c)).length > 0) await readJson(c, z.strictObject({}))
}

const filters = z.strictObject({
  issuerId: z.string().max(64).optional(),
  badgeId: z.string().max(64).optional(),
  recipientId: z.string().max(64).optional(),
  state: z.enum(['active', 'revoked', 'expired']).optional(),
})

const readFilters = (c: Context<HttpEnv>) =>
  filters.parse({
    issuerId: c.req.query('issuer'),
    badgeId: c.req.query('badge'),
    recipientId: c.req.query('recipient'),
    state: c.req.query('state'),
  })

/** Without the status position: next to a public list, it would say when others were revoked. */
function toAwardResponse(details: AwardDetails, { config, now }: Pick<Platform, 'config' | 'now'>) {
  const { award, version, badgeId, issuer, recipientName, revocation } = details
  const url = credentialUrl(config.origin, award.id)
  return {
    id: award.id,
    state: awardState(details, now()),
    issuer: { id: issuer.id, name: issuer.name },
    badge: {
      id: badgeId,
      version_id: version.id,
      version: version.number,
      name: version.definition.name,
      achievement_url: achievementUrl(config.origin, version.id),
    },
    recipient: { id: award.recipientId, name: recipientName },
    submission_id: award.submissionId,
    issued_at: new Date(award.issuedAt).toISOString(),
    valid_until: award.validUntil === null ? null : new Date(award.validUntil).toISOString(),
    sha256: award.digest,
    credential_url: url,
    downloads: { json: `${url}.json`, jwt: `${url}.jwt`, png: `${url}.png`, svg: `${url}.svg` },
    revocation: revocation && {
      revoked_at: new Date(revocation.revokedAt).toISOString(),
      reason: revocation.reason,
      is_reason_public: revocation.isReasonPublic,
    },
  }
}

const toAwardableResponse = ({ submission, version, issuer, recipient, review }: AwardableSubmission) => ({
  submission_id: submission.id,
  issuer: { id: issuer.id, name: issuer.name },
  badge: { version_id: version.id, version: version.number, name: version.definition.name },
  recipient: { id: recipient.id, name: recipient.name },
  approved_at: new Date(review.createdAt).toISOString(),
})
