import { and, asc, desc, eq, gt, inArray, lte } from 'drizzle-orm'
import { knownAs, organization } from '../../identity/organizations/organizations-tables.ts'
import { isSamePerson } from '../../identity/people/people-store.ts'
import { rosterPerson } from '../../identity/rosters/rosters-tables.ts'
import { passkey } from '../../identity/sign-in/sign-in-tables.ts'
import { auditEntry } from '../../platform/audit/audit-tables.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { dataExport } from './privacy-tables.ts'

export type DataExport = typeof dataExport.$inferSelect

/** Newest first, as far as there is or will be something to download. */
export const listExports = (db: Db, personId: string, now: number): Promise<DataExport[]> =>
  db
    .select()
    .from(dataExport)
    .where(
      and(
        eq(dataExport.personId, personId),
        inArray(dataExport.state, ['waiting', 'ready']),
        gt(dataExport.expiresAt, now),
      ),
    )
    .orderBy(desc(dataExport.createdAt))
    .limit(10)

export async function findExport(db: Db, exportId: string): Promise<DataExport | undefined> {
  return (await db.select().from(dataExport).where(eq(dataExport.id, exportId)))[0]
}

export async function isExportFile(db: Db, fileKey: string): Promise<boolean> {
  return (await db.select({ id: dataExport.id }).from(dataExport).where(eq(dataExport.fileKey, fileKey))).length > 0
}

export const requireWaitingExport = (db: Db, exportId: string): Statement =>
  requireRow(
    db,
    'export is waited for',
    db
      .select({ id: dataExport.id })
      .from(dataExport)
      .where(and(eq(dataExport.id, exportId), eq(dataExport.state, 'waiting'))),
  )

export const insertExport = (db: Db, row: DataExport): Statement => db.insert(dataExport).values(row)

export const markExportReady = (db: Db, exportId: string, { size }: { size: number }): Statement =>
  db
    .update(dataExport)
    .set({ state: 'ready', size })
    .where(and(eq(dataExport.id, exportId), eq(dataExport.state, 'waiting')))

/** Whose time is over, with files that may still be there. */
export const listExportsOver = (db: Db, now: number): Promise<DataExport[]> =>
  db.select().from(dataExport).where(lte(dataExport.expiresAt, now)).limit(100)

export async function deleteExport(db: Db, exportId: string): Promise<void> {
  await db.delete(dataExport).where(eq(dataExport.id, exportId))
}

export const listPasskeyNames = (db: Db, personId: string) =>
  db
    .select({ name: passkey.name, createdAt: passkey.createdAt, lastUsedAt: passkey.lastUsedAt })
    .from(passkey)
    .where(eq(passkey.personId, personId))

/** What lists of organizations call them, where those do not know their account. */
export const listLocalNames = (db: Db, personId: string) =>
  db
    .select({ organization: organization.name, name: knownAs.name, email: knownAs.email })
    .from(knownAs)
    .innerJoin(organization, eq(organization.id, knownAs.organizationId))
    .where(isSamePerson(db, knownAs.personId, personId))
    .orderBy(asc(organization.name), asc(organization.id))

/** What rosters called them last, and by which id. */
export const listRosterNames = (db: Db, personId: string) =>
  db
    .select({ organization: organization.name, name: rosterPerson.name, idThere: rosterPerson.sourcedId })
    .from(rosterPerson)
    .innerJoin(organization, eq(organization.id, rosterPerson.organizationId))
    .where(isSamePerson(db, rosterPerson.personId, personId))
    .orderBy(asc(organization.name), asc(organization.id), asc(rosterPerson.sourcedId))

/** What they did, newest first. */
export const listOwnDeeds = (db: Db, personId: string, limit: number) =>
  db
    .select({ at: auditEntry.at, action: auditEntry.action, subject: auditEntry.subject })
    .from(auditEntry)
    .where(isSamePerson(db, auditEntry.actor, personId))
    .orderBy(desc(auditEntry.seq))
    .limit(limit)
