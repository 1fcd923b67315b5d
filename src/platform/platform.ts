import type { Gzip, Proofs, ProofVerifier, SigningKey } from '../openbadges/index.ts'
import type { Config } from './config.ts'
import type { Db } from './db/db.ts'

/** The ports a runtime provides. Three are composed: `node/`, `workers/` and the tests'. */
export interface Platform {
  config: Config
  /** Every query runs on drizzle's D1 driver, whatever database is behind it. Writes that belong together are one `db.batch`. */
  db: Db
  files: Files
  images: Images
  /** Absent where no way to send was set: then mail waits, and can be read here. */
  mail: Mail | undefined
  fetchDocument: FetchDocument
  exchange: Exchange
  sealer: Sealer
  signingKeys: SigningKeyCache
  providerDocuments: ProviderDocuments
  authenticator: Authenticator
  /** Signs, and verifies what is our own. */
  proofs: Proofs
  /** Checks a proof of a stranger's document with bounded memory and time. Throws OpenBadgeError `too-complex` past the bounds and AppError `busy` when the queue is full. */
  verifyProof: ProofVerifier
  countRequest: CountRequest
  /** Says that the outbox has work. Never waits for it. */
  wakeJobs(): void
  now(): Date
  /** A UUIDv7 as text. */
  newId(): string
  /** SHA-256, lower-case hexadecimal; of text in UTF-8. At once: WebCrypto answers in promises only, which takes many times as long. */
  sha256(content: string | Uint8Array): string
  gzip: Gzip
  /** Cryptographically random bytes. */
  randomBytes(length: number): Uint8Array
  /**
   * Sees to it that what was deleted is nowhere in the database's own files any more. Throws AppError `busy` while others
   * read. D1 keeps its own history for 30 days, which nobody can shorten: there it does nothing.
   */
  forgetDeleted(): Promise<void>
  /** What only the runtime can tell of the machine below and of the copies kept of the data. */
  inspect(): Promise<MachineReport>
  log(entry: LogEntry): void
}

export interface MachineReport {
  /** Such as `node 20.20.0`. */
  runtime: string
  /** Whether database, files and copies of them are kept by a service, which then answers for space and copies. */
  isManaged: boolean
  /** Bytes. */
  databaseSize?: number
  freeSpace?: number
  lastBackup?: BackupReport | undefined
}
/** The newest copy of all data that was made, and what came out when it was checked. */
export interface BackupReport {
  madeAt: Date
  /** Bytes of the database in it. */
  databaseSize: number
  files: number
  /** Read back whole: database, audit log and files. */
  isSound: boolean
  /** How many others were found damaged or half-written since, and set aside. */
  setAside: number
}

/** One line of the log. Never holds bodies, tokens, e-mail addresses or names. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error'
  event: string
  [detail: string]: string | number | boolean | undefined
}

/** Bytes by key. Keys are made by us: segments of `[a-z0-9-]` joined by `/`, with one extension at most. */
export interface Files {
  /** Streams to storage; the file exists whole or not at all. Stops with AppError `payload-too-large` past `maxBytes` and `storage-full` when the disk is. */
  put(key: string, body: ReadableStream<Uint8Array> | Uint8Array, options: { maxBytes: number }): Promise<StoredFile>
  /** The bytes as a stream, with their number; undefined when there is no such file. `range` is in bytes, both ends inclusive. */
  get(key: string, range?: { start: number; end: number }): Promise<FileContent | undefined>
  delete(key: string): Promise<void>
  /** Every file whose key begins so, in order of keys, for the job that removes orphans. */
  list(prefix: string): AsyncIterable<ListedFile>
}
export interface ListedFile {
  key: string
  /** By the clock of the storage. */
  storedAt: Date
}
export interface StoredFile {
  key: string
  /** Bytes. */
  size: number
  /** Lower-case hexadecimal. */
  sha256: string
}
export interface FileContent {
  body: ReadableStream<Uint8Array>
  /** Size of the whole file in bytes, also when a range was asked for. */
  size: number
}

/** Pictures of badges and of those who issue them. Called once when one is published; never with a stranger's SVG. */
export interface Images {
  /** Whether pictures are drawn here. Where not, a badge's PNG is its template without words, and logos have to be PNG. */
  readonly canDraw: boolean
  /** A square PNG, `size` pixels a side, of our own artwork. */
  renderArtwork(artwork: { svg: string; template: string }, size: number): Promise<Uint8Array>
  /** Outlines of these words, of those that there are letters for here. */
  shapeWords(words: readonly string[]): Promise<ReadonlyMap<string, ShapedWord>>
  /**
   * A stranger's PNG, JPEG or WebP drawn anew as a PNG of at most 512 pixels a side, without whatever else was in the file.
   * Throws AppError `unsupported-media`, `malformed-image` and `image-too-large`.
   */
  redrawLogo(picture: Uint8Array): Promise<Uint8Array>
}

