import { and, asc, desc, eq, exists, ne, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { issuer } from '../../identity/issuers/issuers-tables.ts'
import { heldRole, organization, organizationAncestor } from '../../identity/organizations/organizations-tables.ts'
import { mayAct } from '../../identity/organizations/role-conditions-store.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { badgeShare } from './badge-share-tables.ts'
import { isLatestOfBadge } from './badges-store.ts'
import { badge, badgeVersion } from './badges-tables.ts'

export type BadgeShareRow = typeof badgeShare.$inferSelect

export interface BadgeShare {
  organization: Pick<typeof organization.$inferSelect, 'id' | 'name' | 'type'>
  mode: BadgeShareRow['mode']
}

export async function listSharesOf(db: Db, badgeId: string): Promise<BadgeShare[]> {
  return await db
    .select({
      organization: { id: organization.id, name: organization.name, type: organization.type },
      mode: badgeShare.mode,
    })
    .from(badgeShare)
    .innerJoin(organization, eq(organization.id, badgeShare.organizationId))
    .where(eq(badgeShare.badgeId, badgeId))
    .orderBy(asc(organization.name), asc(organization.id), asc(badgeShare.mode))
}

/** An organization that somebody can know of: one where they have a role, or one that issues and so is public. */
export async function isKnownOrganization(db: Db, personId: string, organizationId: string): Promise<boolean> {
  const isHeld = exists(
    db
      .select({ one: sql`1` })
      .from(heldRole)
      .where(and(eq(heldRole.personId, personId), sql`${heldRole.issuerId} = ${organization.id}`)),
  )
  const isIssuer = exists(db.select({ one: sql`1` }).from(issuer).where(sql`${issuer.id} = ${organization.id}`))
  const rows = await db
    .select({ id: organization.id })
    .from(organization)
    .where(and(eq(organization.id, organizationId), or(isHeld, isIssuer)))
  return rows.length > 0
}

/** The newest version of a badge that is shared to copy with an issuer where this author writes badges. */
export async function findCopyable(
  db: Db,
  personId: string,
  { badgeId, issuerId }: { badgeId: string; issuerId: string },
): Promise<typeof badgeVersion.$inferSelect | undefined> {
  const [found] = await db
    .select({ version: badgeVersion })
    .from(badge)
    .innerJoin(badgeVersion, isLatestOfBadge)
    .where(and(isCopyable(badgeId, issuerId), mayAct(db, personId, 'badge.define', issuerId)))
  return found?.version
}

/** A published badge of another issuer that is shared with somebody's own organization. */
export interface SharedBadge {
  badgeId: string
  version: Pick<typeof badgeVersion.$inferSelect, 'id' | 'definition' | 'publishedAt'>
  issuerName: string
}

/** With an organization where this author writes badges for an issuer: all of them, or only this badge. */
export async function listSharedToCopy(db: Db, personId: string, badgeId?: string): Promise<SharedBadge[]> {
  return await db
    .selectDistinct(sharedBadge)
    .from(badgeShare)
    .innerJoin(badge, isShared('copy', badgeId))
    .innerJoin(badgeVersion, isLatestOfBadge)
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .innerJoin(organizationAncestor, eq(organizationAncestor.ancestorId, badgeShare.organizationId))
    .innerJoin(target, eq(target.id, organizationAncestor.organizationId))
    .where(mayCopyTo(db, personId))
    .orderBy(desc(badgeVersion.publishedAt), desc(badgeVersion.id))
    .limit(mostShared)
}

/** With an organization where this author writes badges: all of them, or only this badge. */
export async function listSharedToAward(db: Db, personId: string, badgeId?: string): Promise<SharedBadge[]> {
  return await db
    .selectDistinct(sharedBadge)
    .from(badgeShare)
    .innerJoin(badge, isShared('award', badgeId))
    .innerJoin(badgeVersion, isLatestOfBadge)
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))
    .innerJoin(organizationAncestor, eq(organizationAncestor.ancestorId, badgeShare.organizationId))
    .where(
      and(
        ne(organizationAncestor.organizationId, badge.issuerId),
        mayAct(db, personId, 'badge.define', organizationAncestor.organizationId),
      ),
    )
    .orderBy(desc(badgeVersion.publishedAt), desc(badgeVersion.id))
    .limit(mostShared)
}

