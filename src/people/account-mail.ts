import type { Statement } from '../db/db.ts'
import { accountWords } from '../mail/account-words.ts'
import { mailEntry } from '../mail/mail.ts'
import type { Platform } from '../platform.ts'
import type { Person } from './people-store.ts'

/** Which of the mails about somebody's own account. */
type Subject = keyof (typeof accountWords)['en']

export interface AccountMail {
  /** Where it goes, if not to the main address. */
  to?: string
  /** Path and query, for the mails with a button. */
  path?: string
  /** What stands in braces in its words. */
  values?: Readonly<Record<string, string>>
}

/** A mail about somebody's own account, as statements for the batch of the change. */
export function accountMail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId'>,
  person: Pick<Person, 'id' | 'email'>,
  subject: Subject,
  { to = person.email, path, values = {} }: AccountMail = {},
): Statement[] {
  const words: { subject: string; lead: string; what?: string; button?: string; footer: string } =
    accountWords.en[subject]
  const say = (message: string) => message.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return mailEntry(platform, {
    to,
    personId: person.id,
    kind: path?.includes('secret=') ? 'email-check' : 'account-change',
    language: 'en',
    subject: words.subject,
    paragraphs: [words.lead, ...(words.what === undefined ? [] : [words.what])].map(say),
    ...(words.button !== undefined &&
      path !== undefined && { button: { label: words.button, url: `${platform.config.origin}${path}` } }),
    footer: say(words.footer),
  })
}
