import * as z from 'zod'
import { nameOf } from '../../platform/name.ts'
import { assertPublicUrl } from '../../platform/remote/public-url.ts'
import { emailDomain } from '../people/email-address.ts'
import { providerPresets } from './sign-in-tables.ts'

export type ProviderPreset = (typeof providerPresets)[number]

const domainName = emailDomain('refused.enterDomain')

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
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'refused.tenant')

export const providerSettings = z
  .strictObject({
    organizationId: z.string().min(1, 'refused.chooseOrganization').max(64),
    preset: z.enum(providerPresets),
    name: nameOf(80, 'refused.enterButton'),
    tenant: z.string().default(''),
    issuer: z.string().trim().default(''),
    clientId: z.string().trim().min(1, 'refused.enterClientId').max(300),
    domains: z
      .string()
      .max(2000)
      .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))])
      .pipe(z.array(domainName).min(1, 'refused.enterOneDomain').max(50)),
    allowsJoining: z.boolean(),
  })
  .superRefine(({ preset, tenant, issuer, domains }, context) => {
    const say = (field: string, message: string, params = {}) =>
      context.addIssue({ code: 'custom', path: [field], message, params })
    const { error } = preset === 'microsoft' ? tenantId.safeParse(tenant) : { error: undefined }
    for (const { message } of error?.issues ?? []) say('tenant', message)
    if (preset === 'other' && !isPublicUrl(issuer)) say('issuer', 'refused.issuerAddress')
    const open = domains.find((domain) => openToAll.includes(domain))
    if (open !== undefined) say('domains', 'refused.domainOpenToAll', { domain: open })
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
