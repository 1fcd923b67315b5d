import type { Context } from 'hono'
import { ZodError } from 'zod'
import { OpenBadgeError } from '../openbadges/index.ts'
import type { Config } from '../platform/config.ts'
import { AppError, type FieldError, type ProblemCode, problems } from '../platform/errors.ts'
import { sayRefusal, sayRefusals } from '../platform/language/say-refusal.ts'
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
    const { errors, retryAfterSeconds } = error.details
    const told = sayRefusals(errors ?? [], speech).map(inSnakeCase)
    return { code: error.code, detail: sayRefusal(error.refusal, speech), errors: told, retryAfterSeconds }
  }
  if (error instanceof ZodError) {
    const errors = readIssues(error, speech).map(inSnakeCase)
    const detail = speech.t('refused.fields', { count: errors.length })
    return { code: 'validation', detail, errors, retryAfterSeconds: undefined }
  }
  if (error instanceof OpenBadgeError) {
    const detail = wordsOfBadge(error, speech)
    const errors = error.pointer === '' ? [] : [{ pointer: error.pointer, code: error.code, message: detail }]
    return { code: error.code, detail, errors, retryAfterSeconds: undefined }
  }
  // drizzle wraps what its driver threw, such as a full disk.
  if (error instanceof Error && error.cause instanceof AppError) return describe(error.cause, speech)
  return { code: 'internal', detail: speech.t('refused.internal'), errors: [], retryAfterSeconds: undefined }
}

/** The reader of badges names the spot in English, which is the language of its standards; elsewhere its kind is said. */
const wordsOfBadge = (error: OpenBadgeError, { locale, t }: Speech): string =>
  locale === 'en' ? error.message : t(`problem.${error.code}.cause`)

const inSnakeCase = (error: FieldError): FieldError => ({ ...error, pointer: toSnakeCase(error.pointer) })
