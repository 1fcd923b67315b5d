import * as z from 'zod'
import { languages } from '../../platform/language/languages.ts'
import { nameOf } from '../../platform/name.ts'
import { isTimeZone } from '../../platform/time-zone.ts'
import { emailAddress } from './email-address.ts'
import { lanes } from './people-tables.ts'

export const personName = nameOf(200)

export const personDetails = z.strictObject({ name: personName, email: emailAddress })
export type PersonDetails = z.infer<typeof personDetails>

/** What people say of themselves; null takes it back. What is left out stays as it is. */
export const profileChange = z.strictObject({
  name: personName.optional(),
  sortingName: personName.nullish(),
  language: z.enum(languages).nullish(),
  timeZone: z.string().max(64).refine(isTimeZone, 'refused.chooseTimeZone').nullish(),
  lane: z.enum(lanes).nullish(),
})
export type ProfileChange = z.infer<typeof profileChange>
