import { expect, test } from 'vitest'
import { judgeAddress } from '../../src/identity/sign-in/provider-claims.ts'
import { providerSettings } from '../../src/identity/sign-in/provider-settings.ts'

const tenant = '11111111-2222-3333-4444-555555555555'
const domains = ['lakeside.example']
const address = { iss: 'x', sub: 's-1', email: 'lena@lakeside.example' }
const google = { preset: 'google', issuer: 'https://accounts.google.com', domains } as const
const microsoft = { preset: 'microsoft', issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, domains } as const
const clever = { preset: 'clever', issuer: 'https://clever.com', domains } as const

test.each([
  [google, { email_verified: true, hd: 'lakeside.example' }, true],
  [google, { email_verified: true }, 'other-organization'],
  [google, { email_verified: true, hd: 'hillview.example' }, 'other-organization'],
  [google, { email_verified: false, hd: 'lakeside.example' }, 'not-verified'],
  [microsoft, { tid: tenant, xms_edov: true }, true],
  [microsoft, { tid: tenant, xms_edov: '1' }, true],
  [microsoft, { tid: tenant }, 'not-verified'],
  [microsoft, { tid: tenant, xms_edov: false }, 'not-verified'],
  [microsoft, { tid: tenant, xms_edov: 'yes' }, 'not-verified'],
  // Entra does not send it, so whoever does is not the one who could know.
  [microsoft, { tid: tenant, email_verified: true }, 'not-verified'],
  [microsoft, { tid: '99999999-2222-3333-4444-555555555555', xms_edov: true }, 'other-tenant'],
  [microsoft, { xms_edov: true }, 'other-tenant'],
  [microsoft, { tid: '', xms_edov: true }, 'other-tenant'],
  [clever, { email_verified: true }, true],
  [clever, { email_verified: 1 }, 'not-verified'],
  [clever, {}, 'not-verified'],
  [clever, { email_verified: true, email: 'lena@evil.example' }, 'other-domain'],
  [clever, { email_verified: true, email: 'lena@sub.lakeside.example' }, 'other-domain'],
  [clever, { email_verified: true, email: 'x@evil.example,lena@lakeside.example' }, 'none'],
  [clever, { email_verified: true, email: '"lena@lakeside.example"@evil.example' }, 'none'],
  [clever, { email_verified: true, email: 'lena @lakeside.example' }, 'none'],
  [clever, { email_verified: true, email: undefined }, 'none'],
] as const)('%o with %o: %s', (rules, claims, expected) => {
  const verdict = judgeAddress({ ...address, ...claims }, rules)
  expect(verdict.isTrusted || verdict.reason).toBe(expected)
})

const settings = {
  organizationId: 'o-1',
  preset: 'other',
  name: 'Account',
  clientId: 'c',
  issuer: 'https://login.lakeside.org',
  domains: 'Lakeside.org, lakeside.k12.us',
  allowsJoining: false,
} as const

test('settings name the issuer by preset, and domains however they are written', () => {
  expect(providerSettings.parse(settings)).toMatchObject({
    issuer: 'https://login.lakeside.org',
    domains: ['lakeside.org', 'lakeside.k12.us'],
  })
  expect(providerSettings.parse({ ...settings, preset: 'microsoft', tenant: tenant.toUpperCase() }).issuer).toBe(
    microsoft.issuer,
  )
  expect(providerSettings.parse({ ...settings, preset: 'google', issuer: 'https://evil.org' }).issuer).toBe(
    google.issuer,
  )
})

test.each([
  ['a tenant that is everybody’s', { preset: 'microsoft', tenant: 'common' }, 'tenant'],
  ['an issuer on a private address', { issuer: 'https://10.0.0.1' }, 'issuer'],
  ['an issuer without TLS', { issuer: 'http://login.lakeside.org' }, 'issuer'],
  ['an issuer on another port', { issuer: 'https://login.lakeside.org:8443' }, 'issuer'],
  ['a domain where anybody can have an address', { domains: 'gmail.com' }, 'domains'],
  ['something that is no domain', { domains: 'lakeside' }, 'domains'],
  ['no domain', { domains: ' ' }, 'domains'],
  ['no client', { clientId: ' ' }, 'clientId'],
] as const)('%s is refused', (_, change, field) => {
  const parsed = providerSettings.safeParse({ ...settings, ...change })
  expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(field)
})
