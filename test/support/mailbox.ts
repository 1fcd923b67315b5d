import { jobHandlers } from '../../src/app/job-handlers.ts'
import { runDueJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import type { Mail, MailOutcome, OutgoingMail, Platform } from '../../src/platform/platform.ts'

/** Takes all mail, unless a test decides otherwise for an address. */
export function createMailbox(): { mail: Mail; mailbox: OutgoingMail[] } {
  const mailbox: OutgoingMail[] = []
  return {
    mailbox,
    mail: {
      async send(mail) {
        const outcome = outcomeFor(mail.to)
        if (outcome.outcome === 'sent') mailbox.push(mail)
        return outcome
      },
    },
  }
}

/** Runs what is due in the outbox, so that what was written to people arrives in `platform.mailbox`. */
export const deliverMail = (platform: Platform) => runDueJobs(platform, jobHandlers, { limit: 100 })

/** As mail servers answer: addresses of these names are for tests of failures. */
function outcomeFor(to: string): MailOutcome {
  if (to.startsWith('nobody@')) return { outcome: 'refused', reason: '550 5.1.1 There is no such mailbox' }
  if (to.startsWith('full@')) return { outcome: 'postponed', reason: '452 4.2.2 The mailbox is full' }
  return { outcome: 'sent' }
}
