import { type Context, Hono, type MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { addEvidence } from '../../assessment/submissions/add-evidence.ts'
import { editEvidence, removeEvidence } from '../../assessment/submissions/edit-evidence.ts'
import { cleanFileName } from '../../assessment/submissions/evidence-file.ts'
import { getSubmission } from '../../assessment/submissions/get-submission.ts'
import { listSubmissions } from '../../assessment/submissions/list-submissions.ts'
import { getEvidenceFile, openEvidence } from '../../assessment/submissions/open-evidence.ts'
import { readFileEvidence, receiveEvidence } from '../../assessment/submissions/receive-evidence.ts'
import { startSubmission } from '../../assessment/submissions/start-submission.ts'
import { evidenceChange, writtenEvidence } from '../../assessment/submissions/submission.ts'
import { submissionStates } from '../../assessment/submissions/submissions-tables.ts'
import { submitAttempt } from '../../assessment/submissions/submit-attempt.ts'
import { takeBackSubmission } from '../../assessment/submissions/take-back-submission.ts'
import { uploadEvidence } from '../../assessment/submissions/upload-evidence.ts'
import { withdrawSubmission } from '../../assessment/submissions/withdraw-submission.ts'
import { requireActor } from '../../http/actor.ts'
import { maxBody, readJson } from '../../http/body.ts'
import { fileResponse } from '../../http/file-response.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listResponse, readPage, wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { invalidField } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { toEvidenceResponse, toSubmissionResponse, toSubmissionSummary } from './submission-responses.ts'

export function submissionRoutes(platform: Platform) {
  const { origin } = platform.config
  return new Hono<HttpEnv>()
    .get('/submissions', async (c) => {
      const { limit, after } = readPage(c)
      const state = z.enum(submissionStates).optional().parse(c.req.query('state'))
      const submissions = await listSubmissions(platform, requireActor(c), { limit: limit + 1, after, state })
      return listResponse(c, submissions, {
        limit,
        startOf: ({ updatedAt, id }) => ({ at: updatedAt, id }),
        toItem: (submission) => toSubmissionSummary(submission, origin),
      })
    })
    .post('/submissions', async (c) => {
      const { badgeId } = await readJson(c, z.strictObject({ badgeId: z.string().max(64) }))
      const submission = await startSubmission(platform, requireActor(c), badgeId)
      return c.json(toSubmissionResponse(submission, origin), 201, { Location: `/api/v1/submissions/${submission.id}` })
    })
    .get('/submissions/:id', async (c) =>
      c.json(toSubmissionResponse(await getSubmission(platform, requireActor(c), idParam(c)), origin)),
    )
    .post('/submissions/:id/evidence', evidenceBody(platform), async (c) => {
      const actor = requireActor(c)
      const submissionId = idParam(c)
      if (isForm(c)) {
        const pieces = await receiveEvidence(platform, actor, submissionId, c.req.raw)
        c.status(201)
        return wholeList(c, pieces.map(toEvidenceResponse))
      }
      const piece = isJson(c)
        ? await addEvidence(platform, actor, submissionId, await readJson(c, writtenEvidence))
        : await uploadEvidence(platform, actor, submissionId, readUpload(c))
      return c.json(toEvidenceResponse(piece), 201)
    })
    .patch('/submissions/:id/evidence/:evidence', evidenceBody(platform), async (c) => {
      const details = { evidenceId: idParam(c, 'evidence'), change: await readJson(c, evidenceChange) }
      return c.json(toEvidenceResponse(await editEvidence(platform, requireActor(c), idParam(c), details)))
    })
    .delete('/submissions/:id/evidence/:evidence', async (c) => {
      await removeEvidence(platform, requireActor(c), idParam(c), idParam(c, 'evidence'))
      return c.body(null, 204)
    })
    .post('/submissions/:id/submit', async (c) =>
      c.json(toSubmissionResponse(await submitAttempt(platform, requireActor(c), idParam(c)), origin)),
    )
    .post('/submissions/:id/take-back', async (c) =>
      c.json(toSubmissionResponse(await takeBackSubmission(platform, requireActor(c), idParam(c)), origin)),
    )
    .post('/submissions/:id/withdraw', async (c) =>
      c.json(toSubmissionResponse(await withdrawSubmission(platform, requireActor(c), idParam(c)), origin)),
    )
    .get('/evidence/:id/content', async (c) => {
      const actor = requireActor(c)
      const file = await getEvidenceFile(platform, actor, idParam(c))
      const named = { ...file, name: cleanFileName(file.name, file.mediaType) }
      return fileResponse(c, named, (range) => openEvidence(platform, actor, file.id, range))
    })
}

const isJson = (c: Context) => /^\s*application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')
const isForm = (c: Context) => /^\s*multipart\/form-data\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')

/** 50,000 characters, each of them escaped. */
const maxJsonBytes = 512 * 1024
/** What a form has around its files. */
const maxFormOverhead = 8 * 1024 * 1024

/** JSON is read whole and stays small; files are streamed and may be large. */
const evidenceBody =
  (platform: Pick<Platform, 'config'>): MiddlewareHandler<HttpEnv> =>
  (c, next) =>
    maxBody(isJson(c) ? maxJsonBytes : platform.config.maxEvidenceFileBytes + maxFormOverhead)(c, next)

function readUpload(c: Context<HttpEnv>) {
  const fileName = c.req.query('name')
  if (!fileName) throw invalidField('/name', 'missing', 'refused.nameTheFile')
  const body = c.req.raw.body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() })
  const said = readFileEvidence((name) => (name === 'name' ? undefined : c.req.query(name)))
  return { upload: { fileName, declaredType: c.req.header('Content-Type') ?? '', body }, said }
}
