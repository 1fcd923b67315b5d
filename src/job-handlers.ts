import { tellRecipient } from './awards/award-mail.ts'
import { compareSampledAward } from './awards/compare-award.ts'
import type { JobHandlers } from './jobs/run-due-jobs.ts'
import { sendMessage } from './mail/send-message.ts'
import { sendLink } from './sign-in/send-link.ts'
import { applyRoster } from './rosters/apply-roster.ts'
import { readRoster } from './rosters/read-roster.ts'
import { checkAward } from './verification/check-award.ts'

/** What follows each kind of message in the outbox, on Node and on Workers alike. */
export const jobHandlers: JobHandlers = {
  'award.issued': async (platform, { award = '' }) => {
    await compareSampledAward(platform, award)
    await checkAward(platform, award)
    await tellRecipient(platform, award)
  },
  'roster.read': (platform, { roster = '' }) => readRoster(platform, roster),
  'roster.apply': (platform, { roster = '', actor = '' }) => applyRoster(platform, roster, actor),
  'mail.send': (platform, { message = '' }) => sendMessage(platform, message),
  'sign-in.send-link': (platform, { request = '' }) => sendLink(platform, request),
}
