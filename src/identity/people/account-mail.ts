import type { Statement } from '../../platform/db/db.ts'
import { isMessageKey, type MessageKey } from '../../platform/language/messages.ts'
import { speakTo } from '../../platform/language/speech.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Person } from './people-store.ts'
import { findPreferences } from './preferences-store.ts'

/** Which of the mails about somebody's own account. */
type Subject = MessageKey extends infer Key ? (Key extends `mail.account.${infer Name}.subject` ? Name : never) : never

export interface AccountMail {
  /** Where it goes, if not to the main address. */
  to?: string
  /** Path and query, for the mails with a button. */
  path?: string
  /** Whom it names, where that is somebody else. */
  aboutPersonId?: string
  /** No copy to be read here: who is signed in is not always who reads the address. */
  hasNoCopy?: true
  /** What stands in braces in its words; a time is said as a day of the person's zone. */
  values?: Readonly<Record<string, string | Date>>
}

/** A mail about somebody's own account, in their language, as statements for the batch of the change. */
export async function accountMail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId'>,
  person: Pick<Person, 'id' | 'email' | 'language' | 'timeZone'>,
  subject: Subject,
  { to = person.email, path, aboutPersonId = person.id, hasNoCopy, values = {} }: AccountMail = {},
): Promise<Statement[]> {
  const { config } = platform
  const preferences = await findPreferences(platform.db, person)
  const { locale, t, day } = speakTo(preferences, config.defaultTimeZone)
  const said = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value instanceof Date ? day(value) : value]),
  )
  const say = (part: string) => {
    const key = `mail.account.${subject}.${part}`
    return isMessageKey(key) ? [t(key, said)] : []
  }
  const [button] = say('button')
  return mailEntry(platform, {
    to,
    ...(!hasNoCopy && { personId: person.id }),
    aboutPersonId,
    kind: path?.includes('secret=') ? 'email-check' : 'account-change',
    language: locale,
    subject: t(`mail.account.${subject}.subject`, said),
    paragraphs: [...say('lead'), ...say('what')],
    ...(button !== undefined && path !== undefined && { button: { label: button, url: `${config.origin}${path}` } }),
    footer: t(`mail.account.${subject}.footer`, said),
  })
}
