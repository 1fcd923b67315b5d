import type { PersonActor } from '../../identity/people/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  listCopiesOf,
  listCopyTargets,
  listSharedToAward,
  listSharedToCopy,
  type SharedBadge,
} from './badge-shares-store.ts'

export interface BadgeSharedWithMe extends SharedBadge {
  /** Whether roles at an organization of theirs count for it. */
  isToAward: boolean
  /** Whether they may begin a badge of their own with it. */
  isToCopy: boolean
}

/** What other issuers share with organizations where the actor writes badges, the newest first. */
export const listBadgesSharedWith = (
  { db }: Pick<Platform, 'db'>,
  { personId }: PersonActor,
): Promise<BadgeSharedWithMe[]> => listShared(db, personId)

/** One of them, with the issuers at which the actor may copy it and what was begun with it already. */
export async function getBadgeSharedWith(
  { db }: Pick<Platform, 'db'>,
  { personId }: PersonActor,
  badgeId: string,
): Promise<
  BadgeSharedWithMe & {
    targets: { id: string; name: string }[]
    copies: { id: string; name: string; issuerId: string }[]
  }
> {
  const [found] = await listShared(db, personId, badgeId)
  if (!found) throw new AppError('not-found', 'refused.noSharedBadge')
  const [targets, copies] = await Promise.all([
    listCopyTargets(db, personId, badgeId),
    listCopiesOf(db, personId, badgeId),
  ])
  return { ...found, targets, copies: copies.map(({ id, issuerId, draft }) => ({ id, issuerId, name: draft.name })) }
}

async function listShared(db: Platform['db'], personId: string, badgeId?: string): Promise<BadgeSharedWithMe[]> {
  const [toCopy, toAward] = await Promise.all([
    listSharedToCopy(db, personId, badgeId),
    listSharedToAward(db, personId, badgeId),
  ])
  const byId = new Map<string, BadgeSharedWithMe>()
  for (const badge of toAward) byId.set(badge.badgeId, { ...badge, isToAward: true, isToCopy: false })
  for (const badge of toCopy) byId.set(badge.badgeId, { ...badge, isToAward: byId.has(badge.badgeId), isToCopy: true })
  return [...byId.values()].sort((a, b) => b.version.publishedAt - a.version.publishedAt)
}
