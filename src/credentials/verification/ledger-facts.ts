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
  if (report.issuer.known !== 'this-server' || facts.issuer?.id !== issuerIdOf(report)) return undefined
  const row = facts.row?.issuerId === facts.issuer.id ? facts.row : undefined
  return {
    issuerName: facts.issuer.name,
    ...(row && { award: { id: row.awardId, versionId: row.versionId } }),
    ...(row && row.revokedAt !== null && { revokedAt: new Date(row.revokedAt) }),
    ...(row?.isReasonPublic && row.reason !== null && { publicReason: row.reason }),
  }
}

interface KnownHere {
  issuer: { id: string; name: string } | undefined
  row: LedgerRow | undefined
}

/** An issuer of ours has its id at the end of its DID, at whichever of our addresses that is. */
export const issuerIdOf = ({ issuer }: VerificationReport): string => issuer.id.split(':').at(-1) ?? ''
