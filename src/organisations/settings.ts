import * as z from 'zod'

/** What an organisation says for itself and for all below it. Nothing said means as above. */
export const organisationSettings = z.strictObject({
  language: z.enum(['en', 'es']).optional(),
  timeZone: z.string().max(64).refine(isTimeZone, 'This is not a time zone that we know.').optional(),
  /** `#rrggbb`, already with enough contrast. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .optional(),
  /** A session ends after so long without a request. */
  idleMinutes: z.int().min(5).max(720).optional(),
  /** Who may ask to join. */
  joining: z.enum(['closed', 'ask']).optional(),
  /** Domains of addresses whose holders may ask to join. */
  domains: z.array(z.string().max(253)).max(20).optional(),
})
export type OrganisationSettings = z.infer<typeof organisationSettings>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
