import * as z from 'zod'
import { languages } from '../../platform/language/languages.ts'
import { lanes } from './people-tables.ts'

/**
 * Addresses are compared, stored and hashed in this form: lower case, and domains of other scripts as the mail system writes
 * them (xn--…), so that two that look alike never read alike. Before the @ there is ASCII only: folding would turn some
 * letters of other alphabets, such as the Kelvin sign, into ours.
 */
export const emailAddress = z.string().max(254).transform(foldEmail).pipe(z.email('refused.email').max(254))

export const personName = z
  .string()
  .trim()
  .min(1, 'refused.enterName')
  .max(200)
  .refine(
    // Direction overrides and control characters make one name look like another.
    (name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name),
    'refused.nameUnseen',
  )

export const personDetails = z.strictObject({ name: personName, email: emailAddress })
export type PersonDetails = z.infer<typeof personDetails>

/** What people say of themselves; null takes it back. What is left out stays as it is. */
export const profileChange = z.strictObject({
  name: personName.optional(),
  sortingName: personName.nullish(),
  language: z.enum(languages).nullish(),
  timeZone: z
    .string()
    .max(64)
    .refine((name) => timeZones().includes(name), 'refused.chooseTimeZone')
    .nullish(),
  lane: z.enum(lanes).nullish(),
})
export type ProfileChange = z.infer<typeof profileChange>

/** The names of the IANA list that this runtime knows, and UTC, which it leaves out. */
export const timeZones = (): readonly string[] => [...Intl.supportedValuesOf('timeZone'), 'UTC']

/** Stays as it was where it can't be folded: then it is no address and the next step says so. */
function foldEmail(text: string): string {
  const [, local, domain] = /^([\x21-\x7e]+)@([^\s@/?#:[\]\\%]+)$/.exec(text.trim()) ?? []
  if (local === undefined || domain === undefined || !URL.canParse(`http://${domain}`)) return text
  return `${local.toLowerCase()}@${new URL(`http://${domain}`).hostname}`
}
