import type { PersonActor } from '../../identity/people/actor.ts'
import type { ListPage } from '../../platform/db/paging.ts'
import type { Platform } from '../../platform/platform.ts'
import type { SubmissionState } from './submission.ts'
import { listSubmissionsOf, type SubmissionSummary } from './submissions-store.ts'

/** A learner's own, the one changed last first. */
export function listSubmissions(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage & { state?: SubmissionState | undefined },
): Promise<SubmissionSummary[]> {
  return listSubmissionsOf(platform.db, actor.personId, page)
}
