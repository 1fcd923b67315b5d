import * as z from 'zod'

/** Addresses are compared, stored and hashed in this form. */
const foldEmail = (email: string) => email.trim().toLowerCase()

export const emailAddress = z
  .string()
  .max(254)
  .transform(foldEmail)
  .pipe(z.email('Enter an e-mail address, such as name@district.org.'))

const personName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(200)
  .refine(
    // Direction overrides and control characters make one name look like another.
    (name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name),
    'This name has characters that cannot be shown.',
  )

export const personDetails = z.strictObject({ name: personName, email: emailAddress })
export type PersonDetails = z.infer<typeof personDetails>
