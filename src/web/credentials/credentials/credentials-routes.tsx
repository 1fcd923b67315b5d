import { type Context, Hono } from 'hono'
import { meetsGoal } from '../../../assessment/reviews/review.ts'
import type { EvidenceRow } from '../../../assessment/submissions/submissions-store.ts'
import { credentialUrl } from '../../../credentials/awards/award.ts'
import { readAwardEvidence } from '../../../credentials/awards/award-evidence.ts'
import { getPublicAward, getPublicAwardDetails } from '../../../credentials/awards/read-awards.ts'
import { verifyWithLedger } from '../../../credentials/verification/verify-badge.ts'
import type { BadgeDefinition } from '../../../definitions/badges/badge.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { forBrowsers } from '../../../http/negotiate.ts'
import { idParam } from '../../../http/params.ts'
import { limitRate } from '../../../http/rate-limit.ts'
import { emailAddress } from '../../../identity/people/email-address.ts'
import { matchRecipient, parseCredential, type VerificationReport } from '../../../openbadges/index.ts'
import type { SharedEvidence } from '../../components/evidence-list.tsx'
import type { Site } from '../../site.tsx'
import { CredentialPage, type CredentialView, type RubricResult } from './credential-page.tsx'
import type { NameMatch } from './name-match-card.tsx'

export function credentialsRoutes(site: Site) {
  const { platform } = site
  const showCredential = async (c: Context<HttpEnv>, match?: NameMatch) => {
    const view = await viewCredential(site, idParam(c))
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    if (match) return site.page(c, <CredentialPage view={view} match={match} />, match.errors ? 422 : 200)
    // A version never changes, so its id says all of it.
    const { badge: _, ...shown } = view
    return site.keptPage(c, shown, () => <CredentialPage view={view} />)
  }
  return new Hono<HttpEnv>()
    .get(
      '/c/:id',
      forBrowsers((c) => showCredential(c)),
    )
    .post('/c/:id/match', limitRate(platform, { name: 'name-match', requests: 10, windowSeconds: 60 }), async (c) => {
      const email = emailAddress.safeParse((await readForm(c)).get('email'))
      if (!email.success) return showCredential(c, { errors: { email: (await site.speechFor(c)).t('match.missing') } })
      const { award } = await getPublicAward(platform, idParam(c))
      const isTheirs = await matchRecipient(parseCredential(award.credential), email.data)
      return showCredential(c, { outcome: isTheirs ? 'matches' : 'differs' })
    })
}

async function viewCredential({ platform }: Site, awardId: string): Promise<CredentialView> {
  const details = await getPublicAwardDetails(platform, awardId)
  const { award, version, issuer, recipientName } = details
  const { report, ledger } = await verifyWithLedger(platform, { url: credentialUrl(platform.config.origin, award.id) })
  const { scores, shared, privateCount } = await readAwardEvidence(platform, details)
  return {
    id: award.id,
    address: credentialUrl(platform.config.origin, award.id),
    report: asPageTells(report),
    // As it was signed: a name that was changed since is on later badges only.
    recipientName: report.summary.recipientName ?? recipientName,
    issuedAt: new Date(award.issuedAt),
    validUntil: award.validUntil === null ? undefined : new Date(award.validUntil),
    achievementId: version.id,
    badge: version.definition,
    issuer,
    results: toResults(version.definition, scores),
    sharedEvidence: shared.map((piece) => toShared(award.id, piece)),
    privateEvidenceCount: privateCount,
    ledger,
  }
}

/** When it was checked without its seconds, so that many who ask within a minute get the same page, and not the file itself. */
function asPageTells(report: VerificationReport): VerificationReport {
  const { checkedAt } = report
  const minute = `${checkedAt.slice(0, -':00.000Z'.length)}:00.000Z`
  const checks = report.checks.map((check) =>
    check.detail?.readAt === checkedAt ? { ...check, detail: { ...check.detail, readAt: minute } } : check,
  )
  return { ...report, credential: undefined, checkedAt: minute, checks }
}

const toResults = (definition: BadgeDefinition, scores: { criterionId: string; levelId: string }[]): RubricResult[] =>
  definition.rubric.flatMap((criterion) => {
    const score = scores.find(({ criterionId }) => criterionId === criterion.id)
    const level = criterion.levels.find(({ id }) => id === score?.levelId)
    if (!level) return []
    const { name, description } = level
    return [{ skill: criterion.name, level: name, description, isGoalMet: meetsGoal(criterion, scores) }]
  })

const toShared = (awardId: string, piece: EvidenceRow): SharedEvidence => ({
  kind: piece.kind,
  name: piece.name,
  description: piece.description,
  href: piece.kind === 'file' ? `/c/${awardId}/evidence/${piece.id}` : (piece.url ?? undefined),
  words: piece.words ?? undefined,
  mediaType: piece.mediaType ?? undefined,
  size: piece.size ?? undefined,
})
