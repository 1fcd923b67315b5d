import type { Context } from 'hono'
import { ZodError } from 'zod'
import { OpenBadgeError } from '../openbadges/index.ts'
import type { Config } from '../platform/config.ts'
import { AppError, type FieldError, type ProblemCode, problems } from '../platform/errors.ts'
import type { Speech } from '../platform/language/speech.ts'
import { readIssues } from '../platform/requests/read-issues.ts'
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

export function toProblem(error: unknown, requestId: string, speech: Speech): Problem {
  const described = describe(error, speech)
  const status = problems[described.code]
  const retryAfterSeconds = described.retryAfterSeconds ?? (status === 503 || status === 429 ? usualWait : undefined)
  const title = speech.t(`problem.${described.code}.title`)
  return { title, requestId, ...described, status, retryAfterSeconds }
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

function describe(error: unknown, speech: Speech): Pick<Problem, 'code' | 'detail' | 'errors' | 'retryAfterSeconds'> {
  if (error instanceof AppError) {
    const { errors = [], retryAfterSeconds } = error.details
    return { code: error.code, detail: error.message, errors: errors.map(inSnakeCase), retryAfterSeconds }
  }
  if (error instanceof ZodError) {
    const errors = readIssues(error, speech).map(inSnakeCase)
    const detail = speech.t('refused.fields', { count: errors.length })
    return { code: 'validation', detail, errors, retryAfterSeconds: undefined }
  }
  if (error instanceof OpenBadgeError) {
    const errors = error.pointer === '' ? [] : [{ pointer: error.pointer, code: error.code, message: error.message }]
    return { code: error.code, detail: error.message, errors, retryAfterSeconds: undefined }
  }
  // drizzle wraps what its driver threw, such as a full disk.
  if (error instanceof Error && error.cause instanceof AppError) return describe(error.cause, speech)
  return { code: 'internal', detail: speech.t('refused.internal'), errors: [], retryAfterSeconds: undefined }
}

const inSnakeCase = (error: FieldError): FieldError => ({ ...error, pointer: toSnakeCase(error.pointer) })
