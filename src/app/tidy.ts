import { sweepEvidenceFiles } from '../assessment/submissions/sweep-evidence-files.ts'
import { deleteSecretsBefore } from '../identity/people/secrets-store.ts'
import { deleteSessionsBefore } from '../identity/people/sessions-store.ts'
import { endAbandonedRosters } from '../identity/rosters/apply-roster.ts'
import { sweepRosterFiles } from '../identity/rosters/sweep-roster-files.ts'
import { deleteKeptFormsBefore } from '../identity/sign-in/kept-forms-store.ts'
import { resumeErasures } from '../operations/privacy/erase-person.ts'
import { tidyExports } from '../operations/privacy/export-data.ts'
import { tidyJobs } from '../platform/jobs/run-due-jobs.ts'
import { tidyMail } from '../platform/mail/send-message.ts'
import type { Platform } from '../platform/platform.ts'
import { deleteOldRequests } from '../platform/requests/idempotency-store.ts'

/** What both homes do every hour, so that nothing that is over stays. */
export async function tidy(platform: Platform): Promise<void> {
  await tidyJobs(platform)
  await deleteOldRequests(platform.db, platform.now())
  const yesterday = platform.now().getTime() - 24 * 60 * 60_000
  await deleteSessionsBefore(platform.db, yesterday)
  await deleteSecretsBefore(platform.db, yesterday)
  await deleteKeptFormsBefore(platform.db, platform.now().getTime())
  await tidyMail(platform)
  await tidyExports(platform)
  await endAbandonedRosters(platform)
  await resumeErasures(platform)
  const removed = await sweepEvidenceFiles(platform)
  if (removed > 0) platform.log({ level: 'warn', event: 'evidence.orphans-removed', count: removed })
  const rosters = await sweepRosterFiles(platform)
  if (rosters > 0) platform.log({ level: 'warn', event: 'roster.orphans-removed', count: rosters })
}
