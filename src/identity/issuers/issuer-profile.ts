import * as z from 'zod'
import type { Profile } from '../../openbadges/index.ts'
import { nameOf } from '../../platform/name.ts'
import { emailAddress } from '../people/email-address.ts'

/** What an issuer says of itself. */
export const issuerProfile = z.strictObject({
  name: nameOf(200),
  url: z.url({ protocol: /^https?$/, error: 'refused.webAddress' }).max(2000),
  email: emailAddress,
  description: z.string().trim().max(2000).default(''),
})
export type IssuerProfile = z.infer<typeof issuerProfile>

/** Always an object, never only its id: verifiers show a name, and not all of them look one up. */
export function toProfile(issuer: IssuerProfile & { did: string }, logoUrl?: string): Profile {
  return {
    id: issuer.did,
    type: ['Profile'],
    name: issuer.name,
    url: issuer.url,
    email: issuer.email,
    ...(issuer.description !== '' && { description: issuer.description }),
    ...(logoUrl !== undefined && { image: { id: logoUrl, type: 'Image' as const, caption: issuer.name } }),
  }
}

/** Its file has a new name each time, so that it can be kept for good. Undefined without a logo. */
export const logoUrl = (origin: string, issuer: { id: string; logoKey: string | null }): string | undefined => {
  const file = issuer.logoKey?.split('/').at(-1)
  return file && `${issuerUrl(origin, issuer.id)}/logo/${file}`
}

export const issuerUrl = (origin: string, issuerId: string) => `${origin}/issuers/${issuerId}`
