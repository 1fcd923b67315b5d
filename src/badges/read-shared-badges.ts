import { AppError } from '../errors.ts'
import type { PersonActor } from '../people/actor.ts'
import type { Platform } from '../platform.ts'
import { listCopiesOf, listSharedToAward, listSharedToCopy, type SharedBadge } from './badge-shares-store.ts'

export interface BadgeSharedWithMe extends SharedBadge {
  /** Whether roles at an organisation of theirs count for it. */
  isToAward: boolean
  /** Issuers at which this author may begin a badge of their own with it. */
  targets: { id: string; name: string }[]
}

/** What other issuers share with organisations where the actor writes badges, the newest first. */
export async function listBadgesSharedWith(
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<BadgeSharedWithMe[]> {
  const [toCopy, toAward] = await Promise.all([
    listSharedToCopy(db, actor.personId),
    listSharedToAward(db, actor.personId),
  ])
  const byId = new Map<string, BadgeSharedWithMe>()
  for (const badge of toAward) byId.set(badge.badgeId, { ...badge, isToAward: true, targets: [] })
  for (const { target, ...badge } of toCopy) {
    const known = byId.get(badge.badgeId)
    if (known) known.targets.push(target)
    else byId.set(badge.badgeId, { ...badge, isToAward: false, targets: [target] })
  }
  return [...byId.values()].sort((a, b) => b.version.publishedAt - a.version.publishedAt)
}

/** One of them, with what was begun with it already. */
export async function getBadgeSharedWith(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  badgeId: string,
): Promise<BadgeSharedWithMe & { copies: { id: string; name: string; issuerId: string }[] }> {
  const found = (await listBadgesSharedWith(platform, actor)).find((badge) => badge.badgeId === badgeId)
  if (!found) throw new AppError('not-found', 'There is no such badge, or it is not shared with you.')
  const copies = await listCopiesOf(platform.db, actor.personId, badgeId)
  return { ...found, copies: copies.map(({ id, issuerId, draft }) => ({ id, issuerId, name: draft.name })) }
}
