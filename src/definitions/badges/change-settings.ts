import * as z from 'zod'
import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import { type BadgeRow, changeBadge, getBadgeFor } from './badges-store.ts'
import { badgeIssuing, badgeStarters } from './badges-tables.ts'

export const badgeSettings = z.strictObject({ starters: z.enum(badgeStarters), issuing: z.enum(badgeIssuing) })

/** Says who may start a badge, and who issues what was approved of it. What was begun may be finished. */
export async function changeBadgeSettings(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  badgeId: string,
  details: z.input<typeof badgeSettings>,
): Promise<BadgeRow> {
  const badge = await getBadgeFor(platform.db, actor, badgeId, 'badge.define')
  const settings = badgeSettings.parse(details)
  if (settings.starters === badge.starters && settings.issuing === badge.issuing) return badge
  const change = { ...settings, updatedAt: platform.now().getTime() }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'badge.settings-changed',
    subject: badgeId,
    details: settings,
  }
  await commit(platform, event, changeBadge(platform.db, badge, change), { overtaken: 'refused.badgeChanged' })
  return { ...badge, ...change }
}
