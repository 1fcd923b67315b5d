import { providerPresets } from '../../../identity/sign-in/sign-in-tables.ts'
import type { TriedProvider } from '../../../identity/sign-in/try-provider.ts'

/** What an administrator typed, as it is shown again. The client secret never is. */
export interface TypedProvider {
  organizationId: string
  preset: string
  name: string
  tenant: string
  issuer: string
  clientId: string
  domains: string
  allowsJoining: boolean
}

export function typedOf(form: URLSearchParams): TypedProvider {
  const text = (name: string) => form.get(name) ?? ''
  return {
    organizationId: text('organizationId'),
    preset: text('preset'),
    name: text('name'),
    tenant: text('tenant'),
    issuer: text('issuer'),
    clientId: text('clientId'),
    domains: text('domains'),
    allowsJoining: form.get('allowsJoining') === 'yes',
  }
}

export function typedProvider(form: URLSearchParams): TriedProvider {
  const { preset, ...typed } = typedOf(form)
  return {
    providerId: form.get('provider') || undefined,
    clientSecret: form.get('clientSecret') ?? '',
    settings: { ...typed, preset: providerPresets.find((known) => known === preset) ?? 'other' },
  }
}
