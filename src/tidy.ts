import { resumeErasures } from './accounts/erase-person.ts'
import { tidyExports } from './accounts/export-data.ts'
import { deleteOldRequests } from './jobs/idempotency-store.ts'
import { tidyJobs } from './jobs/run-due-jobs.ts'
import { tidyMail } from './mail/send-message.ts'
import { deleteSecretsBefore } from './people/secrets-store.ts'
import { deleteSessionsBefore } from './people/sessions-store.ts'
import type { Platform } from './platform.ts'
import { endAbandonedRosters } from './rosters/apply-roster.ts'
import { sweepRosterFiles } from './rosters/sweep-roster-files.ts'
import { deleteKeptFormsBefore } from './sign-in/kept-forms-store.ts'
import { sweepEvidenceFiles } from './submissions/sweep-evidence-files.ts'

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
