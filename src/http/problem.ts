import type { Context } from 'hono'
import { ZodError } from 'zod'
import { OpenBadgeError } from '../openbadges/index.ts'
import type { Config } from '../platform/config.ts'
import { AppError, type FieldError, type ProblemCode, problems } from '../platform/errors.ts'
import type { HttpEnv } from './http-env.ts'
import { toSnakeCase } from './letter-case.ts'

/** A failure as the client sees it, in JSON (RFC 9457) and on the page for browsers. */
export interface Problem {
  code: ProblemCode
  status: (typeof problems)[ProblemCode]
  title: string
  /** What happened and what to do. */
  detail: string
  requestId: string
  errors: readonly FieldError[]
  retryAfterSeconds: number | undefined
}

export function toProblem(error: unknown, requestId: string): Problem {
  const described = describe(error)
  const status = problems[described.code]
  const retryAfterSeconds = described.retryAfterSeconds ?? (status === 503 || status === 429 ? usualWait : undefined)
  return { title: problemTitles[described.code], requestId, ...described, status, retryAfterSeconds }
}

/** Seconds, where nobody knows how long it takes. */
const usualWait = 60

export function problemJson(c: Context<HttpEnv>, config: Config, problem: Problem): Response {
  const body = {
    type: `${config.origin}/problems/${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance: problem.requestId,
    request_id: problem.requestId,
    ...(problem.errors.length > 0 && {
      errors: problem.errors.map(({ pointer, code, message }) => ({ pointer, code, detail: message })),
    }),
  }
  return c.body(JSON.stringify(body), {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}

export const problemTitles: Record<ProblemCode, string> = {
  'bad-request': 'The request cannot be understood',
  'malformed-json': 'This is not JSON',
  'malformed-jws': 'This is not a signed token',
  'duplicate-key': 'A name appears twice in one object',
  'forbidden-key': 'A name in this JSON is not allowed',
  unauthenticated: 'Sign in first',
  forbidden: 'You may not do this',
  csrf: 'This request did not come from our own pages',
  'separation-of-duties': 'Someone else has to do this',
  'not-found': 'Not found',
  'method-not-allowed': 'This address does not take that method',
  'not-acceptable': 'Not available in that form',
  'state-conflict': 'This has changed in the meantime',
  'idempotency-in-progress': 'The first request with this key is still running',
  gone: 'No longer here',
  'precondition-failed': 'Someone changed this before you',
  'payload-too-large': 'Too large',
  'unsupported-media': 'This kind of content is not accepted here',
  'unsupported-encoding': 'This content encoding is not accepted',
  misdirected: 'This server does not answer for that host',
  validation: 'Some fields need another look',
  'number-range': 'A number is out of range',
  'too-deep': 'Nested too deeply',
  'too-complex': 'Too complex to check',
  'not-a-credential': 'This is not a credential',
  'unknown-context': 'This uses a vocabulary we cannot check',
  'jsonld-keyword': 'A JSON-LD keyword is not allowed here',
  'non-term-key': 'A name is not a plain term',
  'blank-node-id': 'Blank node identifiers are not accepted',
  'too-many-proofs': 'Too many proofs',
  schema: 'This does not have the shape of the standard',
  'no-baked-credential': 'There is no badge inside this image',
  'multiple-credentials': 'There is more than one badge inside this image',
  'malformed-image': 'The image is damaged',
  'image-too-large': 'The image is too large',
  'decompression-limit': 'It unpacks to too much data',
  'doctype-forbidden': 'SVG with a document type is not accepted',
  'url-not-allowed': 'This address cannot be fetched',
  'idempotency-mismatch': 'This key was used for another request',
  'rate-limited': 'Too many requests',
  internal: 'Something went wrong on our side',
  'remote-error': 'The other server did not answer properly',
  busy: 'Busy at the moment',
  'issuance-halted': 'Issuing is halted',
  'storage-full': 'There is no room left',
}

function describe(error: unknown): Pick<Problem, 'code' | 'detail' | 'errors' | 'retryAfterSeconds'> {
  if (error instanceof AppError) {
    const { errors = [], retryAfterSeconds } = error.details
    return { code: error.code, detail: error.message, errors: errors.map(inSnakeCase), retryAfterSeconds }
  }
  if (error instanceof ZodError) {
    const errors = error.issues.flatMap(toFieldErrors).map(inSnakeCase)
    return { code: 'validation', detail: countFields(errors.length), errors, retryAfterSeconds: undefined }
  }
  if (error instanceof OpenBadgeError) {
    const errors = error.pointer === '' ? [] : [{ pointer: error.pointer, code: error.code, message: error.message }]
    return { code: error.code, detail: error.message, errors, retryAfterSeconds: undefined }
  }
  // drizzle wraps what its driver threw, such as a full disk.
  if (error instanceof Error && error.cause instanceof AppError) return describe(error.cause)
  const detail = 'We have noted it. Try again; if it stays, tell us the reference.'
  return { code: 'internal', detail, errors: [], retryAfterSeconds: undefined }
}

const countFields = (count: number) => `Check ${count} ${count === 1 ? 'field' : 'fields'}. Nothing was changed.`

function toFieldErrors(issue: ZodError['issues'][number]): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: toPointer([...issue.path, key]),
      code: 'unknown-field',
      message: 'There is no such field.',
    }))
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return [
    {
      pointer: toPointer(issue.path),
      code: isMissing ? 'missing' : issue.code.replaceAll('_', '-'),
      message: isMissing ? 'This is missing.' : issue.message,
    },
  ]
}

/** RFC 6901. */
const toPointer = (path: readonly PropertyKey[]) =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const inSnakeCase = (error: FieldError): FieldError => ({ ...error, pointer: toSnakeCase(error.pointer) })
