import type { PersonActor } from '../../identity/people/actor.ts'
import type { ListPage } from '../../platform/db/paging.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type AwardableSubmission,
  type AwardDetails,
  type AwardFilters,
  type AwardWithCredential,
  findAward,
  findAwardAsStored,
  findAwardFor,
  listAwardable,
  listAwardsWhere,
} from './awards-store.ts'

export type AwardState = 'active' | 'revoked' | 'expired'

/** For the public: a credential's address is no secret of ours to keep. */
export async function getPublicAward(platform: Pick<Platform, 'db'>, awardId: string): Promise<AwardWithCredential> {
  const found = (await findAward(platform.db, awardId)) ?? notFound()
  if (found.award.credential === '') throw erased()
  return found
}

/** The same for who does not ask for the credential itself. */
export async function getPublicAwardDetails(platform: Pick<Platform, 'db'>, awardId: string): Promise<AwardDetails> {
  const found = (await findAwardAsStored(platform.db, awardId)) ?? notFound()
  if (found.stored.credential === '') throw erased()
  return found
}

/** For its recipient and for who keeps the issuer's awards. */
export async function getAward(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  awardId: string,
): Promise<AwardDetails> {
  return (await findAwardFor(platform.db, actor.personId, awardId)) ?? notFound()
}

/** What somebody earned with a submission of theirs. */
export async function findOwnAwardOf(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  submissionId: string,
): Promise<AwardDetails | undefined> {
  return (await listOwnAwards(platform, actor, { limit: 1, submissionId }))[0]
}

/** The awards of every issuer whose awards this person may list, newest first. */
export function listAwards(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  page: ListPage & AwardFilters,
): Promise<AwardDetails[]> {
  return listAwardsWhere(platform.db, { listedBy: actor.personId }, { ...page, now: platform.now().getTime() })
}

/** What this person has earned, newest first. */
export function listOwnAwards(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  page: ListPage & Omit<AwardFilters, 'recipientId'>,
): Promise<AwardDetails[]> {
  return listAwardsWhere(platform.db, { recipientId: actor.personId }, { ...page, now: platform.now().getTime() })
}

/** What is approved and waits for this person to issue it, longest waiting first. */
export function listAwardsToIssue(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage,
): Promise<AwardableSubmission[]> {
  return listAwardable(platform.db, actor.personId, page)
}

export function awardState({ award, revocation }: AwardDetails, now: Date): AwardState {
  if (revocation) return 'revoked'
  return award.validUntil !== null && award.validUntil <= now.getTime() ? 'expired' : 'active'
}

const erased = () => new AppError('gone', 'refused.awardErased')

function notFound(): never {
  throw new AppError('not-found', 'refused.noAward')
}
