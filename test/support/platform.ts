import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { HttpEnv } from '../../src/http/http-env.ts'
import { createImages } from '../../src/node/images.ts'
import { createNodePlatform, type NodePlatform } from '../../src/node/node-platform.ts'
import { createNodeCryptography } from '../../src/node/proof-cryptography.ts'
import { createProofs, type Proofs, verifyProof } from '../../src/openbadges/index.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { Images, LogEntry, OutgoingMail, Platform } from '../../src/platform/platform.ts'
import { type Clock, countingIds, createClock, seededBytes } from './frozen.ts'
import { createMailbox } from './mailbox.ts'

export interface TestPlatform extends Platform {
  clock: Clock
  /** What was sent, as it left. */
  mailbox: OutgoingMail[]
  /** Everything that was logged. */
  logged: LogEntry[]
  close(): Promise<void>
}

/** As much of the app as there is, wherever it runs. */
export type App = Pick<Hono<HttpEnv>, 'request' | 'fetch'>

/** The platform of Node on a database and files of its own, with a frozen clock and ids that count. */
export function testPlatform(
  options: { settings?: Record<string, string>; dataDir?: string; proofs?: Proofs } = {},
): NodePlatform & TestPlatform {
  const dataDir = options.dataDir ?? newDataDir()
  const { config, secrets } = readConfig({ ...testSettings, DATA_DIR: dataDir, ...options.settings })
  const clock = createClock()
  const logged: LogEntry[] = []
  const { mail, mailbox } = createMailbox()
  const platform = createNodePlatform(config, secrets, {
    images,
    mail,
    proofs: options.proofs ?? proofs,
    verifyProof,
    now: clock.now,
    newId: countingIds(),
    randomBytes: seededBytes(),
    log: (entry) => void logged.push(entry),
  })
  // What a power cut leaves is for the drills.
  platform.sqlite.pragma('synchronous = off')
  if (options.dataDir === undefined) migrated ??= platform.sqlite.serialize()
  return {
    ...platform,
    clock,
    mailbox,
    logged,
    async close() {
      await platform.close()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'signet-test-'))
  if (migrated) writeFileSync(join(folder, 'signet.db'), migrated)
  return folder
}

/** The file of the first database, before anything is in it: migrating takes ten times as long as copying. */
let migrated: Buffer | undefined

/** Most badges of tests look alike, and drawing one takes longer than all else that publishing it needs. */
const images: Images = {
  canDraw: true,
  async renderArtwork(artwork, size) {
    const key = `${size} ${artwork.svg}`
    const drawing = drawn.get(key) ?? painter.renderArtwork(artwork, size)
    drawn.set(key, drawing)
    return (await drawing).slice()
  },
  shapeWords: (words) => painter.shapeWords(words),
  redrawLogo: (picture) => painter.redrawLogo(picture),
}
const painter = createImages()
const drawn = new Map<string, Promise<Uint8Array>>()

/** Compiling the contexts takes longer than most tests, so it is done once. */
export const proofs = createProofs(createNodeCryptography())

export const testSettings = {
  NODE_ENV: 'test',
  PUBLIC_ORIGIN: 'https://badges.lakeside.example',
  KEY_ENCRYPTION_KEYS: `test:${btoa('k'.repeat(32))}`,
}
