import type { PersonActor } from '../../identity/people/actor.ts'
import { findPreferences } from '../../identity/people/preferences-store.ts'
import { getAdministrator } from '../../identity/people/require-administrator.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import type { ListPage } from '../../platform/db/paging.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import { speakTo } from '../../platform/language/speech.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import {
  findMessage,
  listMessages,
  type Message,
  type MessageState,
  requireFailedMessage,
  startOver,
} from '../../platform/mail/messages-store.ts'
import { canBeSentAgain } from '../../platform/mail/send-message.ts'
import type { Platform } from '../../platform/platform.ts'

type ManagingMail = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>

/** All mail with its state, newest first; without its words, which are for whom it was written to. */
export async function listMail(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage & { state?: MessageState | undefined },
): Promise<Omit<Message, 'content'>[]> {
  await getAdministrator(platform, actor)
  return (await listMessages(platform.db, page)).map(({ content: _content, ...envelope }) => envelope)
}

/** A whole message with its link, while the installation is somebody's workbench. */
export async function getMailForDevelopment(
  platform: Pick<Platform, 'config' | 'db'>,
  actor: PersonActor,
  messageId: string,
): Promise<Message> {
  await getAdministrator(platform, actor)
  const found = platform.config.isProduction ? undefined : await findMessage(platform.db, messageId)
  if (!found) throw noMessage()
  return found
}

/** Tries a message once more that was given up. */
export async function sendAgain(platform: ManagingMail, actor: PersonActor, messageId: string): Promise<void> {
  await getAdministrator(platform, actor)
  const { db } = platform
  const found = await findMessage(db, messageId)
  if (!found) throw noMessage()
  if (!canBeSentAgain(found)) throw new AppError('state-conflict', notAgain)
  await commit(
    platform,
    { actor: actor.personId, action: 'mail.sent-again', subject: messageId },
    [
      requireFailedMessage(db, messageId),
      startOver(db, messageId, platform.now().getTime()),
      outboxEntry(platform, 'mail.send', { message: messageId }),
    ],
    { overtaken: notAgain },
  )
  platform.wakeJobs()
}

/** A mail to whoever asks, which shows that mail leaves and arrives. */
export async function sendTestMail(platform: ManagingMail, actor: PersonActor): Promise<void> {
  const person = await getAdministrator(platform, actor)
  const recipient = { ...person, ...(await findPreferences(platform.db, person)) }
  const { locale: language, t } = speakTo(recipient, platform.config.defaultTimeZone)
  await commit(
    platform,
    { actor: person.id, action: 'mail.tested', subject: person.id },
    mailEntry(platform, {
      to: person.email,
      personId: person.id,
      aboutPersonId: person.id,
      kind: 'test',
      language,
      subject: t('mail.test.subject'),
      paragraphs: [t('mail.test.body', { name: person.name })],
    }),
  )
  platform.wakeJobs()
}

const noMessage = () => new AppError('not-found', 'refused.noMessage')
const notAgain = 'refused.notSentAgain'
