import { findAward } from '../awards/awards-store.ts'
import { findIssuer } from '../issuers/issuers-store.ts'
import type { VerificationReport } from '../openbadges/index.ts'
import type { Platform } from '../platform.ts'

/** What our ledger knows about a credential of our own and the credential itself does not say. */
export interface LedgerFacts {
  issuerName: string
  revokedAt?: Date
  /** Only when the issuer made it public. */
  publicReason?: string
}

/** Undefined for issuers whose ledger is elsewhere, and where the proof did not show that it is ours at all. */
export async function findLedgerFacts(
  platform: Pick<Platform, 'db'>,
  report: VerificationReport,
): Promise<LedgerFacts | undefined> {
  if (report.issuer.known !== 'this-server') return undefined
  const issuer = await findIssuer(platform.db, lastSegment(report.issuer.id, ':'))
  if (issuer?.did !== report.issuer.id) return undefined
  const award = await findAward(platform.db, lastSegment(String(report.credential?.id), '/'))
  const revocation = award?.issuer.did === issuer.did ? award.revocation : null
  return {
    issuerName: issuer.name,
    ...(revocation && { revokedAt: new Date(revocation.revokedAt) }),
    ...(revocation?.isReasonPublic && { publicReason: revocation.reason }),
  }
}

const lastSegment = (text: string, separator: string) => text.split(separator).at(-1) ?? ''
