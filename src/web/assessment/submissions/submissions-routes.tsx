import { type Context, Hono } from 'hono'
import { undoUntil } from '../../../assessment/reviews/approval-wait.ts'
import { listFeedback } from '../../../assessment/reviews/list-reviews.ts'
import { addEvidence } from '../../../assessment/submissions/add-evidence.ts'
import { editEvidence, removeEvidence } from '../../../assessment/submissions/edit-evidence.ts'
import { getSubmission } from '../../../assessment/submissions/get-submission.ts'
import { listSubmissions } from '../../../assessment/submissions/list-submissions.ts'
import { receiveEvidence } from '../../../assessment/submissions/receive-evidence.ts'
import { startSubmission } from '../../../assessment/submissions/start-submission.ts'
import { type EvidenceChange, writtenEvidence } from '../../../assessment/submissions/submission.ts'
import type { EvidenceRow } from '../../../assessment/submissions/submissions-store.ts'
import { submitAttempt } from '../../../assessment/submissions/submit-attempt.ts'
import { mayTakeBack, takeBackSubmission } from '../../../assessment/submissions/take-back-submission.ts'
import { withdrawSubmission } from '../../../assessment/submissions/withdraw-submission.ts'
import { findOwnAwardOf } from '../../../credentials/awards/read-awards.ts'
import { requireActor } from '../../../http/actor.ts'
import { maxBody, readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import { AppError, invalidField } from '../../../platform/errors.ts'
import type { FormState } from '../../components/form.tsx'
import { readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import type { OwnEvidence } from './own-evidence.tsx'
import { SubmissionPage, type SubmissionPageView } from './submission-page.tsx'

/** What a form has around its files. */
const maxFormOverhead = 8 * 1024 * 1024
/** 50,000 characters in a form's encoding. */
const maxTextBytes = 512 * 1024

export function submissionsRoutes(site: Site) {
  const { platform } = site
  const submissionPath = (c: Context) => `/work/${idParam(c)}`
  const showSubmission = async (c: Context<HttpEnv>, form: FormState = {}, status?: 409 | 412 | 413 | 415 | 422) => {
    const view = await viewSubmission(site, c)
    return site.page(c, <SubmissionPage view={view} form={form} />, status)
  }
  /** Runs a verb and goes back to the page, or shows the page with what went wrong. */
  const change = async (
    c: Context<HttpEnv>,
    verb: () => Promise<unknown>,
    form: { typed?: Record<string, string>; fieldOf?: (path: string) => string; noteField?: string } = {},
  ) => {
    try {
      await verb()
      return c.redirect(submissionPath(c), 303)
    } catch (error) {
      const { status, errors, note } = readFailure(await site.speechFor(c), error, form.fieldOf)
      const { noteField, typed } = form
      const problem =
        note && noteField ? { errors: { ...errors, [noteField]: note } } : { errors, ...(note && { note }) }
      return showSubmission(c, { ...problem, ...(typed && { typed }) }, status)
    }
  }
  /** Adds what was asked for and what was typed besides, then goes on. Nothing that was typed is left behind. */
  const send = async (c: Context<HttpEnv>, asked: readonly TypedKind[], goOn?: () => Promise<unknown>) => {
    const typed = Object.fromEntries(await readForm(c))
    const kinds = typedKinds.filter((kind) => asked.includes(kind) || (goOn !== undefined && isTyped(typed, kind)))
    let adding: TypedKind | undefined
    return change(
      c,
      async () => {
        for (const kind of kinds) {
          adding = kind
          await addEvidence(platform, requireActor(c), idParam(c), readTyped(typed, kind))
          for (const name of fieldsOfKind(kind)) delete typed[name]
        }
        adding = undefined
        await goOn?.()
      },
      { typed, fieldOf: (path) => (adding === undefined ? 'file' : `${adding}_${path}`) },
    )
  }
  return new Hono<HttpEnv>()
    .use('/work/*', requireViewer)
    .post('/work', async (c) => {
      const actor = requireActor(c)
      const badgeId = (await readForm(c)).get('badge') ?? ''
      try {
        return c.redirect(`/work/${(await startSubmission(platform, actor, badgeId)).id}`, 303)
      } catch (error) {
        // Pressed twice, or begun earlier: the work that is open is what the person wants.
        const open =
          error instanceof AppError && error.code === 'state-conflict' && (await findOpen(site, actor, badgeId))
        if (!open) throw error
        return c.redirect(`/work/${open.id}`, 303)
      }
    })
    .get('/work/:id', (c) => showSubmission(c))
    .post('/work/:id/files', maxBody(platform.config.maxEvidenceFileBytes + maxFormOverhead), (c) =>
      change(
        c,
        async () => {
          const pieces = await receiveEvidence(platform, requireActor(c), idParam(c), c.req.raw)
          if (pieces.length === 0) throw invalidField('/file', 'missing', 'refused.chooseFile')
        },
        { noteField: 'file' },
      ),
    )
    .post('/work/:id/links', maxBody(maxTextBytes), (c) => send(c, ['link']))
    .post('/work/:id/texts', maxBody(maxTextBytes), (c) => send(c, ['text']))
    .post('/work/:id/evidence/:evidence/visibility', async (c) => {
      const form = await readForm(c)
      const evidenceChange: EvidenceChange =
        form.get('shows_students') === 'no'
          ? { showsStudents: false }
          : { visibility: form.get('visibility') === 'shared' ? 'shared' : 'private' }
      const details = { evidenceId: idParam(c, 'evidence'), change: evidenceChange }
      return change(c, () => editEvidence(platform, requireActor(c), idParam(c), details))
    })
    .post('/work/:id/evidence/:evidence/remove', (c) =>
      change(c, () => removeEvidence(platform, requireActor(c), idParam(c), idParam(c, 'evidence'))),
    )
    .post('/work/:id/submit', maxBody(maxTextBytes), (c) =>
      send(c, [], () => submitAttempt(platform, requireActor(c), idParam(c))),
    )
    .post('/work/:id/take-back', (c) => change(c, () => takeBackSubmission(platform, requireActor(c), idParam(c))))
    .post('/work/:id/withdraw', (c) => change(c, () => withdrawSubmission(platform, requireActor(c), idParam(c))))
}

const typedKinds = ['link', 'text'] as const
type TypedKind = (typeof typedKinds)[number]

const fieldsOfKind = (kind: TypedKind) =>
  (kind === 'link' ? ['url', 'name', 'description'] : ['name', 'words']).map((field) => `${kind}_${field}`)

const isTyped = (typed: Record<string, string>, kind: TypedKind) =>
  fieldsOfKind(kind).some((name) => typed[name]?.trim())

function readTyped(typed: Record<string, string>, kind: TypedKind) {
  const showsStudents = typed[`${kind}_shows_students`] !== 'no'
  const { link_url: url = '', link_name: linkName = '', link_description: description = '' } = typed
  const { text_name: textName = '', text_words: words = '' } = typed
  return writtenEvidence.parse(
    kind === 'link'
      ? { kind, url, name: linkName, description, showsStudents }
      : { kind, words, name: textName, showsStudents },
  )
}

async function findOpen({ platform }: Site, actor: Parameters<typeof listSubmissions>[1], badgeId: string) {
  const own = await listSubmissions(platform, actor, { limit: 200 })
  return own.find(
    (one) => one.badgeId === badgeId && ['draft', 'submitted', 'returned', 'approved'].includes(one.state),
  )
}

async function viewSubmission({ platform }: Site, c: Context<HttpEnv>): Promise<SubmissionPageView> {
  const actor = requireActor(c)
  const submission = await getSubmission(platform, actor, idParam(c))
  const [feedback, award, isReturnable] = await Promise.all([
    listFeedback(platform, actor, submission.id),
    submission.state === 'awarded' ? findOwnAwardOf(platform, actor, submission.id) : undefined,
    mayTakeBack(platform, submission),
  ])
  const sent = submission.attempts.at(-1)
  const approval = submission.issuing === 'approver' ? feedback.at(-1) : undefined
  return {
    id: submission.id,
    name: submission.definition.name,
    issuerName: submission.issuerName,
    versionId: submission.badgeVersionId,
    state: submission.state,
    attemptNumber: submission.attemptNumber,
    sentAt: sent && new Date(sent.submittedAt),
    criteria: submission.definition.criteria,
    rubric: submission.definition.rubric,
    evidence: submission.evidence.map(toOwnEvidence),
    feedback: feedback.map(({ createdAt, ...round }) => ({ ...round, decidedAt: new Date(createdAt) })),
    issuedFrom: approval && undoUntil(approval.createdAt),
    mayTakeBack: isReturnable,
    awardId: award?.award.id,
    maxFileMegabytes: Math.floor(platform.config.maxEvidenceFileBytes / (1024 * 1024)),
  }
}

/** A file opens at the API's address, which notes who opened it. */
export const evidencePath = (evidenceId: string) => `/api/v1/evidence/${evidenceId}/content`

function toOwnEvidence(piece: EvidenceRow): OwnEvidence {
  return {
    id: piece.id,
    kind: piece.kind,
    name: piece.name,
    description: piece.description,
    href: piece.kind === 'file' ? evidencePath(piece.id) : (piece.url ?? undefined),
    words: piece.words ?? undefined,
    mediaType: piece.mediaType ?? undefined,
    size: piece.size ?? undefined,
    showsStudents: piece.showsStudents,
    isShared: piece.visibility === 'shared',
  }
}
