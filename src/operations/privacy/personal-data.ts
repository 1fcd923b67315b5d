import type { PersonActor } from '../../identity/people/actor.ts'
import type { Platform } from '../../platform/platform.ts'
import { gatherPersonalRecords } from './personal-records-store.ts'

export type PersonalData = Awaited<ReturnType<typeof gatherPersonalData>>

/** All that is kept of one person, in the words of the API. Files and credentials are named, and lie beside it. */
export const gatherPersonalData = async (
  platform: Pick<Platform, 'config' | 'db' | 'now'>,
  { personId }: PersonActor,
) => ({
  exported_at: platform.now().toISOString(),
  from: platform.config.origin,
  ...(await gatherPersonalRecords(platform, personId)),
})
