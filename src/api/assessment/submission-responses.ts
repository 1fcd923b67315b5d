import type { SubmissionView } from '../../assessment/submissions/get-submission.ts'
import type { EvidenceRow, SubmissionSummary } from '../../assessment/submissions/submissions-store.ts'
import { achievementImageUrl } from '../../definitions/badges/achievement.ts'

export const toSubmissionSummary = (submission: SubmissionSummary, origin: string) => ({
  id: submission.id,
  state: submission.state,
  attempt_number: submission.attemptNumber,
  issuer: { id: submission.issuerId, name: submission.issuerName },
  badge: {
    id: submission.badgeId,
    version_id: submission.badgeVersionId,
    version: submission.versionNumber,
    name: submission.definition.name,
    image_url: achievementImageUrl(origin, submission.badgeVersionId),
  },
  created_at: new Date(submission.createdAt).toISOString(),
  updated_at: new Date(submission.updatedAt).toISOString(),
})

export const toSubmissionResponse = (submission: SubmissionView, origin: string) => ({
  ...toSubmissionSummary(submission, origin),
  evidence: submission.evidence.map(toEvidenceResponse),
  attempts: submission.attempts.map(({ number, submittedAt }) => ({
    number,
    submitted_at: new Date(submittedAt).toISOString(),
  })),
})

export const toEvidenceResponse = (piece: EvidenceRow) => ({
  id: piece.id,
  kind: piece.kind,
  name: piece.name,
  description: piece.description,
  shows_students: piece.showsStudents,
  visibility: piece.visibility,
  attempt_number: piece.attemptNumber,
  ...(piece.kind === 'file' && {
    media_type: piece.mediaType,
    size: piece.size,
    sha256: piece.sha256,
    content_url: evidenceContentPath(piece.id),
  }),
  ...(piece.kind === 'link' && { url: piece.url }),
  ...(piece.kind === 'text' && { words: piece.words }),
  created_at: new Date(piece.createdAt).toISOString(),
})

const evidenceContentPath = (evidenceId: string) => `/api/v1/evidence/${evidenceId}/content`
