import { waitUntil } from 'cloudflare:workers'
import { createHash, createHmac } from 'node:crypto'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import type { D1Database, Queue, R2Bucket } from '@cloudflare/workers-types'
import { v7 } from 'uuid'
import { createSigningKeyCache } from '../identity/issuers/signing-key-cache.ts'
import { createProviderDocuments } from '../identity/sign-in/provider-documents.ts'
import { createProofs, verifyProof, webCryptography } from '../openbadges/index.ts'
import { createAuthenticator } from '../platform/authenticator.ts'
import { readConfig } from '../platform/config.ts'
import { connect } from '../platform/db/db.ts'
import { createHttpMail } from '../platform/mail/http-mail.ts'
import type { LogEntry, Platform } from '../platform/platform.ts'
import { withDocumentCache } from '../platform/remote/document-cache.ts'
import { countInDatabase } from '../platform/requests/rate-limit-store.ts'
import { createSealer } from '../platform/sealer.ts'
import { compression } from './compression.ts'
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
  const now = options.now ?? (() => new Date())
  const fetchDocument = createFetchDocument({ ownOrigin: config.origin })
  const proofs = createProofs(webCryptography(sha256))
  // The same binding; drizzle names another release of its declaration.
  const db = connect(bindings.DB as Parameters<typeof connect>[0], compression)
  return {
    config,
    db,
    files: r2Files(bindings.FILES),
    images: shippedImages,
    mail: secrets.httpMail && createHttpMail(secrets.httpMail),
    fetchDocument: withDocumentCache(fetchDocument, now),
    exchange: fetchDocument.exchange,
    sealer: createSealer(secrets.keyEncryptionKeys),
    authenticator: createAuthenticator(secrets.keyEncryptionKeys, (key, text) =>
      createHmac('sha256', key).update(text).digest(),
    ),
    signingKeys: createSigningKeyCache(now),
    providerDocuments: createProviderDocuments(now),
    proofs,
    verifyProof: async (input) => (await proofs.verifyDirectly(input)) ?? (await verifyProof(input)),
    countRequest: countInDatabase(db, now),
    // A message that is lost is made up for by the cron trigger.
    wakeJobs: () => waitUntil(bindings.JOBS.send('due').catch(() => undefined)),
    now,
    sha256,
    // Lists are nearly empty: runs of zeros are all there is to find in them.
    gzip: {
      compress: (bytes) => gzipSync(bytes, { level: 1, strategy: constants.Z_RLE }),
      decompress: (bytes) => gunzipSync(bytes),
    },
    newId: options.newId ?? (() => v7()),
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
