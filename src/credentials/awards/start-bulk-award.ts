import { getIssuer } from '../../identity/issuers/issuers-store.ts'
import { assertIssuing } from '../../identity/issuers/issuing-halt.ts'
import { assertMayIssue } from '../../identity/issuers/may-issue.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { type BulkAwardDetails, mostSubmissions, refusalKeys } from './bulk-award.ts'
import {
  type BulkAwardRow,
  findAwardableBadge,
  insertBulkAward,
  insertBulkItems,
  listAwardableIds,
  listNamedAwardable,
  requireFewBulkAwards,
} from './bulk-awards-store.ts'

/** That are not over yet: each takes turns with all others. */
const mostAtOnce = { ofPerson: 5, ofIssuer: 20 }

/**
 * Takes note of what to award, in the order in which it is to be done, once it is known that who asks may award it. That, and
 * whether it is approved, is asked again of each when its turn comes: what then can't be awarded is refused alone.
 */
export async function startBulkAward(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs' | 'log'>,
  actor: PersonActor,
  details: BulkAwardDetails,
): Promise<BulkAwardRow> {
  const { db } = platform
  await assertIssuing(db)
  const { badgeId, issuerId, submissionIds } = await chooseSubmissions(platform, actor, details)
  if (issuerId !== null) await assertMayIssue(platform, await getIssuer(db, issuerId))
  const bulk: BulkAwardRow = {
    id: platform.newId(),
    requestedBy: actor.personId,
    badgeId,
    issuerId,
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
  await commit(
    platform,
    event,
    [
      requireFewBulkAwards(db, bulk, mostAtOnce),
      insertBulkAward(db, bulk),
      insertBulkItems(db, bulk.id, submissionIds),
      outboxEntry(platform, 'awards.bulk', { bulk: bulk.id }),
    ],
    { overtaken: tooMany },
  )
  platform.wakeJobs()
  return bulk
}

async function chooseSubmissions(
  { db }: Pick<Platform, 'db'>,
  { personId }: PersonActor,
  details: BulkAwardDetails,
): Promise<{ badgeId: string | null; issuerId: string | null; submissionIds: string[] }> {
  if ('submissionIds' in details) {
    const issuerId = await assertTheirs(db, personId, details.submissionIds)
    return { badgeId: null, issuerId, submissionIds: [...new Set(details.submissionIds)] }
  }
  const found = await findAwardableBadge(db, personId, details)
  if (!found) throw new AppError('not-found', 'refused.noBadgeToAward')
  const submissionIds = await listAwardableIds(db, personId, details, mostSubmissions)
  if (submissionIds.length === 0) throw new AppError('state-conflict', 'refused.nothingToAward')
  return { ...found, submissionIds }
}

/** Whoever may not award something can't have it queued either, nor learn whether it is there. */
async function assertTheirs(
  db: Platform['db'],
  personId: string,
  submissionIds: readonly string[],
): Promise<string | null> {
  const found = new Map(
    (await listNamedAwardable(db, personId, submissionIds)).map(({ id, issuerId }) => [id, issuerId]),
  )
  const unknown = submissionIds.flatMap((id, at) => (found.has(id) ? [] : at))
  if (unknown.length === 0) return found.get(submissionIds[0] ?? '') ?? null
  throw new AppError(
    'validation',
    'refused.someNotAwardable',
    { count: unknown.length },
    {
      errors: unknown
        .slice(0, mostNamed)
        .map((at) => ({ pointer: `/submissionIds/${at}`, code: 'not-found', key: refusalKeys['not-found'] })),
    },
  )
}

const mostNamed = 50

const tooMany = (cause: unknown) =>
  new AppError('rate-limited', 'refused.bulksUnfinished', {}, { retryAfterSeconds: 60, cause })
