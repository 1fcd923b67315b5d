import type { Statement } from '../../platform/db/db.ts'
import { accountWords } from '../../platform/language/en/account-mail.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Person } from './people-store.ts'
import { findPreferences } from './preferences-store.ts'

/** Which of the mails about somebody's own account. */
type Subject = keyof (typeof accountWords)['en']

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
  const language = preferences.language === 'es' ? 'es' : 'en'
  const words: { subject: string; lead: string; what?: string; button?: string; footer: string } =
    accountWords[language][subject]
  const days = new Intl.DateTimeFormat(regions[language], {
    dateStyle: 'long',
    timeZone: preferences.timeZone ?? config.defaultTimeZone,
  })
  const say = (message: string) =>
    message.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? ''
      return value instanceof Date ? days.format(value) : value
    })
  return mailEntry(platform, {
    to,
    ...(!hasNoCopy && { personId: person.id }),
    aboutPersonId,
    kind: path?.includes('secret=') ? 'email-check' : 'account-change',
    language,
    subject: words.subject,
    paragraphs: [words.lead, ...(words.what === undefined ? [] : [words.what])].map(say),
    ...(words.button !== undefined &&
      path !== undefined && { button: { label: words.button, url: `${config.origin}${path}` } }),
    footer: say(words.footer),
  })
}

const regions = { en: 'en-US', es: 'es-US' }
