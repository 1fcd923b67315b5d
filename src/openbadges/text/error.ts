/** Why a document was refused. The same words are the last segment of the problem types of the HTTP API. */
export type OpenBadgeErrorCode =
  | 'malformed-json'
  | 'malformed-jws'
  | 'not-utf-8'
  | 'open-badges-1'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'number-range'
  | 'too-deep'
  | 'too-complex'
  | 'payload-too-large'
  | 'not-a-credential'
  | 'unknown-context'
  | 'jsonld-keyword'
  | 'non-term-key'
  | 'blank-node-id'
  | 'too-many-proofs'
  | 'schema'
  | 'no-baked-credential'
  | 'multiple-credentials'
  | 'malformed-image'
  | 'image-too-large'
  | 'decompression-limit'
  | 'doctype-forbidden'
  | 'unsupported-media'

/** A document that cannot be processed: what is wrong and where. */
export class OpenBadgeError extends Error {
  override readonly name = 'OpenBadgeError'
  readonly code: OpenBadgeErrorCode
  /** RFC 6901; the empty pointer is the whole document. */
  readonly pointer: string
  constructor(code: OpenBadgeErrorCode, message: string, details: { pointer?: string; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.pointer = details.pointer ?? ''
  }
}
