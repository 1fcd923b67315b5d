import type { MailRecipient } from '../../identity/people/find-mail-recipient.ts'
import type { Statement } from '../../platform/db/db.ts'
import { speakTo } from '../../platform/language/speech.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AttemptForReview } from './reviews-store.ts'

/** Tells learners that they can read what reviewers say. An approval is told with the award that follows it. */
export function feedbackMail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId'>,
  learner: MailRecipient,
  attempt: Pick<AttemptForReview, 'id' | 'definition' | 'issuerName'> & { decision: 'returned' | 'declined' },
): Statement[] {
  const { locale: language, t } = speakTo(learner, platform.config.defaultTimeZone)
  const who = { name: learner.name, badge: attempt.definition.name }
  return mailEntry(platform, {
    to: learner.email,
    personId: learner.id,
    aboutPersonId: learner.id,
    kind: 'feedback-ready',
    language,
    organization: attempt.issuerName,
    subject: t('mail.feedback-ready.subject', { badge: attempt.definition.name }),
    paragraphs:
      attempt.decision === 'returned'
        ? [t('mail.feedback-ready.returned', who), t('mail.feedback-ready.keep')]
        : [t('mail.feedback-ready.declined', who), t('mail.feedback-ready.why', { organization: attempt.issuerName })],
    button: { label: t('mail.feedback-ready.button'), url: `${platform.config.origin}/work/${attempt.id}` },
  })
}
