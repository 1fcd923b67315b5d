import type { Statement } from '../../platform/db/db.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import { type Addressee, speakTo } from '../../platform/mail/mail-voice.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AttemptForReview } from './reviews-store.ts'

/** Tells learners that they can read what reviewers say. An approval is told with the award that follows it. */
export function feedbackMail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId'>,
  learner: Addressee,
  attempt: Pick<AttemptForReview, 'id' | 'definition' | 'issuerName'> & { decision: 'returned' | 'declined' },
): Statement[] {
  const { language, t } = speakTo(learner, platform.config.defaultTimeZone)
  const who = { name: learner.name, badge: attempt.definition.name }
  return mailEntry(platform, {
    to: learner.email,
    personId: learner.id,
    aboutPersonId: learner.id,
    kind: 'feedback-ready',
    language,
    subject: t('feedback-ready.subject', { badge: attempt.definition.name }),
    paragraphs:
      attempt.decision === 'returned'
        ? [t('feedback-ready.returned', who), t('feedback-ready.keep')]
        : [t('feedback-ready.declined', who), t('feedback-ready.why', { organization: attempt.issuerName })],
    button: { label: t('feedback-ready.button'), url: `${platform.config.origin}/work/${attempt.id}` },
  })
}
