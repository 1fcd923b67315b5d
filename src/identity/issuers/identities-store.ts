import { asc, eq } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import type { IssuerRow } from './issuers-store.ts'
import { formerIdentity, issuer } from './issuers-tables.ts'

export type FormerIdentity = typeof formerIdentity.$inferSelect

export const listFormerIdentities = (db: Db): Promise<FormerIdentity[]> =>
  db.select().from(formerIdentity).orderBy(asc(formerIdentity.replacedAt)).limit(5000)

/** Gives an issuer another DID, if it still has the one that it was seen with. The former stays on record. */
export const replaceIdentity = (
  db: Db,
  seen: Pick<IssuerRow, 'id' | 'did'>,
  to: { did: string; formerOrigin: string; at: number },
): Statement[] => [
  requireRow(db, 'issuer has this did', db.select({ id: issuer.id }).from(issuer).where(eq(issuer.did, seen.did))),
  db
    .insert(formerIdentity)
    .values({ did: seen.did, issuerId: seen.id, origin: to.formerOrigin, replacedAt: to.at })
    .onConflictDoNothing(),
  db.update(issuer).set({ did: to.did }).where(eq(issuer.id, seen.id)),
]
