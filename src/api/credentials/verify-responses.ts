import type { VerdictWords } from '../../credentials/verification/verdict-words.ts'
import { toSnakeCase } from '../../http/letter-case.ts'
import { type Check, rememberRecent, type VerificationReport } from '../../openbadges/index.ts'

/** A report as the API gives it. `words` are the sentence for people; programs go by `verdict`, `finding` and codes. */
export const toVerificationResponse = (report: VerificationReport, words: VerdictWords) => ({
  verdict: report.verdict,
  finding: report.finding,
  headline: words.headline,
  sentence: words.sentence,
  standard: report.standard,
  container: report.container,
  checked_at: report.checkedAt,
  checks: report.checks.map((check) => toCheckResponse(check, report.checkedAt)),
  proofs: report.proofs.map(({ verificationMethod, cryptosuite, outcome }) => ({
    verification_method: verificationMethod ?? null,
    cryptosuite: cryptosuite ?? null,
    state: outcome.state,
    code: outcome.state === 'passed' ? null : outcome.reason,
  })),
  issuer: {
    id: report.issuer.id,
    method: report.issuer.method,
    domain: report.issuer.domain ?? null,
    known: report.issuer.known ?? null,
  },
  credential: toSummaryResponse(report),
  endorsements: report.endorsements.map(({ id, issuer, comment, state, code }) => ({
    id: id ?? null,
    issuer: issuer ?? null,
    comment: comment ?? null,
    state,
    code: code ?? null,
  })),
  contained: report.contained.map((inner) => ({
    verdict: inner.verdict,
    finding: inner.finding,
    standard: inner.standard,
    issuer: { id: inner.issuer.id, method: inner.issuer.method, domain: inner.issuer.domain ?? null },
    checks: inner.checks.map((check) => toCheckResponse(check, inner.checkedAt)),
    credential: toSummaryResponse(inner),
  })),
})

/** There are few of them, and each is in many answers. */
const nameOfDetail = rememberRecent(100, toSnakeCase)

const toCheckResponse = ({ id, state, code, detail }: Check, checkedAt: string) => ({
  id,
  state,
  code: code ?? null,
  detail: detail
    ? Object.fromEntries(Object.entries(detail).map(([name, value]) => [nameOfDetail(name), value]))
    : null,
  // Nobody looked at what was not checked.
  checked_at: state === 'passed' || state === 'failed' ? checkedAt : null,
})

/** In the words of the file itself. Only what a passed proof covers is the issuer's word. */
function toSummaryResponse({ summary }: VerificationReport) {
  return {
    id: summary.id ?? null,
    name: summary.name ?? null,
    description: summary.description ?? null,
    criteria: summary.criteria ?? null,
    criteria_url: summary.criteriaUrl ?? null,
    achievement_type: summary.achievementType ?? null,
    image_url: summary.imageUrl ?? null,
    claimed_issuer_name: summary.issuerName ?? null,
    recipient_name: summary.recipientName ?? null,
    recipient_id: summary.recipientId ?? null,
    has_recipient_email: summary.hasRecipientEmail,
    awarded_at: summary.awardedAt ?? null,
    valid_from: summary.validFrom ?? null,
    valid_until: summary.validUntil ?? null,
    evidence: summary.evidence.map(({ url, name, description, narrative }) => ({
      url: url ?? null,
      name: name ?? null,
      description: description ?? null,
      narrative: narrative ?? null,
    })),
    alignments: summary.alignments.map(({ name, url, framework }) => ({
      name,
      url: url ?? null,
      framework: framework ?? null,
    })),
  }
}