/** A word as its script sets it, in the order in which it is read. */
export interface ShapedWord {
  clusters: readonly ShapedCluster[]
}
/** What belongs together: a letter with its marks, or several that are drawn as one. In thousandths of the type size, heights upwards. */
export interface ShapedCluster {
  advance: number
  /** As in SVG: M, L, Q, C and Z with points. */
  path: string
  isRightToLeft: boolean
}

/** Hands mail to whatever carries it into the world. */
export interface Mail {
  send(mail: OutgoingMail): Promise<MailOutcome>
}
export interface OutgoingMail {
  to: string
  /** An address, with a name before it or not. */
  from: string
  replyTo?: string | undefined
  subject: string
  text: string
  html: string
  /** The same for every attempt, in angle brackets, so that a mail sent twice is shown once. */
  messageId: string
  date: Date
  headers: Readonly<Record<string, string>>
}
/**
 * `sent`: somebody else answers for it now. `refused`: this address or these words will never be taken. `postponed`: may work
 * later. The reason may quote the address, so it is kept and never logged.
 */
export type MailOutcome = { outcome: 'sent' } | { outcome: 'refused' | 'postponed'; reason: string }

/**
 * GETs a public document from the internet: https on port 443, global addresses only, no redirects, five seconds.
 * Throws AppError `url-not-allowed` (never says why) or `remote-error` (never says what came back; its `cause` is 410 where
 * the document was taken away, 413 where it is longer than `maxBytes`, and 415 where it is of another media type).
 */
export type FetchDocument = (url: string, options: FetchOptions) => Promise<FetchedDocument>
export interface FetchOptions {
  /** Sent as Accept; the response's media type must be one of these or end in `+json` when `application/json` is listed. */
  accept: readonly string[]
  /** Bytes of the decoded body. */
  maxBytes: number
  /** How many milliseconds this answer may serve others who ask for the same; a failure then serves for a minute. */
  reuseFor?(document: FetchedDocument): number
}
/**
 * Speaks to a server on the internet in a protocol of its own, under the rules of `fetchDocument`: https on port 443, global
 * addresses only, no redirects, five seconds. The answer is given whatever its status is. Throws AppError `url-not-allowed`
 * or `remote-error` where there is none.
 */
export type Exchange = (url: string, message: ExchangeMessage) => Promise<ExchangeAnswer>
export interface ExchangeMessage {
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body?: string
  /** Bytes of the answer's body. */
  maxBytes: number
}
export interface ExchangeAnswer {
  status: number
  /** Lower case, with parameters; empty where there is none. */
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
}
export interface FetchedDocument {
  url: string
  /** Lower case, without parameters. */
  mediaType: string
  bytes: Uint8Array
}

/**
 * Counts a request against a limit and says how many there were in its window, this one included. In memory where one
 * process answers all; where many do, in the database.
 */
export type CountRequest = (limit: CountedLimit) => number | Promise<number>
export interface CountedLimit {
  /** Which limit, such as `verify`. */
  name: string
  /** A person's id or the prefix of a network address, never a whole address. */
  client: string
  windowStart: number
}

/** Private keys at rest: AES-256-GCM, bound to what they belong to by the additional data. */
export interface Sealer {
  seal(plaintext: Uint8Array, boundTo: readonly string[]): Promise<SealedSecret>
  /** Throws when anything, the binding included, was changed. */
  unseal(sealed: SealedSecret, boundTo: readonly string[]): Promise<Uint8Array>
}
export interface SealedSecret {
  /** Which key-encryption key sealed it. */
  sealedBy: string
  /** base64url of the 96-bit nonce. */
  nonce: string
  /** base64url, with the tag at its end. */
  ciphertext: string
}

/** Knows its own words again: HMAC-SHA256 under keys that are derived from the key-encryption keys and so never in the database. */
export interface Authenticator {
  /** 128 bits as base64url. */
  tag(text: string): string
  /** Whether the tag was made here, for this text, under a key that is still given. */
  isTagOf(tag: string, text: string): boolean
}

/** What identity providers said of themselves (OpenID Connect Discovery 1.0) and the keys they sign with, for minutes, by their issuer. One per process. */
export interface ProviderDocuments {
  find(issuer: string): ProviderDocument | undefined
  /** For minutes from the first time on; keys that come later do not prolong them. */
  keep(issuer: string, document: ProviderDocument): void
  forget(issuer: string): void
}
export interface ProviderDocument {
  server: Readonly<Record<string, unknown>>
  /** A JWK Set; absent until somebody came back from there. */
  keys?: Readonly<Record<string, unknown>>
}

/** Unsealed signing keys, for minutes, so that issuing in bulk does not unseal for each credential. One per process. */
export interface SigningKeyCache {
  find(keyId: string): SigningKey | undefined
  keep(key: SigningKey): void
  forget(keyId: string): void
}
