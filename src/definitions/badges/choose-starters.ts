import * as z from 'zod'
import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import { type BadgeRow, changeBadge, getBadgeFor } from './badges-store.ts'
import { badgeStarters } from './badges-tables.ts'

export const starterChoice = z.strictObject({ starters: z.enum(badgeStarters) })

/** Says who may start a badge. What was begun may be finished. */
export async function chooseStarters(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  badgeId: string,
  choice: z.input<typeof starterChoice>,
): Promise<BadgeRow> {
  const badge = await getBadgeFor(platform.db, actor, badgeId, 'badge.define')
  const { starters } = starterChoice.parse(choice)
  if (starters === badge.starters) return badge
  const change = { starters, updatedAt: platform.now().getTime() }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'badge.starters-chosen',
    subject: badgeId,
    details: { starters },
  }
  await commit(platform, event, changeBadge(platform.db, badge, change), { overtaken: 'refused.badgeChanged' })
  return { ...badge, ...change }
}
