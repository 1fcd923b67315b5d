import { hash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { createCommonPlatform } from '../app/common-platform.ts'
import { createProofs, type Proofs, type ProofVerifier } from '../openbadges/index.ts'
import { compression } from '../platform/compression.ts'
import type { Config, Secrets } from '../platform/config.ts'
import { connect } from '../platform/db/db.ts'
import { AppError } from '../platform/errors.ts'
import type { JobHandlers } from '../platform/jobs/run-due-jobs.ts'
import { createHttpMail } from '../platform/mail/http-mail.ts'
import type { Images, LogEntry, Mail, Platform } from '../platform/platform.ts'
import { countInMemory } from '../platform/requests/count-in-memory.ts'
import { createFetchDocument, type FetchSettings } from './fetch-document.ts'
import { createFolderFiles } from './files.ts'
import { inspectMachine } from './inspect-machine.ts'
import { type JobRunner, startJobRunner } from './job-runner.ts'
import { readOrCreateKeyFile } from './key-file.ts'
import { migrate } from './migrate.ts'
import { createNodeCryptography } from './proof-cryptography.ts'
import { createProofPool } from './proof-pool.ts'
import { createRandomBytes } from './random-bytes.ts'
import { createSmtpMail } from './smtp-mail.ts'
import { openSqlite } from './sqlite-d1.ts'

/** Everything in one folder: the database, the files and, unless it was given, the key that protects the signing keys. */
export function createNodePlatform(config: Config, secrets: Secrets, options: NodePlatformOptions): NodePlatform {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const databaseFile = join(config.dataDir, 'signet.db')
  const isFirstStart = !existsSync(databaseFile)
  const keyEncryptionKeys =
    secrets.keyEncryptionKeys.length > 0
      ? secrets.keyEncryptionKeys
      : [readOrCreateKeyFile(config.dataDir, { isFirstStart })]
  const database = openSqlite(databaseFile)
  const { now = () => new Date() } = options
  migrate(database.sqlite, { backupFolder: join(config.dataDir, 'backups'), now: now() })
  const fetchDocument = createFetchDocument({ ownOrigin: config.origin, ...options.fetchSettings })
  const proofs = options.proofs ?? createProofs(createNodeCryptography())
  const proofPool = createProofPool()
  const verifyApart = options.verifyProof ?? proofPool.verifyProof
  const smtp = secrets.smtpUrl === undefined ? undefined : createSmtpMail(secrets.smtpUrl)
  let jobRunner: JobRunner | undefined

  const platform: NodePlatform = {
    ...createCommonPlatform({
      config,
      keyEncryptionKeys,
      fetchDocument,
      proofs,
      verifyApart,
      now,
      newId: options.newId,
    }),
    // drizzle calls prepare and batch of D1Database and nothing else; both are here.
    db: connect(database.binding as Parameters<typeof connect>[0], compression),
    files: createFolderFiles(join(config.dataDir, 'files')),
    images: options.images,
    mail: options.mail ?? smtp ?? (secrets.httpMail && createHttpMail(secrets.httpMail)),
    countRequest: countInMemory(),
    wakeJobs: () => jobRunner?.wake(),
    sha256: (content) => hash('sha256', content),
    randomBytes: options.randomBytes ?? createRandomBytes(),
    async forgetDeleted() {
      // Deleted pages are overwritten as they go (secure_delete); what they held before is in the log until it is cut.
      const [outcome] = database.sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
      if (outcome?.busy !== 0) throw new AppError('busy', 'refused.databaseRead')
    },
    inspect: () => inspectMachine(config),
    log: options.log ?? writeLogLine,
    sqlite: database.sqlite,
    startJobs(handlers) {
      jobRunner ??= startJobRunner(platform, handlers)
    },
    async close() {
      await jobRunner?.close()
      smtp?.close()
      await fetchDocument.close()
      await proofPool.close()
      // The last one to close writes the log back into the database.
      database.close()
    },
  }
  return platform
}

export interface NodePlatform extends Platform {
  /** For backups and checks; everything else goes through `db`. */
  sqlite: Database.Database
  /** Runs what is and will be in the outbox, until `close`. */
  startJobs(handlers: Partial<JobHandlers>): void
  /** Lets the running job finish, then closes the database. */
  close(): Promise<void>
}

export interface NodePlatformOptions {
  images: Images
  mail?: Mail
  /** Instead of the pool of threads, which runs from `dist` only. */
  verifyProof?: ProofVerifier
  proofs?: Proofs
  now?: () => Date
  newId?: () => string
  randomBytes?: (length: number) => Uint8Array
  log?: (entry: LogEntry) => void
  fetchSettings?: Omit<FetchSettings, 'ownOrigin'>
}

function writeLogLine(entry: LogEntry) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`)
}
