import { type AuditEvent, commit } from '../audit/audit-log.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { type MailKind, mailKinds } from './mail-kinds.ts'
import { findMessage, insertUnwanted, isUnwanted, type Message } from './messages-store.ts'

/**
 * Where a mail can be turned off without signing in (RFC 8058); undefined for kinds that people need to use their account.
 * Whoever has the address can turn mail of this kind off, and nothing else.
 */
export function unsubscribeUrl(
  { authenticator, config }: Pick<Platform, 'authenticator' | 'config'>,
  { id, kind, personId }: Pick<Message, 'id' | 'kind' | 'personId'>,
): string | undefined {
  if (personId === null || !mailKinds[kind].mayBeUnwanted) return undefined
  return `${config.origin}/unsubscribe/${id}.${authenticator.tag(tagged(id))}`
}

interface Unsubscribing {
  personId: string
  kind: MailKind
}

/** Which mail such an address is about, while there is still a copy of it. */
export async function readUnsubscribe(
  { authenticator, db }: Pick<Platform, 'authenticator' | 'db'>,
  token: string,
): Promise<Unsubscribing> {
  const [id = '', tag = ''] = token.split('.')
  const message = authenticator.isTagOf(tag, tagged(id)) ? await findMessage(db, id) : undefined
  if (!message?.personId || !mailKinds[message.kind].mayBeUnwanted) throw gone()
  return { personId: message.personId, kind: message.kind }
}

/** From now on mail of this kind is kept to be read here. Asked twice it is still so. */
export async function unsubscribe(
  platform: Pick<Platform, 'authenticator' | 'db' | 'now'>,
  token: string,
): Promise<Unsubscribing> {
  const { db } = platform
  const { personId, kind } = await readUnsubscribe(platform, token)
  if (!(await isUnwanted(db, personId, kind))) {
    const event: AuditEvent = { actor: personId, action: 'mail.unsubscribed', subject: personId, details: { kind } }
    await commit(platform, event, [insertUnwanted(db, { personId, kind, createdAt: platform.now().getTime() })])
  }
  return { personId, kind }
}

const tagged = (messageId: string) => `unsubscribe ${messageId}`

const gone = () => new AppError('not-found', 'refused.unsubscribeOver')
