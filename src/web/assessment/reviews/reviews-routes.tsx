import { type Context, Hono } from 'hono'
import { undoUntil } from '../../../assessment/reviews/approval-wait.ts'
import { listOwnReviews, listReviewQueue } from '../../../assessment/reviews/list-reviews.ts'
import { openReview, type ReviewView } from '../../../assessment/reviews/open-review.ts'
import { reviewDetails } from '../../../assessment/reviews/review.ts'
import { reviewSubmission } from '../../../assessment/reviews/review-submission.ts'
import type { ReviewSummary } from '../../../assessment/reviews/reviews-store.ts'
import { undoApproval } from '../../../assessment/reviews/undo-approval.ts'
import type { EvidenceRow } from '../../../assessment/submissions/submissions-store.ts'
import { requireActor } from '../../../http/actor.ts'
import { maxBody, readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import type { SharedEvidence } from '../../components/evidence-list.tsx'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { evidencePath } from '../submissions/submissions-routes.tsx'
import { QueuePage } from './queue-page.tsx'
import { ReviewPage, type ReviewPageView } from './review-page.tsx'

/** A comment for each row of the longest rubric. */
const maxFormBytes = 512 * 1024

export function reviewsRoutes(site: Site) {
  const { platform } = site
  const showQueue = async (c: Context<HttpEnv>, problem?: Pick<FormFailure, 'note' | 'status'>) => {
    const actor = requireActor(c)
    const [waiting, decided] = await Promise.all([
      listReviewQueue(platform, actor, { limit: 100 }),
      listOwnReviews(platform, actor, { limit: 20 }),
    ])
    const view = {
      waiting: waiting.map(({ id, definition, issuerName, attemptNumber, submittedAt }) => ({
        id,
        badgeName: definition.name,
        issuerName,
        attemptNumber,
        sentAt: new Date(submittedAt),
      })),
      decided: decided.map((one) => toDecided(one, platform.now())),
      isSent: c.req.query('sent') !== undefined,
      isUndone: c.req.query('undone') !== undefined,
      ...(problem && { note: problem.note }),
    }
    return site.page(c, <QueuePage view={view} />, problem?.status)
  }
  return new Hono<HttpEnv>()
    .use('/review', requireViewer)
    .use('/review/*', requireViewer)
    .get('/review', (c) => showQueue(c))
    .post('/review/:id/undo', async (c) => {
      try {
        await undoApproval(platform, requireActor(c), idParam(c))
        return c.redirect('/review?undone', 303)
      } catch (error) {
        return showQueue(c, readFailure(await site.speechFor(c), error))
      }
    })
    .get('/review/:id', async (c) => site.page(c, <ReviewPage view={await viewReview(site, c)} />))
    .post('/review/:id', maxBody(maxFormBytes), async (c) => {
      const actor = requireActor(c)
      const typed = Object.fromEntries(await readForm(c))
      const scores = readScores(typed)
      try {
        const details = reviewDetails.parse({
          attemptNumber: Number(typed.attempt_number),
          decision: typed.decision,
          comment: typed.comment ?? '',
          scores,
        })
        await reviewSubmission(platform, actor, idParam(c), details)
      } catch (error) {
        const view = await viewReview(site, c)
        const fieldOf = fieldsOf(view, scores)
        const { status, errors, note } = readFailure(await site.speechFor(c), error, fieldOf)
        // The schema says only that none of its words was chosen.
        const { t } = await site.speechFor(c)
        const said = errors.decision && !typed.decision ? { ...errors, decision: t('review.noDecision') } : errors
        return site.page(c, <ReviewPage view={view} form={{ typed, errors: said, ...(note && { note }) }} />, status)
      }
      const [next] = await listReviewQueue(platform, actor, { limit: 1 })
      return c.redirect(next ? `/review/${next.id}` : '/review?sent', 303)
    })
}

const toDecided = (
  { submissionId, definition, decision, createdAt, undoneAt, state, issuing }: ReviewSummary,
  now: Date,
) => {
  const until = undoUntil(createdAt)
  const isUndoable = decision === 'approved' && undoneAt === null && state === 'approved' && until > now
  return {
    id: submissionId,
    badgeName: definition.name,
    decision,
    decidedAt: new Date(createdAt),
    isUndone: undoneAt !== null,
    undoUntil: isUndoable ? until : undefined,
    isIssuedThen: issuing === 'approver',
  }
}

const readScores = (typed: Record<string, string>) =>
  Object.entries(typed).flatMap(([field, levelId]) => {
    const criterionId = /^level\.(.+)$/.exec(field)?.[1]
    return criterionId === undefined ? [] : [{ criterionId, levelId, comment: typed[`comment.${criterionId}`] ?? '' }]
  })

/** Errors about the n-th score belong beside its row; one about a score that is missing, beside the first such row. */
function fieldsOf(view: ReviewPageView, scores: { criterionId: string }[]) {
  const unscored = view.rubric.filter(({ id }) => !scores.some((score) => score.criterionId === id))
  return (path: string) => {
    const [, index, field] = /^scores\.(\d+)\.(\w+)$/.exec(path) ?? []
    if (path === 'scores') return `level.${unscored.shift()?.id}`
    if (index === undefined) return path
    return `${field === 'comment' ? 'comment' : 'level'}.${scores[Number(index)]?.criterionId}`
  }
}

async function viewReview({ platform }: Site, c: Context<HttpEnv>): Promise<ReviewPageView> {
  return toPageView(await openReview(platform, requireActor(c), idParam(c)))
}

const toPageView = (review: ReviewView): ReviewPageView => ({
  id: review.id,
  badgeName: review.definition.name,
  attemptNumber: review.attemptNumber,
  sentAt: new Date(review.submittedAt),
  rubric: review.definition.rubric,
  evidence: review.evidence.map(toEvidence),
  earlier: review.earlierReviews.map(({ createdAt, ...round }) => ({ ...round, decidedAt: new Date(createdAt) })),
  isOpen: review.state === 'submitted',
})

const toEvidence = (piece: EvidenceRow): SharedEvidence => ({
  kind: piece.kind,
  name: piece.name,
  description: piece.description,
  href: piece.kind === 'file' ? evidencePath(piece.id) : (piece.url ?? undefined),
  words: piece.words ?? undefined,
  mediaType: piece.mediaType ?? undefined,
  size: piece.size ?? undefined,
})
