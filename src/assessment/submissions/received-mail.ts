import type { Statement } from '../../platform/db/db.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import { type Addressee, speakTo } from '../../platform/mail/mail-voice.ts'
import type { Platform } from '../../platform/platform.ts'
import type { SubmissionSummary } from './submissions-store.ts'

/** Tells learners that what they sent is here. */
export function receivedMail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId'>,
  learner: Addressee,
  { id, definition, issuerName }: Pick<SubmissionSummary, 'id' | 'definition' | 'issuerName'>,
): Statement[] {
  const { language, t } = speakTo(learner, platform.config.defaultTimeZone)
  return mailEntry(platform, {
    to: learner.email,
    personId: learner.id,
    aboutPersonId: learner.id,
    kind: 'submission-received',
    language,
    subject: t('submission-received.subject'),
    paragraphs: [
      t('submission-received.thanks', { name: learner.name, badge: definition.name }),
      t('submission-received.next'),
    ],
    button: { label: t('submission-received.button'), url: `${platform.config.origin}/work/${id}` },
    footer: t('submission-received.footer', { organization: issuerName }),
  })
}
