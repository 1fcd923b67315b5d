import type { Statement } from '../db/db.ts'
import type { JobClass } from '../jobs/jobs-tables.ts'
import { outboxEntry } from '../jobs/outbox.ts'
import type { Platform } from '../platform.ts'
import type { MailContent } from './mail-content.ts'
import { type MailKind, mailKinds } from './mail-kinds.ts'
import { insertMessage } from './messages-store.ts'

/** A mail to one person, in words of `words-….ts`. Plain text throughout: whatever looks like markup is shown as it is. */
export interface MailDetails extends MailContent {
  /** For a job, which may run again: the same each time, so that it is written once. */
  id?: string
  to: string
  /** Who reads its copy at /me/messages; absent for somebody who is nobody here yet. */
  personId?: string
  /** Whom its words name, so that they can be found when that person is erased: their id, whatever they are called by then. */
  aboutPersonId: string
  kind: MailKind
  /** BCP 47. */
  language: string
  subject: string
  button?: { label: string; url: string }
  /** Where it is one of very many: it leaves after all others. */
  class?: JobClass
}

/**
 * A mail as statements for the batch of the change that it tells of: if the change is made, the mail leaves.
 * Call `platform.wakeJobs()` after the batch.
 */
export function mailEntry(platform: Pick<Platform, 'db' | 'now' | 'newId'>, mail: MailDetails): Statement[] {
  const now = platform.now().getTime()
  const {
    id = platform.newId(),
    to,
    personId = null,
    aboutPersonId,
    kind,
    language,
    subject,
    class: given,
    ...content
  } = mail
  const row = { id, personId, aboutPersonId, to, kind, language, subject, content }
  return [
    insertMessage(platform.db, { ...row, createdAt: now, dueAt: now }),
    outboxEntry(platform, 'mail.send', { message: id }, { class: given ?? classOfMail(kind) }),
  ]
}

/** Somebody waits for a secret link before they can go on. */
const classOfMail = (kind: MailKind): JobClass => (mailKinds[kind].secretLink ? 'prompt' : 'usual')
