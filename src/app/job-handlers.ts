import { continueBulkAward } from '../credentials/awards/continue-bulk-award.ts'
import { issueApproved } from '../credentials/awards/issue-approved.ts'
import { followAward } from '../credentials/verification/follow-award.ts'
import { applyRoster } from '../identity/rosters/apply-roster.ts'
import { readRoster } from '../identity/rosters/read-roster.ts'
import { sendLink } from '../identity/sign-in/send-link.ts'
import { erasePerson } from '../operations/privacy/erase-person.ts'
import { writeExport } from '../operations/privacy/export-data.ts'
import { sendMergeLink } from '../operations/privacy/merge-accounts.ts'
import type { JobHandlers } from '../platform/jobs/run-due-jobs.ts'
import { sendMessage } from '../platform/mail/send-message.ts'

/** What follows each kind of message in the outbox, on Node and on Workers alike. */
export const jobHandlers: JobHandlers = {
  'award.issued': (platform, { award }) => followAward(platform, award),
  'awards.issued': {
    alone: async (platform, { awards }) => {
      await Promise.all(awards.split(' ').map((award) => followAward(platform, award, 'after')))
    },
  },
  'roster.read': { alone: (platform, { roster }) => readRoster(platform, roster) },
  'roster.apply': { alone: (platform, { roster, actor }) => applyRoster(platform, roster, actor) },
  'awards.bulk': { alone: (platform, { bulk }) => continueBulkAward(platform, bulk) },
  'person.erase': { alone: (platform, { erasure }) => erasePerson(platform, erasure) },
  'person.export': { alone: (platform, { export: exportId }) => writeExport(platform, exportId) },
  'person.merge-asked': (platform, { request }) => sendMergeLink(platform, request),
  'submission.approved': issueApproved,
  'mail.send': (platform, { message }) => sendMessage(platform, message),
  'sign-in.send-link': (platform, { request }) => sendLink(platform, request),
}
