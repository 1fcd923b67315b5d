import * as z from 'zod'
import type { RefusalKey } from './errors.ts'

/** What something or somebody is called: one line in which there is something to see. */
export const nameOf = (most: number, missing: RefusalKey = 'refused.enterName', tooLong?: RefusalKey) =>
  z
    .string()
    .trim()
    .normalize()
    .max(most, tooLong)
    .refine(isVisible, missing)
    // Direction overrides and control characters make one name look like another.
    .refine((name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name), 'refused.nameUnseen')

/** Whether anything can be seen of a text: spaces, fillers, joiners and marks without a letter leave no trace. */
export const isVisible = (text: string): boolean =>
  /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{S}\p{P}\p{Co}]/u.test(text)
