import * as z from 'zod'
import { emailAddress, emailDomain } from '../people/email-address.ts'
import { issuerOfTenant, type ProviderPreset } from './provider-settings.ts'

/** What is not as it should be counts as not said. */
const optional = (maxLength: number) => z.string().max(maxLength).optional().catch(undefined)

/** What an ID token says of somebody, as far as we read it. Its signature, issuer, audience, nonce and times were checked. */
export const providerClaims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: optional(320),
  email_verified: z.unknown().optional(),
  name: optional(200),
  /** Google: the organization that the account belongs to. */
  hd: optional(254),
  /** Microsoft: the tenant. */
  tid: optional(64),
  /** Microsoft: whether the tenant has shown that the address's domain is its own. */
  xms_edov: z.unknown().optional(),
})
export type ProviderClaims = z.infer<typeof providerClaims>

export interface AddressRules {
  preset: ProviderPreset
  issuer: string
  domains: readonly string[]
}

export type AddressVerdict =
  | { isTrusted: true; email: string }
  | { isTrusted: false; reason: 'none' | 'other-domain' | 'not-verified' | 'other-tenant' | 'other-organization' }

/**
 * Whether the address in a token is the word of somebody who can know it. Fails closed: what a provider leaves out or spells in
 * a way that we do not know is not verified, and an address of somebody else's domain never counts.
 */
export function judgeAddress(claims: ProviderClaims, { preset, issuer, domains }: AddressRules): AddressVerdict {
  const { data: email = '' } = emailAddress.safeParse(claims.email ?? '')
  const domain = email.slice(email.lastIndexOf('@') + 1)
  if (email === '') return { isTrusted: false, reason: 'none' }
  if (!domains.includes(domain)) return { isTrusted: false, reason: 'other-domain' }
  switch (preset) {
    case 'microsoft':
      // Users of a tenant can write any address into their profile; `xms_edov` says that the tenant owns its domain.
      if (issuer !== issuerOfTenant(claims.tid ?? '')) return { isTrusted: false, reason: 'other-tenant' }
      return verified(
        email,
        [true, 1, '1', 'true'].some((yes) => yes === claims.xms_edov),
      )
    case 'google':
      // A personal account can have been made with a district's address; only the district's own carry its domain.
      if (
        claims.hd === undefined ||
        !domains.includes(emailDomain('refused.enterDomain').safeParse(claims.hd).data ?? '')
      )
        return { isTrusted: false, reason: 'other-organization' }
      return verified(email, claims.email_verified === true)
    default:
      return verified(email, claims.email_verified === true)
  }
}

const verified = (email: string, isVerified: boolean): AddressVerdict =>
  isVerified ? { isTrusted: true, email } : { isTrusted: false, reason: 'not-verified' }
