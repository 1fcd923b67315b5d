import * as z from 'zod'
import { toBase64url } from '../../platform/encoding.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { makeSecret } from '../people/secrets.ts'
import { unsealClientSecret } from './client-secret.ts'
import { authorizationUrl, type OpenIdClient } from './openid.ts'
import { findProvider } from './providers-store.ts'

export interface AuthorizationRequest {
  /** Of the provider. */
  url: string
  /** For the browser to keep: nobody can come back without it. */
  binding: string
}

/** What is remembered until somebody comes back. */
export const authorizationFacts = z.object({
  providerId: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Hash of what the browser keeps. */
  binding: z.string(),
  next: z.string(),
  isShared: z.boolean(),
})
export type AuthorizationFacts = z.infer<typeof authorizationFacts>
export const authorizationMinutes = 10

type Authorizing = Pick<
  Platform,
  'config' | 'db' | 'exchange' | 'now' | 'providerDocuments' | 'randomBytes' | 'sealer' | 'sha256'
>

/** Sends a browser to where its person has an account. */
export async function beginAuthorization(
  platform: Authorizing,
  { providerId, ...going }: { providerId: string; email?: string | undefined; next: string; isShared: boolean },
): Promise<AuthorizationRequest & { name: string }> {
  const provider = await findProvider(platform.db, providerId)
  if (!provider || provider.disabledAt !== null) throw new AppError('not-found', 'refused.noWayIn')
  const { issuer, clientId, name } = provider
  const client = { issuer, clientId, clientSecret: await unsealClientSecret(platform, provider) }
  return {
    ...(await requestAuthorization(platform, client, { purpose: 'openid-authorization', providerId, ...going })),
    name,
  }
}

/** The same with settings that are not saved yet, which come back with the one who tries them. */
export async function requestAuthorization(
  platform: Authorizing,
  client: OpenIdClient,
  { purpose, email, ...facts }: { purpose: string; email?: string | undefined } & Readonly<Record<string, unknown>>,
): Promise<AuthorizationRequest> {
  const [nonce, verifier, binding] = [random(platform), random(platform), random(platform)] as const
  const payload = { ...facts, nonce, verifier, binding: platform.sha256(binding) }
  const { secret: state, statement } = makeSecret(platform, { purpose, payload, lifetimeMinutes: authorizationMinutes })
  const url = await authorizationUrl(platform, client, { state, nonce, verifier, email })
  await platform.db.batch([statement])
  return { url, binding }
}

const random = ({ randomBytes }: Pick<Platform, 'randomBytes'>) => toBase64url(randomBytes(32))
