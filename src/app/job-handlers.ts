import { continueBulkAward } from '../credentials/awards/continue-bulk-award.ts'
import { awardsIssuedTopic } from '../credentials/awards/run-bulk-award.ts'
import { bulkAwardTopic } from '../credentials/awards/start-bulk-award.ts'
import { followAward } from '../credentials/verification/follow-award.ts'
import { applyRoster } from '../identity/rosters/apply-roster.ts'
import { readRoster } from '../identity/rosters/read-roster.ts'
import { sendLink } from '../identity/sign-in/send-link.ts'
import { erasePerson } from '../operations/privacy/erase-person.ts'
import { eraseTopic } from '../operations/privacy/erasure-store.ts'
import { exportTopic, writeExport } from '../operations/privacy/export-data.ts'
import { mergeRequestTopic, sendMergeLink } from '../operations/privacy/merge-accounts.ts'
import type { JobHandlers } from '../platform/jobs/run-due-jobs.ts'
import { sendMessage } from '../platform/mail/send-message.ts'

/** What follows each kind of message in the outbox, on Node and on Workers alike. */
export const jobHandlers: JobHandlers = {
  'award.issued': (platform, { award = '' }) => followAward(platform, award),
  [awardsIssuedTopic]: {
    alone: async (platform, { awards = '' }) => {
      await Promise.all(awards.split(' ').map((award) => followAward(platform, award)))
    },
  },
  'roster.read': { alone: (platform, { roster = '' }) => readRoster(platform, roster) },
  'roster.apply': { alone: (platform, { roster = '', actor = '' }) => applyRoster(platform, roster, actor) },
  [bulkAwardTopic]: { alone: (platform, { bulk = '' }) => continueBulkAward(platform, bulk) },
  [eraseTopic]: { alone: (platform, { erasure = '' }) => erasePerson(platform, erasure) },
  [exportTopic]: { alone: (platform, { export: exportId = '' }) => writeExport(platform, exportId) },
  [mergeRequestTopic]: (platform, { request = '' }) => sendMergeLink(platform, request),
  'mail.send': (platform, { message = '' }) => sendMessage(platform, message),
  'sign-in.send-link': (platform, { request = '' }) => sendLink(platform, request),
}
