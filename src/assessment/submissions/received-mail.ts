import type { MailRecipient } from '../../identity/people/find-mail-recipient.ts'
import type { Statement } from '../../platform/db/db.ts'
import { speakTo } from '../../platform/language/speech.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import type { SubmissionSummary } from './submissions-store.ts'

/** Tells learners that what they sent is here. */
export function receivedMail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId'>,
  learner: MailRecipient,
  { id, definition, issuerName }: Pick<SubmissionSummary, 'id' | 'definition' | 'issuerName'>,
): Statement[] {
  const { locale: language, t } = speakTo(learner, platform.config.defaultTimeZone)
  return mailEntry(platform, {
    to: learner.email,
    personId: learner.id,
    aboutPersonId: learner.id,
    kind: 'submission-received',
    language,
    organization: issuerName,
    subject: t('mail.submission-received.subject'),
    paragraphs: [
      t('mail.submission-received.thanks', { name: learner.name, badge: definition.name }),
      t('mail.submission-received.next'),
    ],
    button: { label: t('mail.submission-received.button'), url: `${platform.config.origin}/work/${id}` },
    footer: t('mail.submission-received.footer', { organization: issuerName }),
  })
}
