import { and, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { issuer } from '../../identity/issuers/issuers-tables.ts'
import { heldRole } from '../../identity/organizations/organizations-tables.ts'
import { type Permission, rolesThatMay } from '../../identity/organizations/permissions.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { type ListPage, newestFirst } from '../../platform/db/paging.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { AppError } from '../../platform/errors.ts'
import { badge, badgeVersion } from './badges-tables.ts'

export type BadgeRow = typeof badge.$inferSelect
export type BadgeVersionRow = typeof badgeVersion.$inferSelect
export type BadgeState = BadgeRow['state']

/** For who may do this with it. To anybody without a role at its issuer a badge being written is not there at all. */
export async function getBadgeFor(
  db: Db,
  actor: PersonActor,
  badgeId: string,
  permission: Permission,
): Promise<BadgeRow> {
  const rows = await db
    .select({ badge, roleName: heldRole.name })
    .from(badge)
    .innerJoin(heldRole, eq(heldRole.issuerId, badge.issuerId))
    .where(and(eq(badge.id, badgeId), eq(heldRole.personId, actor.personId)))
  const [first] = rows
  if (!first) throw new AppError('not-found', 'refused.noBadge')
  if (!rows.some((row) => rolesThatMay(permission).includes(row.roleName))) {
    throw new AppError('forbidden', 'refused.badgeRole')
  }
  return first.badge
}

/** Undefined also for who has no role that may do this. */
export async function findBadgeFor(
  db: Db,
  actor: PersonActor,
  badgeId: string,
  permission: Permission,
): Promise<BadgeRow | undefined> {
  const rows = await db
    .select({ badge })
    .from(badge)
    .innerJoin(heldRole, eq(heldRole.issuerId, badge.issuerId))
    .where(
      and(
        eq(badge.id, badgeId),
        eq(heldRole.personId, actor.personId),
        inArray(heldRole.name, [...rolesThatMay(permission)]),
      ),
    )
    .limit(1)
  return rows[0]?.badge
}

/** An issuer's badges in every state, last edited first. Ask `getIssuerFor` before. */
export async function listBadgesOf(
  db: Db,
  issuerId: string,
  page: ListPage & { state?: BadgeState | undefined },
): Promise<{ badge: BadgeRow; latest: BadgeVersionRow | null }[]> {
  const { after, state, limit } = page
  const order = newestFirst(badge.updatedAt, badge.id)
  return db
    .select({ badge, latest: badgeVersion })
    .from(badge)
    .leftJoin(badgeVersion, isLatestOfBadge)
    .where(and(eq(badge.issuerId, issuerId), state && eq(badge.state, state), order.beyond(after)))
    .orderBy(...order.by)
    .limit(limit)
}

/** A version with what it belongs to: enough to show it and to make its Achievement. */
export interface PublishedBadge {
  badge: BadgeRow
  version: BadgeVersionRow
  issuer: typeof issuer.$inferSelect
}

/** What can be earned now, newest first. */
export async function listPublishedBadges(
  db: Db,
  page: ListPage & { issuerId?: string | undefined; words?: readonly string[] },
): Promise<PublishedBadge[]> {
  const { after, issuerId, words = [], limit } = page
  const order = newestFirst(badgeVersion.publishedAt, badgeVersion.id)
  return selectPublished(db)
    .where(
      and(
        eq(badge.state, 'published'),
        isLatestOfBadge,
        issuerId === undefined ? undefined : eq(badge.issuerId, issuerId),
        ...words.map((word): SQL => sql`instr(${badgeVersion.searchText}, ${word}) > 0`),
        order.beyond(after),
      ),
    )
    .orderBy(...order.by)
    .limit(limit)
}

/** The newest version of a badge that was ever published; a retired one can still be read about. */
export async function findPublishedBadge(db: Db, badgeId: string): Promise<PublishedBadge | undefined> {
  const rows = await selectPublished(db)
    .where(and(eq(badge.id, badgeId), ne(badge.state, 'draft')))
    .orderBy(desc(badgeVersion.number))
    .limit(1)
  return rows[0]
}

export async function findBadgeVersion(db: Db, versionId: string): Promise<PublishedBadge | undefined> {
  return (await selectPublished(db).where(eq(badgeVersion.id, versionId)))[0]
}

/** One that is known to be there. Kept in memory: a version never changes. */
export async function getVersion(db: Db, versionId: string): Promise<BadgeVersionRow> {
  const kept = keptVersions(db)
  const known = kept.get(versionId)
  if (known) return known
  const [version] = await db.select().from(badgeVersion).where(eq(badgeVersion.id, versionId))
  if (!version) throw new Error('A version that was referred to is not there.')
  kept.set(versionId, version)
  return version
}

const keptVersions = oncePerDatabase(() => new LRUCache<string, BadgeVersionRow>({ max: 200 }))

export async function findLatestVersion(db: Db, badgeId: string): Promise<BadgeVersionRow | undefined> {
  const rows = await db
    .select()
    .from(badgeVersion)
    .where(eq(badgeVersion.badgeId, badgeId))
    .orderBy(desc(badgeVersion.number))
    .limit(1)
  return rows[0]
}

export const insertBadge = (db: Db, row: BadgeRow): Statement => db.insert(badge).values(row)

export const insertVersion = (db: Db, row: typeof badgeVersion.$inferInsert): Statement =>
  db.insert(badgeVersion).values(row)

/** Changes a badge that still is as it was seen, or abandons the whole batch. */
export function changeBadge(
  db: Db,
  seen: Pick<BadgeRow, 'id' | 'revision' | 'state'>,
  to: Partial<Pick<BadgeRow, 'state' | 'draft' | 'revision' | 'starters' | 'issuing'>> & { updatedAt: number },
): [Statement, Statement] {
  const asSeen = and(eq(badge.id, seen.id), eq(badge.revision, seen.revision), eq(badge.state, seen.state))
  return [
    requireRow(db, 'badge changed', db.select({ id: badge.id }).from(badge).where(asSeen)),
    db.update(badge).set(to).where(eq(badge.id, seen.id)),
  ]
}

const selectPublished = (db: Db) =>
  db
    .select({ badge, version: badgeVersion, issuer })
    .from(badge)
    .innerJoin(badgeVersion, eq(badgeVersion.badgeId, badge.id))
    .innerJoin(issuer, eq(issuer.id, badge.issuerId))

/** Joins a badge with the newest of its versions. */
export const isLatestOfBadge = and(
  eq(badgeVersion.badgeId, badge.id),
  sql`${badgeVersion.number} = (select max(other.number) from badge_version other where other.badge_id = ${badge.id})`,
)