/** Issuers where this author may begin a badge of their own with a badge, by name. */
export async function listCopyTargets(
  db: Db,
  personId: string,
  badgeId: string,
): Promise<{ id: string; name: string }[]> {
  return await db
    .selectDistinct({ id: target.id, name: target.name })
    .from(badgeShare)
    .innerJoin(badge, isShared('copy', badgeId))
    .innerJoin(organizationAncestor, eq(organizationAncestor.ancestorId, badgeShare.organizationId))
    .innerJoin(target, eq(target.id, organizationAncestor.organizationId))
    .where(mayCopyTo(db, personId))
    .orderBy(asc(target.name), asc(target.id))
    .limit(mostShared)
}

/** What this author has begun with a badge, at any of their issuers. */
export async function listCopiesOf(
  db: Db,
  personId: string,
  badgeId: string,
): Promise<Pick<typeof badge.$inferSelect, 'id' | 'issuerId' | 'draft'>[]> {
  return await db
    .select({ id: badge.id, issuerId: badge.issuerId, draft: badge.draft })
    .from(badge)
    .innerJoin(badgeVersion, eq(badgeVersion.id, badge.copiedFrom))
    .where(and(eq(badgeVersion.badgeId, badgeId), mayAct(db, personId, 'badge.define', badge.issuerId)))
    .orderBy(desc(badge.createdAt), desc(badge.id))
    .limit(20)
}

export const requireSharedToCopy = (db: Db, badgeId: string, issuerId: string): Statement =>
  requireRow(
    db,
    'badge is shared to copy',
    db.select({ id: badge.id }).from(badge).where(isCopyable(badgeId, issuerId)),
  )

/** What the authors of an issuer, of whom this is one, began with this very version and did not publish yet. */
export async function findUnpublishedCopy(
  db: Db,
  personId: string,
  copied: Copied,
): Promise<typeof badge.$inferSelect | undefined> {
  const [oldest] = await db
    .select()
    .from(badge)
    .where(and(isUnpublishedCopy(copied), mayAct(db, personId, 'badge.define', copied.issuerId)))
    .orderBy(asc(badge.createdAt), asc(badge.id))
    .limit(1)
  return oldest
}

export const requireNoUnpublishedCopy = (db: Db, copied: Copied): Statement =>
  requireRow(
    db,
    'no copy waits to be published',
    sql`(select 1 where not exists ${db.select({ id: badge.id }).from(badge).where(isUnpublishedCopy(copied))})`,
  )

export const insertShare = (db: Db, row: BadgeShareRow): Statement =>
  db.insert(badgeShare).values(row).onConflictDoNothing()

export const deleteShare = (
  db: Db,
  { badgeId, organizationId, mode }: Pick<BadgeShareRow, 'badgeId' | 'organizationId' | 'mode'>,
): Statement[] => {
  const isSame = and(
    eq(badgeShare.badgeId, badgeId),
    eq(badgeShare.organizationId, organizationId),
    eq(badgeShare.mode, mode),
  )
  return [
    requireRow(db, 'share is there', db.select({ one: sql`1` }).from(badgeShare).where(isSame)),
    db.delete(badgeShare).where(isSame),
  ]
}

/** More than anybody reads through. */
const mostShared = 500

const sharedBadge = {
  badgeId: badge.id,
  version: { id: badgeVersion.id, definition: badgeVersion.definition, publishedAt: badgeVersion.publishedAt },
  issuerName: issuer.name,
}

const target = alias(issuer, 'target')
const mayCopyTo = (db: Db, personId: string) =>
  and(ne(target.id, badge.issuerId), mayAct(db, personId, 'badge.define', target.id))

const isShared = (mode: BadgeShareRow['mode'], badgeId?: string) =>
  and(
    badgeId === undefined ? undefined : eq(badge.id, badgeId),
    eq(badge.id, badgeShare.badgeId),
    eq(badgeShare.mode, mode),
    eq(badge.state, 'published'),
  )

const isCopyable = (badgeId: string, issuerId: string) =>
  and(
    eq(badge.id, badgeId),
    eq(badge.state, 'published'),
    sql`exists (select 1 from badge_share share join organization_ancestor above on above.ancestor_id = share.organization_id
      where share.badge_id = ${badge.id} and share.mode = 'copy' and above.organization_id = ${issuerId})`,
  )

interface Copied {
  issuerId: string
  versionId: string
}
const isUnpublishedCopy = ({ issuerId, versionId }: Copied) =>
  and(eq(badge.issuerId, issuerId), eq(badge.state, 'draft'), eq(badge.copiedFrom, versionId))
