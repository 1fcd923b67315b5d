import type { PersonActor } from '../../identity/people/actor.ts'
import type { Platform } from '../../platform/platform.ts'
import { countAwardsHeld } from './awards-store.ts'

/**
 * How many awards each of these people holds now from an organization, from what is below it and from what it stands below. For
 * who may see its people; nobody else is told of any.
 */
export const countAwardsOfStaff = (
  { db, now }: Pick<Platform, 'db' | 'now'>,
  { personId }: PersonActor,
  organizationId: string,
  personIds: readonly string[],
): Promise<Map<string, number>> =>
  countAwardsHeld(db, { viewerId: personId, organizationId, personIds, now: now().getTime() })
