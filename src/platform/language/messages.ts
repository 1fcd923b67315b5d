import { assessment } from './en/assessment.ts'
import { commands } from './en/commands.ts'
import { credentials } from './en/credentials.ts'
import { definitions } from './en/definitions.ts'
import { icons } from './en/icons.ts'
import { identity } from './en/identity.ts'
import { mail } from './en/mail.ts'
import { operations } from './en/operations.ts'
import { problems } from './en/problems.ts'
import { refusals } from './en/refusals.ts'
import { site } from './en/site.ts'
import { verdicts } from './en/verdicts.ts'
import { assessment as assessmentEs } from './es/assessment.ts'
import { commands as commandsEs } from './es/commands.ts'
import { credentials as credentialsEs } from './es/credentials.ts'
import { definitions as definitionsEs } from './es/definitions.ts'
import { icons as iconsEs } from './es/icons.ts'
import { identity as identityEs } from './es/identity.ts'
import { mail as mailEs } from './es/mail.ts'
import { operations as operationsEs } from './es/operations.ts'
import { problems as problemsEs } from './es/problems.ts'
import { refusals as refusalsEs } from './es/refusals.ts'
import { site as siteEs } from './es/site.ts'
import { verdicts as verdictsEs } from './es/verdicts.ts'
import type { Locale } from './languages.ts'

/**
 * Every sentence that people read, by what it means, in ICU message syntax; a file for each area and language, with the same keys.
 * Plain words, reading grade 8 or below; typographic quotes, because the straight one is ICU's escape.
 */
export const en = {
  ...site,
  ...identity,
  ...definitions,
  ...icons,
  ...assessment,
  ...credentials,
  ...verdicts,
  ...operations,
  ...mail,
  ...problems,
  ...commands,
  ...refusals,
} as const

export type MessageKey = keyof typeof en
export type RefusalKey = keyof typeof refusals
export type Messages = Readonly<Record<MessageKey, string>>

export const messages: Readonly<Record<Locale, Messages>> = {
  en,
  es: {
    ...siteEs,
    ...identityEs,
    ...definitionsEs,
    ...iconsEs,
    ...assessmentEs,
    ...credentialsEs,
    ...verdictsEs,
    ...operationsEs,
    ...mailEs,
    ...problemsEs,
    ...commandsEs,
    ...refusalsEs,
  },
}

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key)
