import type { VerificationReport } from '../../openbadges/index.ts'
import type { LedgerRow } from './ledger-store.ts'

/** What our ledger knows about a credential of our own and the credential itself does not say. */
export interface LedgerFacts {
  issuerName: string
  /** The award itself and what was earned, whose pictures and pages are here. */
  award?: { id: string; versionId: string }
  revokedAt?: Date
  /** Only when the issuer made it public. */
  publicReason?: string
}

/** Undefined for issuers whose ledger is elsewhere, and where the proof did not show that it is ours at all. */
export function toLedgerFacts(report: VerificationReport, facts: KnownHere): LedgerFacts | undefined {
  if (report.issuer.known !== 'this-server' || facts.issuer?.did !== report.issuer.id) return undefined
  const row = facts.row?.issuerDid === facts.issuer.did ? facts.row : undefined
  return {
    issuerName: facts.issuer.name,
    ...(row && { award: { id: row.awardId, versionId: row.versionId } }),
    ...(row && row.revokedAt !== null && { revokedAt: new Date(row.revokedAt) }),
    ...(row?.isReasonPublic && row.reason !== null && { publicReason: row.reason }),
  }
}

interface KnownHere {
  issuer: { did: string; name: string } | undefined
  row: LedgerRow | undefined
}
