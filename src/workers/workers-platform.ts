import { waitUntil } from 'cloudflare:workers'
import { createHash } from 'node:crypto'
import type { D1Database, Queue, R2Bucket } from '@cloudflare/workers-types'
import { createCommonPlatform } from '../app/common-platform.ts'
import { createProofs, verifyProof, webCryptography } from '../openbadges/index.ts'
import { compression } from '../platform/compression.ts'
import { readConfig } from '../platform/config.ts'
import { connect } from '../platform/db/db.ts'
import { createHttpMail } from '../platform/mail/http-mail.ts'
import type { LogEntry, Platform } from '../platform/platform.ts'
import { countInDatabase } from '../platform/requests/rate-limit-store.ts'
import { createFetchDocument } from './fetch-document.ts'
import { r2Files } from './files.ts'
import { shippedImages } from './images.ts'

/** What `wrangler.toml` binds, and the settings of config.ts as variables and secrets. */
export interface Bindings {
  DB: D1Database
  FILES: R2Bucket
  JOBS: Queue
  [setting: string]: unknown
}

export interface WorkersPlatformOptions {
  now?: () => Date
  newId?: () => string
  randomBytes?: (length: number) => Uint8Array
  log?: (entry: LogEntry) => void
}

/** Proofs are checked in the isolate itself: its memory and CPU time are bounded by Cloudflare, and the shape guard has run before. */
export function createWorkersPlatform(bindings: Bindings, options: WorkersPlatformOptions = {}): Platform {
  const { config, secrets } = readConfig(settingsOf(bindings))
  if (secrets.keyEncryptionKeys.length === 0)
    throw new Error('Set the secret KEY_ENCRYPTION_KEYS: id:base64 of 32 random bytes.')
  const { now = () => new Date(), newId } = options
  const { keyEncryptionKeys } = secrets
  const fetchDocument = createFetchDocument({ ownOrigin: config.origin })
  const proofs = createProofs(webCryptography(sha256))
  // The same binding; drizzle names another release of its declaration.
  const db = connect(bindings.DB as Parameters<typeof connect>[0], compression)
  return {
    ...createCommonPlatform({ config, keyEncryptionKeys, fetchDocument, proofs, verifyApart: verifyProof, now, newId }),
    db,
    files: r2Files(bindings.FILES),
    images: shippedImages,
    mail: secrets.httpMail && createHttpMail(secrets.httpMail),
    countRequest: countInDatabase(db, now),
    // A message that is lost is made up for by the cron trigger.
    wakeJobs: () => waitUntil(bindings.JOBS.send('due').catch(() => undefined)),
    sha256,
    randomBytes: options.randomBytes ?? ((length) => crypto.getRandomValues(new Uint8Array(length))),
    forgetDeleted: async () => undefined,
    inspect: async () => ({ runtime: 'Cloudflare Workers', isManaged: true }),
    log: options.log ?? ((entry) => console.log(JSON.stringify(entry))),
  }
}

/** From `nodejs_compat`: WebCrypto hashes in promises only. */
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

const settingsOf = (bindings: Bindings): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(bindings).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
