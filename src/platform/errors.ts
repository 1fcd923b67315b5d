import type { RefusalKey } from './language/messages.ts'

export type { RefusalKey }

/** Every expected failure, with the HTTP status it becomes. The code is the last segment of the problem's `type`. */
export const problems = {
  'bad-request': 400,
  'malformed-json': 400,
  'malformed-jws': 400,
  'not-utf-8': 400,
  'open-badges-1': 422,
  'duplicate-key': 400,
  'forbidden-key': 400,
  unauthenticated: 401,
  forbidden: 403,
  csrf: 403,
  'separation-of-duties': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'state-conflict': 409,
  'idempotency-in-progress': 409,
  gone: 410,
  'precondition-failed': 412,
  'payload-too-large': 413,
  'unsupported-media': 415,
  'unsupported-encoding': 415,
  misdirected: 421,
  validation: 422,
  'number-range': 422,
  'too-deep': 422,
  'too-complex': 422,
  'not-a-credential': 422,
  'unknown-context': 422,
  'jsonld-keyword': 422,
  'non-term-key': 422,
  'blank-node-id': 422,
  'too-many-proofs': 422,
  schema: 422,
  'no-baked-credential': 422,
  'multiple-credentials': 422,
  'malformed-image': 422,
  'image-too-large': 422,
  'decompression-limit': 422,
  'doctype-forbidden': 422,
  'url-not-allowed': 422,
  'idempotency-mismatch': 422,
  'rate-limited': 429,
  internal: 500,
  'remote-error': 502,
  busy: 503,
  'issuance-halted': 503,
  'storage-full': 507,
} as const

export type ProblemCode = keyof typeof problems

/** What is said to who asked, in their language: what happened and what to do. */
export interface Refusal {
  key: RefusalKey
  values?: MessageValues
}
export type MessageValues = Readonly<Record<string, string | number>>

export interface FieldRefusal extends Refusal {
  /** RFC 6901, into the request's body. */
  pointer: string
  code: string
}

/** A refusal of one field, as it was said. */
export interface FieldError extends Pick<FieldRefusal, 'pointer' | 'code'> {
  message: string
}

/** An expected failure. Whoever answers says its key in the language of who asked; the error's own message is for logs, and quotes nobody. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ProblemCode
  readonly refusal: Refusal
  readonly details: { errors?: readonly FieldRefusal[]; retryAfterSeconds?: number; cause?: unknown }
  constructor(code: ProblemCode, key: RefusalKey, values: MessageValues = {}, details: AppError['details'] = {}) {
    super(key, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.refusal = { key, values }
    this.details = details
  }
}

/** What is wrong with one field, and with nothing else. */
export const invalidField = (
  pointer: string,
  code: string,
  key: RefusalKey,
  values: MessageValues = {},
  cause?: unknown,
) => new AppError('validation', key, values, { errors: [{ pointer, code, key, values }], cause })
