import { LRUCache } from 'lru-cache'
import type { BadgeReader, ReadBadge } from '../../openbadges/index.ts'
import type { Db } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import type { Platform } from '../../platform/platform.ts'
import { isLedgerEntrySealed } from '../awards/ledger-seal.ts'
import { readStoredCredential } from '../awards/stored-credential.ts'
import type { LedgerRow } from './ledger-store.ts'

/** An award's credential, read out of its row. */
export interface LedgerEntry {
  row: LedgerRow
  badge: ReadBadge
  /** SHA-256 of the credential's canonical form. Undefined unless the seal shows that it was written when it was signed. */
  canonicalDigest: string | undefined
}

/**
 * A row whose seal is right holds what we signed, byte for byte, so it is not canonicalized anew. Any other is read as a
 * stranger's file would be: then its own proof decides, and whoever watches the log hears of it. Undefined where the
 * document was let go.
 */
export async function openLedgerEntry(
  platform: Pick<Platform, 'db' | 'authenticator' | 'sha256' | 'log'>,
  reader: BadgeReader,
  row: LedgerRow,
): Promise<LedgerEntry | undefined> {
  if (row.credential === '') return undefined
  const known = recall(platform.db, reader, row)
  if (known) return known
  const text = await readText(platform, row)
  if (text !== undefined && platform.sha256(text) === row.digest) {
    if (isSealed(platform, row)) {
      remember(platform.db, row)
      return { row, badge: reader.readOwn(text, row.digest), canonicalDigest: row.canonicalDigest }
    }
    // Signed by the reference libraries, which tell no canonical digest.
    if (row.canonicalDigest === null && row.seal === null)
      return { row, badge: reader.readJson(text, row.digest), canonicalDigest: undefined }
  }
  platform.log({ level: 'error', event: 'ledger.entry-changed', award: row.awardId })
  const found = text ?? ''
  return { row, badge: reader.readJson(found, platform.sha256(found)), canonicalDigest: undefined }
}

/** A row that is to the letter the one whose bytes and seal were found right before is right still. */
function recall(db: Db, reader: BadgeReader, row: LedgerRow): LedgerEntry | undefined {
  if (row.canonicalDigest === null || foundRight(db).get(row.awardId) !== lettersOf(row)) return undefined
  const badge = reader.recallOwn(row.digest)
  if (badge) sealedRows.add(row)
  return badge && { row, badge, canonicalDigest: row.canonicalDigest }
}

function remember(db: Db, row: LedgerRow) {
  foundRight(db).set(row.awardId, lettersOf(row))
}

const foundRight = oncePerDatabase(() => new LRUCache<string, string>({ max: 1000 }))
const lettersOf = ({ credential, dictionaryId, digest, canonicalDigest, seal }: LedgerRow) =>
  `${dictionaryId} ${digest} ${canonicalDigest} ${seal} ${credential}`

export function isSealed(
  platform: Pick<Platform, 'authenticator'>,
  row: LedgerRow,
): row is LedgerRow & { canonicalDigest: string; seal: string } {
  if (sealedRows.has(row)) return true
  const { awardId, digest, canonicalDigest, seal } = row
  if (canonicalDigest === null || seal === null) return false
  const isRight = isLedgerEntrySealed(platform, { awardId, digest, canonicalDigest, seal })
  if (isRight) sealedRows.add(row)
  return isRight
}

/** Rows as they were read, which nobody changes: a seal is looked at once in a verification. */
const sealedRows = new WeakSet<LedgerRow>()

/** Undefined for what nobody has deflated: the row was changed. */
async function readText({ db }: Pick<Platform, 'db'>, row: LedgerRow): Promise<string | undefined> {
  try {
    return await readStoredCredential(db, row)
  } catch {
    return undefined
  }
}
