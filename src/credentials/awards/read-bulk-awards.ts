import { type BadgeVersionRow, findLatestVersion, getVersion } from '../../definitions/badges/badges-store.ts'
import { findIssuingHalt } from '../../identity/issuers/issuing-halts-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { type Progress, progressOf } from './bulk-award.ts'
import {
  type AwardableBadge,
  type BulkAwardRow,
  countAwardable,
  findBulkAwardFor,
  listBulkAwardsOf,
  listRefusals,
  type Refusal,
} from './bulk-awards-store.ts'

/** `halted`: it goes on when an operator resumes issuing. */
export type BulkState = BulkAwardRow['state'] | 'halted'
export type BulkAwardDetailed = Omit<BulkAwardRow, 'state'> & Progress & { state: BulkState }
/** With the badge whose awards it makes, where it is all of one badge. */
export type BulkAwardOfBadge = BulkAwardDetailed & { version: BadgeVersionRow | undefined }
export type NamedRefusal = Refusal & { badgeName: string | undefined }

/** For who asked for it. */
export async function getBulkAward(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  bulkId: string,
): Promise<BulkAwardDetailed> {
  const bulk = await findBulkAwardFor(platform.db, actor.personId, bulkId)
  if (!bulk) throw new AppError('not-found', 'refused.noBulkAward')
  const isHalted = bulk.state === 'running' && (await findIssuingHalt(platform.db)) !== undefined
  return { ...bulk, ...progressOf(bulk, platform.now()), state: isHalted ? 'halted' : bulk.state }
}

/** The same with the latest version of its badge. */
export async function readBulkAward(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  bulkId: string,
): Promise<BulkAwardOfBadge> {
  const bulk = await getBulkAward(platform, actor, bulkId)
  const version = bulk.badgeId === null ? undefined : await findLatestVersion(platform.db, bulk.badgeId)
  return { ...bulk, version }
}

/** Their own, newest first. */
export const listBulkAwards = (
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  limit: number,
): Promise<BulkAwardRow[]> => listBulkAwardsOf(platform.db, actor.personId, limit)

/** What was refused of it and why, in order, from after a position on. */
export async function listBulkRefusals(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  bulkId: string,
  page: { limit: number; after?: number | undefined },
): Promise<NamedRefusal[]> {
  await getBulkAward(platform, actor, bulkId)
  const refusals = await listRefusals(platform.db, actor.personId, bulkId, page)
  return Promise.all(
    refusals.map(async (refusal) => ({
      ...refusal,
      badgeName: refusal.badgeVersionId === null ? undefined : await nameOf(platform, refusal.badgeVersionId),
    })),
  )
}

/** How many wait for this person, badge by badge, most first. */
export async function countAwardsToIssue(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<(AwardableBadge & { badgeName: string })[]> {
  const badges = await countAwardable(platform.db, actor.personId)
  return Promise.all(badges.map(async (one) => ({ ...one, badgeName: await nameOf(platform, one.versionId) })))
}

/** What would be awarded of a badge at once, with its latest version. It may be none any more, where somebody else was faster. */
export async function readAwardsToIssue(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  badgeId: string,
): Promise<{ count: number; version: BadgeVersionRow }> {
  const [waiting] = await countAwardable(platform.db, actor.personId, badgeId)
  const version = await findLatestVersion(platform.db, badgeId)
  if (!version) throw new AppError('not-found', 'refused.nothingForYouToAward')
  return { count: waiting?.count ?? 0, version }
}

const nameOf = async ({ db }: Pick<Platform, 'db'>, versionId: string) =>
  (await getVersion(db, versionId)).definition.name
