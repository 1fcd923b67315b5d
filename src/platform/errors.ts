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

export interface FieldError {
  /** RFC 6901, into the request's body. */
  pointer: string
  code: string
  message: string
}

/** An expected failure. The message is for the person who asked: what happened and what to do. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ProblemCode
  readonly details: { errors?: readonly FieldError[]; retryAfterSeconds?: number; cause?: unknown }
  constructor(code: ProblemCode, message: string, details: AppError['details'] = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.details = details
  }
}
