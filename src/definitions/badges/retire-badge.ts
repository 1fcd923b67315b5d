import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { type BadgeRow, changeBadge, getBadgeFor } from './badges-store.ts'

/** No new submissions from now on. What was awarded stays as good as it was, and what was begun may be finished. */
export async function retireBadge(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  badgeId: string,
): Promise<BadgeRow> {
  const badge = await getBadgeFor(platform.db, actor, badgeId, 'badge.publish')
  if (badge.state !== 'published') throw notPublished()
  const retired = { state: 'retired', updatedAt: platform.now().getTime() } as const
  const event: AuditEvent = { actor: actor.personId, action: 'badge.retired', subject: badgeId }
  await commit(platform, event, changeBadge(platform.db, badge, retired), { overtaken: notPublished })
  return { ...badge, ...retired }
}

const notPublished = (cause?: unknown) => new AppError('state-conflict', 'refused.onlyPublishedRetire', {}, { cause })
