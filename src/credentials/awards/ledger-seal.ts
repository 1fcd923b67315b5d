import type { Platform } from '../../platform/platform.ts'

/** What the ledger says of an award, that only who issued it can have written. */
export interface LedgerEntry {
  awardId: string
  /** SHA-256 of the canonical form of the credential without its proof, lower-case hexadecimal. */
  canonicalDigest: string
  /** SHA-256 of the credential's bytes, lower-case hexadecimal. */
  digest: string
}

/**
 * Binds the canonical digest to the award and to its bytes, under a key outside the database: whoever trusts the digest
 * instead of canonicalizing anew trusts us, and not whoever can write to the database.
 */
export const sealLedgerEntry = ({ authenticator }: Pick<Platform, 'authenticator'>, entry: LedgerEntry): string =>
  authenticator.tag(sealed(entry))

/** False for every row that was changed since, and where the key that sealed it is no longer given: then canonicalize. */
export const isLedgerEntrySealed = (
  { authenticator }: Pick<Platform, 'authenticator'>,
  entry: LedgerEntry & { seal: string },
): boolean => authenticator.isTagOf(entry.seal, sealed(entry))

const sealed = ({ awardId, canonicalDigest, digest }: LedgerEntry) =>
  JSON.stringify(['ledger entry 1', awardId, canonicalDigest, digest])
