import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { KeyEncryptionKey } from '../platform/config.ts'

/**
 * The key-encryption key of an installation that was given none: made at the first start, readable by its owner only.
 * Whoever has a backup of the database without this file can't sign with it.
 */
export function readOrCreateKeyFile(dataDir: string, { isFirstStart }: { isFirstStart: boolean }): KeyEncryptionKey {
  const path = join(dataDir, 'key-encryption-key')
  if (!existsSync(path)) {
    // A new key could not open the signing keys that are there.
    if (!isFirstStart) throw new Error(`${path} is missing. Restore it from your backup, or set KEY_ENCRYPTION_KEYS.`)
    create(path)
  }
  const bytes = new Uint8Array(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64'))
  if (bytes.length !== 32) throw new Error(`${path} does not hold a key of 32 bytes. Restore it from your backup.`)
  return { id: 'file', bytes }
}

function create(path: string) {
  const unfinished = `${path}.${process.pid}`
  const file = openSync(unfinished, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o400)
  writeSync(file, `${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}\n`)
  fsyncSync(file)
  closeSync(file)
  // Unlike renaming, linking never replaces a key that another process made meanwhile.
  linkSync(unfinished, path)
  unlinkSync(unfinished)
}
