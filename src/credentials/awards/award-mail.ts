import { achievementUrl } from '../../definitions/badges/achievement.ts'
import { findMailRecipient, type MailRecipient } from '../../identity/people/find-mail-recipient.ts'
import type { Statement } from '../../platform/db/db.ts'
import type { JobClass } from '../../platform/jobs/jobs-tables.ts'
import { speakTo } from '../../platform/language/speech.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import { credentialUrl } from './award.ts'
import type { AwardDetails, RevocationRow } from './awards-store.ts'

type MailPlatform = Pick<Platform, 'config' | 'db' | 'now' | 'newId'>

/** Tells recipients of their award, once, however often the job runs. */
export async function tellRecipient(
  platform: MailPlatform & Pick<Platform, 'wakeJobs'>,
  details: AwardDetails,
  mailClass?: JobClass,
): Promise<void> {
  const recipient = await findMailRecipient(platform.db, details.award.recipientId)
  if (!recipient || details.revocation) return
  const [first, ...rest] = earnedMail(platform, recipient, details, mailClass)
  if (first) await platform.db.batch([first, ...rest])
  platform.wakeJobs()
}

function earnedMail(
  platform: MailPlatform,
  recipient: MailRecipient,
  { award, version, issuer }: Pick<AwardDetails, 'award' | 'version' | 'issuer'>,
  mailClass: JobClass | undefined,
): Statement[] {
  const { origin, defaultTimeZone } = platform.config
  const { locale: language, t } = speakTo(recipient, defaultTimeZone)
  const badge = version.definition.name
  return mailEntry(platform, {
    id: award.id,
    to: recipient.email,
    personId: recipient.id,
    aboutPersonId: recipient.id,
    kind: 'earned',
    ...(mailClass && { class: mailClass }),
    language,
    organization: issuer.name,
    subject: t('mail.earned.subject', { badge }),
    paragraphs: [t('mail.earned.well-done', { name: recipient.name, badge }), t('mail.earned.keep')],
    button: { label: t('mail.earned.button'), url: credentialUrl(origin, award.id) },
    picture: { url: `${achievementUrl(origin, version.id)}/image.png`, alt: t('mail.earned.picture', { badge }) },
  })
}

/** Without a link to the public page, which says so to everybody: here it is said to one, with whom to ask. */
export function revokedMail(
  platform: MailPlatform,
  recipient: MailRecipient,
  { version, issuer, revocation }: Pick<AwardDetails, 'version' | 'issuer'> & { revocation: RevocationRow },
): Statement[] {
  const { locale: language, t, recordDay } = speakTo(recipient, platform.config.defaultTimeZone)
  const { reason, isReasonPublic, revokedAt } = revocation
  return mailEntry(platform, {
    to: recipient.email,
    personId: recipient.id,
    aboutPersonId: recipient.id,
    kind: 'revoked',
    language,
    organization: issuer.name,
    subject: t('mail.revoked.subject'),
    paragraphs: [
      t('mail.revoked.what', {
        name: recipient.name,
        organization: issuer.name,
        badge: version.definition.name,
        day: recordDay(new Date(revokedAt)),
      }),
      ...(isReasonPublic ? [t('mail.revoked.reason', { reason: shortened(reason) })] : []),
      t('mail.revoked.ask', { contact: issuer.email }),
    ],
  })
}

/** The page has all of it. */
const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text)
