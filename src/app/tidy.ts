import { sweepEvidenceFiles } from '../assessment/submissions/sweep-evidence-files.ts'
import { endAbandonedRosters } from '../identity/rosters/apply-roster.ts'
import { sweepRosterFiles } from '../identity/rosters/sweep-roster-files.ts'
import { tidySignIn } from '../identity/sign-in/tidy-sign-in.ts'
import { resumeErasures } from '../operations/privacy/erase-person.ts'
import { tidyExports } from '../operations/privacy/export-data.ts'
import { tidyJobs } from '../platform/jobs/run-due-jobs.ts'
import { tidyMail } from '../platform/mail/send-message.ts'
import type { Platform } from '../platform/platform.ts'
import { tidyRequests } from '../platform/requests/run-once.ts'

/** What both homes do every hour, so that nothing that is over stays. */
export async function tidy(platform: Platform): Promise<void> {
  await tidyJobs(platform)
  await tidyRequests(platform)
  await tidySignIn(platform)
  await tidyMail(platform)
  await tidyExports(platform)
  await endAbandonedRosters(platform)
  await resumeErasures(platform)
  const removed = await sweepEvidenceFiles(platform)
  if (removed > 0) platform.log({ level: 'warn', event: 'evidence.orphans-removed', count: removed })
  const rosters = await sweepRosterFiles(platform)
  if (rosters > 0) platform.log({ level: 'warn', event: 'roster.orphans-removed', count: rosters })
}
