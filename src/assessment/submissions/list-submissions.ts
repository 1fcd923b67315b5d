import type { PersonActor } from '../../identity/people/actor.ts'
import type { ListPage } from '../../platform/db/paging.ts'
import type { Platform } from '../../platform/platform.ts'
import type { SubmissionState } from './submission.ts'
import {
  listSubmissionsAt,
  listSubmissionsOf,
  type OverseenSubmission,
  type SubmissionSummary,
} from './submissions-store.ts'

/** A learner's own, the one changed last first. */
export function listSubmissions(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage & { state?: SubmissionState | undefined },
): Promise<SubmissionSummary[]> {
  return listSubmissionsOf(platform.db, actor.personId, page)
}

/** Everybody's at every issuer whose submissions this person may list, the one changed last first. Nothing of what was sent. */
export const listSubmissionsToOversee = (
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage & { state?: SubmissionState | undefined; words?: readonly string[] },
): Promise<OverseenSubmission[]> => listSubmissionsAt(db, actor.personId, page)
