import { erasePerson } from './accounts/erase-person.ts'
import { eraseTopic } from './accounts/erasure-store.ts'
import { exportTopic, writeExport } from './accounts/export-data.ts'
import { mergeRequestTopic, sendMergeLink } from './accounts/merge-accounts.ts'
import { tellRecipient } from './awards/award-mail.ts'
import { findAward } from './awards/awards-store.ts'
import { compareAward, isSampled } from './awards/compare-award.ts'
import { continueBulkAward } from './awards/continue-bulk-award.ts'
import { awardsIssuedTopic } from './awards/run-bulk-award.ts'
import { bulkAwardTopic } from './awards/start-bulk-award.ts'
import type { JobHandlers } from './jobs/run-due-jobs.ts'
import { sendMessage } from './mail/send-message.ts'
import type { Platform } from './platform.ts'
import { applyRoster } from './rosters/apply-roster.ts'
import { readRoster } from './rosters/read-roster.ts'
import { sendLink } from './sign-in/send-link.ts'
import { checkAward } from './verification/check-award.ts'

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

async function followAward(platform: Platform, awardId: string): Promise<void> {
  const found = await findAward(platform.db, awardId)
  if (!found) throw new Error('An award that was announced is not in the ledger.')
  // Its recipient may have been erased already.
  if (found.award.credential === '') return
  await compareAward(platform, found)
  if (isSampled(platform, awardId)) await checkAward(platform, found)
  await tellRecipient(platform, found)
}
