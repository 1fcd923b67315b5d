import { assertIssuing } from '../../identity/issuers/issuing-halt.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { type BulkAwardDetails, mostSubmissions } from './bulk-award.ts'
import {
  type BulkAwardRow,
  findAwardableBadge,
  insertBulkAward,
  insertBulkItems,
  listAwardableIds,
} from './bulk-awards-store.ts'

/**
 * Takes note of what to award, in the order in which it is to be done. Who may award what, and what is approved, is asked of
 * each when its turn comes: what can't be awarded is refused alone.
 */
export async function startBulkAward(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  details: BulkAwardDetails,
): Promise<BulkAwardRow> {
  const { db } = platform
  await assertIssuing(db)
  const { badgeId, submissionIds } = await chooseSubmissions(platform, actor, details)
  const bulk: BulkAwardRow = {
    id: platform.newId(),
    requestedBy: actor.personId,
    badgeId,
    state: 'running',
    total: submissionIds.length,
    awarded: 0,
    alreadyAwarded: 0,
    refused: 0,
    createdAt: platform.now().getTime(),
    endedAt: null,
  }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'awards.bulk-started',
    subject: bulk.id,
    details: { submissions: bulk.total },
  }
  await commit(platform, event, [
    insertBulkAward(db, bulk),
    insertBulkItems(db, bulk.id, submissionIds),
    // Before what follows awards that were made already: somebody watches this.
    outboxEntry(platform, 'awards.bulk', { bulk: bulk.id }, { notBefore: new Date(0) }),
  ])
  platform.wakeJobs()
  return bulk
}

async function chooseSubmissions(
  { db }: Pick<Platform, 'db'>,
  { personId }: PersonActor,
  details: BulkAwardDetails,
): Promise<{ badgeId: string | null; submissionIds: string[] }> {
  if ('submissionIds' in details) return { badgeId: null, submissionIds: [...new Set(details.submissionIds)] }
  const found = await findAwardableBadge(db, personId, details)
  if (!found) throw new AppError('not-found', 'There is no such badge that you could award.')
  const submissionIds = await listAwardableIds(db, personId, details, mostSubmissions)
  if (submissionIds.length === 0)
    throw new AppError('state-conflict', 'Nothing of this badge waits to be awarded. Reload the page to see what does.')
  return { badgeId: found.badgeId, submissionIds }
}
