import { eq, sql } from 'drizzle-orm'
import { issuer } from '../../identity/issuers/issuers-tables.ts'
import type { Db } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { award, revocation } from '../awards/awards-tables.ts'

/** An award with all that verifying it takes, as it is at this moment. */
export type LedgerRow = NonNullable<Awaited<ReturnType<typeof findLedgerRow>>>

export const findLedgerRow = (db: Db, awardId: string) => ledgerRow(db).get({ awardId })

const ledgerRow = oncePerDatabase((db) =>
  db
    .select({
      awardId: award.id,
      versionId: award.badgeVersionId,
      credential: award.credential,
      dictionaryId: award.dictionaryId,
      digest: award.digest,
      canonicalDigest: award.canonicalDigest,
      seal: award.seal,
      statusListId: award.statusListId,
      statusPosition: award.statusPosition,
      issuerId: issuer.id,
      issuerName: issuer.name,
      revokedAt: revocation.revokedAt,
      reason: revocation.reason,
      isReasonPublic: revocation.isReasonPublic,
    })
    .from(award)
    .innerJoin(issuer, eq(issuer.id, award.issuerId))
    .leftJoin(revocation, eq(revocation.awardId, award.id))
    .where(eq(award.id, sql.placeholder('awardId')))
    .prepare(),
)
