import * as z from 'zod'
import { languages } from '../../platform/language/languages.ts'
import { isTimeZone } from '../../platform/time-zone.ts'
import { emailDomain } from '../people/email-address.ts'
import { brandColor } from './brand-color.ts'

/** What an organization says for itself and for all below it. What it does not say is as above it. */
export const organizationSettings = z.strictObject({
  language: z.enum(languages).optional(),
  timeZone: z.string().max(64).refine(isTimeZone, 'refused.unknownTimeZone').optional(),
  color: brandColor.optional(),
  /** A session ends after so long without a request. */
  idleMinutes: z.int().min(5, 'refused.leastMinutes').max(720, 'refused.mostMinutes').optional(),
  /** Whether anybody may ask to join. */
  joining: z.enum(['closed', 'ask']).optional(),
  /** Whoever has an address in one of these may ask in any case. */
  domains: z.array(emailDomain('refused.enterDomains')).max(20).optional(),
})
export type OrganizationSettings = z.infer<typeof organizationSettings>

/** Each setting as the nearest says it, which is the first that says anything of it. */
export function effectiveSettings(nearestFirst: readonly OrganizationSettings[]): OrganizationSettings {
  return Object.assign({}, ...[...nearestFirst].reverse().map(withoutAbsent))
}

/** The nearest that says anything of a setting: whoever inherits it has it from there. */
export const whoSays = <Place extends { settings: OrganizationSettings }>(
  name: keyof OrganizationSettings,
  nearestFirst: readonly Place[],
): Place | undefined => nearestFirst.find(({ settings }) => settings[name] !== undefined)

const withoutAbsent = (settings: OrganizationSettings): OrganizationSettings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
