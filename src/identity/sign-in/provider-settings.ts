import * as z from 'zod'
import { assertPublicUrl } from '../../platform/remote/public-url.ts'
import { providerPresets } from './sign-in-tables.ts'

export type ProviderPreset = (typeof providerPresets)[number]

const domainName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'Enter domains such as district.org.')

/** Anybody can have an address there, so it says nothing about where somebody works. */
const openToAll = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
]

const tenantId = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'Enter the tenant ID: 32 digits and letters in five groups. “common” would let every tenant in.',
  )

export const providerSettings = z
  .strictObject({
    organizationId: z.string().min(1, 'Choose an organization.').max(64),
    preset: z.enum(providerPresets),
    name: z.string().trim().min(1, 'Enter a name for the button.').max(80),
    tenant: z.string().default(''),
    issuer: z.string().trim().default(''),
    clientId: z.string().trim().min(1, 'Enter the client ID.').max(300),
    domains: z
      .string()
      .max(2000)
      .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))])
      .pipe(z.array(domainName).min(1, 'Enter at least one domain.').max(50)),
    allowsJoining: z.boolean(),
  })
  .superRefine(({ preset, tenant, issuer, domains }, context) => {
    const say = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    const { error } = preset === 'microsoft' ? tenantId.safeParse(tenant) : { error: undefined }
    for (const { message } of error?.issues ?? []) say('tenant', message)
    if (preset === 'other' && !isPublicUrl(issuer))
      say('issuer', 'Enter the issuer’s public https address, such as https://login.district.org.')
    const open = domains.find((domain) => openToAll.includes(domain))
    if (open !== undefined)
      say('domains', `Anybody can have an address at ${open}. Enter domains that only your people have.`)
  })
  .transform(({ tenant, issuer, ...settings }) => ({
    ...settings,
    issuer: issuerOfPreset(settings.preset, { tenant: tenant.trim().toLowerCase(), issuer }),
  }))
export type ProviderSettings = z.output<typeof providerSettings>

/** Microsoft has one issuer for each tenant. */
export const issuerOfTenant = (tenant: string) => `https://login.microsoftonline.com/${tenant.toLowerCase()}/v2.0`

/** Where a preset's tokens come from. The rest is what an administrator types. */
function issuerOfPreset(preset: ProviderPreset, typed: { tenant?: string; issuer?: string }): string {
  switch (preset) {
    case 'google':
      return 'https://accounts.google.com'
    case 'microsoft':
      return issuerOfTenant(typed.tenant ?? '')
    case 'classlink':
      return 'https://launchpad.classlink.com'
    case 'clever':
      return 'https://clever.com'
    case 'other':
      return typed.issuer ?? ''
  }
}

function isPublicUrl(text: string): boolean {
  try {
    assertPublicUrl(text)
    return true
  } catch {
    return false
  }
}
