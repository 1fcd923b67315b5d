import { getIssuerFor } from '../../identity/issuers/issuers-store.ts'
import type { Actor, PersonActor } from '../../identity/people/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type BadgeRow,
  type BadgeVersionRow,
  findBadgeFor,
  findPublishedBadge,
  listBadgesOf,
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
  if (!published && !draft) throw new AppError('not-found', 'There is no such badge, or it is not published yet.')
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
