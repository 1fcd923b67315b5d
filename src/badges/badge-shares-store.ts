import { and, asc, desc, eq, exists, or, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../db/db.ts'
import { issuer } from '../issuers/issuers-tables.ts'
import { heldRole, organisation } from '../organisations/organisations-tables.ts'
import { mayAct } from '../organisations/role-conditions-store.ts'
import { badgeShare } from './badge-share-tables.ts'
import { badge, badgeVersion } from './badges-tables.ts'

export type BadgeShareRow = typeof badgeShare.$inferSelect

export interface BadgeShare {
  organisation: Pick<typeof organisation.$inferSelect, 'id' | 'name' | 'type'>
  mode: BadgeShareRow['mode']
}

export async function listSharesOf(db: Db, badgeId: string): Promise<BadgeShare[]> {
  return await db
    .select({
      organisation: { id: organisation.id, name: organisation.name, type: organisation.type },
      mode: badgeShare.mode,
    })
    .from(badgeShare)
    .innerJoin(organisation, eq(organisation.id, badgeShare.organisationId))
    .where(eq(badgeShare.badgeId, badgeId))
    .orderBy(asc(organisation.name), asc(organisation.id), asc(badgeShare.mode))
}

/** An organisation that somebody can know of: one where they have a role, or one that issues and so is public. */
export async function isKnownOrganisation(db: Db, personId: string, organisationId: string): Promise<boolean> {
  const isHeld = exists(
    db
      .select({ one: sql`1` })
      .from(heldRole)
      .where(and(eq(heldRole.personId, personId), sql`${heldRole.issuerId} = ${organisation.id}`)),
  )
  const isIssuer = exists(db.select({ one: sql`1` }).from(issuer).where(sql`${issuer.id} = ${organisation.id}`))
  const rows = await db
    .select({ id: organisation.id })
    .from(organisation)
    .where(and(eq(organisation.id, organisationId), or(isHeld, isIssuer)))
  return rows.length > 0
}

/** Published badges that somebody's issuer may copy, newest first. */
export async function listCopyable(
  db: Db,
  personId: string,
  issuerId: string,
): Promise<{ badgeId: string; version: typeof badgeVersion.$inferSelect; issuerName: string }[]> {
  return await db
    .select({ badgeId: badge.id, version: badgeVersion, issuerName: issuer.name })
    .from(badge)
    .innerJoin(badgeVersion, eq(badgeVersion.badgeId, badge.id))
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .where(
      and(
        eq(badge.state, 'published'),
        sql`${badgeVersion.number} = (select max(other.number) from badge_version other where other.badge_id = ${badge.id})`,
        isSharedToCopy(issuerId),
        mayAct(db, personId, 'badge.define', issuerId),
      ),
    )
    .orderBy(desc(badgeVersion.publishedAt), desc(badgeVersion.id))
    .limit(50)
}

export const requireSharedToCopy = (db: Db, badgeId: string, issuerId: string): Statement =>
  requireRow(
    db,
    'badge is shared to copy',
    db
      .select({ id: badge.id })
      .from(badge)
      .where(and(eq(badge.id, badgeId), eq(badge.state, 'published'), isSharedToCopy(issuerId))),
  )

export const insertShare = (db: Db, row: BadgeShareRow): Statement =>
  db.insert(badgeShare).values(row).onConflictDoNothing()

export const deleteShare = (
  db: Db,
  { badgeId, organisationId, mode }: Pick<BadgeShareRow, 'badgeId' | 'organisationId' | 'mode'>,
): Statement[] => {
  const isSame = and(
    eq(badgeShare.badgeId, badgeId),
    eq(badgeShare.organisationId, organisationId),
    eq(badgeShare.mode, mode),
  )
  return [
    requireRow(db, 'share is there', db.select({ one: sql`1` }).from(badgeShare).where(isSame)),
    db.delete(badgeShare).where(isSame),
  ]
}

const isSharedToCopy = (issuerId: string) =>
  sql`exists (select 1 from badge_share share join organisation_ancestor above on above.ancestor_id = share.organisation_id
    where share.badge_id = ${badge.id} and share.mode = 'copy' and above.organisation_id = ${issuerId})`
