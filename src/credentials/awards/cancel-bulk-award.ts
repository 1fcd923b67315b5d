import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import { cancelBulk } from './bulk-awards-store.ts'
import { getBulkAward } from './read-bulk-awards.ts'

/** Once this answers, nothing more is awarded. What was awarded stays. */
export async function cancelBulkAward(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  bulkId: string,
): Promise<void> {
  const bulk = await getBulkAward(platform, actor, bulkId)
  if (bulk.state === 'canceled') return
  const event: AuditEvent = { actor: actor.personId, action: 'awards.bulk-canceled', subject: bulkId }
  await commit(platform, event, cancelBulk(platform.db, bulkId, platform.now().getTime()), {
    overtaken: 'refused.bulkOver',
  })
}
