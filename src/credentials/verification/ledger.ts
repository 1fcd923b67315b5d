import { findIssuer } from '../../identity/issuers/issuers-store.ts'
import {
  type CredentialDocument,
  createBadgeReader,
  type JsonValue,
  type VerificationReport,
} from '../../openbadges/index.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { type LedgerEntry, openLedgerEntry } from './ledger-entry.ts'
import { issuerIdOf, type LedgerFacts, toLedgerFacts } from './ledger-facts.ts'
import { findLedgerRow, type LedgerRow } from './ledger-store.ts'
import type { OwnRecords } from './own-documents.ts'

/** Our awards as one verification sees them: each row is read once, when it is first asked for. */
export interface Ledger {
  findEntry(awardId: string): Promise<LedgerEntry | undefined>
  /** By the id of a credential; whether it is really ours is for others to see to. */
  findRowOf(credentialId: JsonValue | undefined): Promise<LedgerRow | undefined>
  /** Of a document that came out of a row whose seal is right. */
  canonicalDigestOf(document: CredentialDocument): string | undefined
  factsFor(report: VerificationReport): Promise<LedgerFacts | undefined>
}

export function openLedger(platform: OwnRecords): Ledger {
  const rows = new Map<string, Promise<LedgerRow | undefined>>()
  const entries = new Map<string, Promise<LedgerEntry | undefined>>()
  const opened: LedgerEntry[] = []

  function findRow(awardId: string): Promise<LedgerRow | undefined> {
    const row = rows.get(awardId) ?? findLedgerRow(platform.db, awardId)
    rows.set(awardId, row)
    return row
  }

  async function openEntry(awardId: string): Promise<LedgerEntry | undefined> {
    const row = await findRow(awardId)
    const entry = row && (await openLedgerEntry(platform, readerOf(platform.db), row))
    if (entry) opened.push(entry)
    return entry
  }

  const findRowOf: Ledger['findRowOf'] = async (credentialId) => {
    const awardId = String(credentialId).split('/').at(-1) ?? ''
    return /^[\w-]{1,64}$/.test(awardId) ? findRow(awardId) : undefined
  }

  return {
    findRowOf,
    findEntry(awardId) {
      const entry = entries.get(awardId) ?? openEntry(awardId)
      entries.set(awardId, entry)
      return entry
    },
    canonicalDigestOf: (document) =>
      opened.find(({ badge }) => badge.secured?.credential === document)?.canonicalDigest,
    async factsFor(report) {
      if (report.issuer.known !== 'this-server') return undefined
      const row = await findRowOf(report.credential?.id)
      const issuer =
        row?.issuerId === issuerIdOf(report)
          ? { id: row.issuerId, name: row.issuerName }
          : await findIssuer(platform.db, issuerIdOf(report))
      return toLedgerFacts(report, { issuer, row })
    },
  }
}

/** One for each process. */
export const readerOf = oncePerDatabase(() => createBadgeReader())
