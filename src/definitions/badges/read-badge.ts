import { getIssuerFor, type IssuerWithRoles } from '../../identity/issuers/issuers-store.ts'
import { listOwnIssuers } from '../../identity/issuers/read-issuers.ts'
import type { Actor, PersonActor } from '../../identity/people/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type BadgeRow,
  type BadgeVersionRow,
  findBadgeFor,
  findBadgeVersion,
  findPublishedBadge,
  listBadgesOf,
  listPublishedBadges,
  type PublishedBadge,
} from './badges-store.ts'

export interface ReadableBadge {
  published: PublishedBadge | undefined
  /** For the issuer's authors only. */
  draft: BadgeRow | undefined
}

/** What this actor may see of a badge. */
export async function readBadge(platform: Pick<Platform, 'db'>, actor: Actor, badgeId: string): Promise<ReadableBadge> {
  const published = await findPublishedBadge(platform.db, badgeId)
  const draft = actor.kind === 'person' ? await findBadgeFor(platform.db, actor, badgeId, 'badge.define') : undefined
  if (!published && !draft) throw new AppError('not-found', 'refused.notPublished')
  return { published, draft }
}

/** All badges of an issuer, for who may write them. */
export async function listBadgesFor(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  issuerId: string,
  page: Parameters<typeof listBadgesOf>[2],
): Promise<{ badge: BadgeRow; latest: BadgeVersionRow | null }[]> {
  await getIssuerFor(platform.db, actor, issuerId, 'badge.define')
  return listBadgesOf(platform.db, issuerId, page)
}

/** The same of every issuer where the actor writes badges. */
export async function listOwnBadges(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: Parameters<typeof listBadgesOf>[2],
): Promise<{ issuer: IssuerWithRoles; badges: { badge: BadgeRow; latest: BadgeVersionRow | null }[] }[]> {
  const issuers = await listOwnIssuers(platform, actor, 'badge.define')
  return await Promise.all(
    issuers.map(async (issuer) => ({ issuer, badges: await listBadgesOf(platform.db, issuer.id, page) })),
  )
}

/** For the public: what can be earned now, newest first. */
export const listCatalog = (
  { db }: Pick<Platform, 'db'>,
  page: Parameters<typeof listPublishedBadges>[1],
): Promise<PublishedBadge[]> => listPublishedBadges(db, page)

/** For the public: what was ever published can be read for good. */
export async function getBadgeVersion({ db }: Pick<Platform, 'db'>, versionId: string): Promise<PublishedBadge> {
  const found = await findBadgeVersion(db, versionId)
  if (!found) throw new AppError('not-found', 'refused.noMicroCredential')
  return found
}

/** The same with the version that took its place, if one did. */
export async function readBadgeVersion(
  platform: Pick<Platform, 'db'>,
  versionId: string,
): Promise<PublishedBadge & { newerId: string | undefined }> {
  const found = await getBadgeVersion(platform, versionId)
  const newest = await findPublishedBadge(platform.db, found.badge.id)
  return { ...found, newerId: newest && newest.version.id !== versionId ? newest.version.id : undefined }
}
