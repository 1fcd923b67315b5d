import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { insertRoleOf } from '../organizations/roles-store.ts'
import { markEmailVerified } from '../people/emails-store.ts'
import { newPersonId } from '../people/new-person-id.ts'
import { findPersonByEmail, insertPersonUnlessKnown } from '../people/people-store.ts'
import { personDetails } from '../people/person.ts'
import { makeSecret, peekSecret, takeSecret } from '../people/secrets.ts'
import { type AuthorizationFacts, authorizationFacts } from './begin-authorization.ts'
import { unsealClientSecret } from './client-secret.ts'
import { fetchClaims } from './openid.ts'
import { judgeAddress, type ProviderClaims } from './provider-claims.ts'
import {
  findExternalIdentity,
  findProvider,
  insertExternalIdentity,
  type Provider,
  requireNoIdentity,
  touchExternalIdentity,
} from './providers-store.ts'
import type { SignedIn } from './sign-in-by-link.ts'
import { type SignInBrowser, startBrowserSession } from './start-browser-session.ts'

export type CompletedAuthorization =
  | ({ kind: 'signed-in' } & SignedIn)
  /** The provider knows them and we do not. */
  | { kind: 'stranger'; providerName: string; next: string }
  /** Whether they are one of ours they have to show in another way, once. */
  | { kind: 'to-connect'; secret: string; providerName: string; next: string }

type Completing = Pick<
  Platform,
  'config' | 'db' | 'exchange' | 'now' | 'newId' | 'providerDocuments' | 'randomBytes' | 'sealer' | 'sha256'
>
export interface AuthorizationReturn {
  /** The query that the provider sent the browser back with. */
  search: string
  /** What the browser kept since it left. */
  binding: string | undefined
}

/**
 * Who somebody is, by what their provider says. The provider's own name for them decides; an address counts the first time
 * only, and only where the provider can know it (docs/decisions/whose-word-counts-for-an-address.md).
 */
export async function completeAuthorization(
  platform: Completing,
  { search, binding }: AuthorizationReturn,
  browser: Pick<SignInBrowser, 'agent' | 'formerSecret'>,
): Promise<CompletedAuthorization> {
  const { state, facts } = await takeAuthorizationRequest(platform, {
    purpose: 'openid-authorization',
    search,
    binding,
  })
  const authorization = authorizationFacts.parse(facts)
  const { next, isShared } = authorization
  const provider = await findProvider(platform.db, authorization.providerId)
  if (!provider || provider.disabledAt !== null) throw new AppError('not-found', 'refused.noWayIn')
  const claims = await askProvider(platform, provider, { search, state, authorization })
  const identity = { providerId: provider.id, subject: claims.sub }
  const now = platform.now().getTime()

  const personId =
    (await findExternalIdentity(platform.db, identity)) ??
    (await personOfAddress(platform, provider, claims).catch((error) => personOfOtherTab(platform, identity, error)))
  if (personId === 'to-connect') {
    const details = { purpose: 'identity-to-connect', payload: identity, lifetimeMinutes: connectMinutes }
    const { secret, statement } = makeSecret(platform, details)
    await platform.db.batch([statement])
    return { kind: 'to-connect', secret, providerName: provider.name, next }
  }
  if (personId === undefined) return { kind: 'stranger', providerName: provider.name, next }
  const statements = [touchExternalIdentity(platform.db, { ...identity, now })]
  const session = await startBrowserSession(platform, personId, {
    method: 'oidc',
    browser: { ...browser, isShared },
    statements,
  })
  return { kind: 'signed-in', session, next }
}

/** For as long as a mail takes. */
export const connectMinutes = 30

/** What was remembered when a browser left for a provider, once, and only for the browser that left. */
export async function takeAuthorizationRequest(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  { purpose, search, binding }: AuthorizationReturn & { purpose: string },
): Promise<{ state: string; facts: unknown }> {
  const state = new URLSearchParams(search).get('state') ?? ''
  const found = await peekSecret(platform, purpose, state)
  const isSameBrowser = binding !== undefined && found?.payload.binding === platform.sha256(binding)
  const taken = isSameBrowser ? await takeSecret(platform, purpose, state) : undefined
  if (!taken) throw new AppError('gone', 'refused.wayBackUsed')
  return { state, facts: taken.payload }
}

async function askProvider(
  platform: Completing,
  provider: Provider,
  { search, state, authorization }: { search: string; state: string; authorization: AuthorizationFacts },
): Promise<ProviderClaims> {
  const { issuer, clientId } = provider
  const clientSecret = await unsealClientSecret(platform, provider)
  const { nonce, verifier } = authorization
  return await fetchClaims(platform, { issuer, clientId, clientSecret }, { search, state, nonce, verifier })
}

/** The first time that this account comes: the person with its address, or a new learner where the organization lets them in. */
async function personOfAddress(
  platform: Completing,
  provider: Provider,
  claims: ProviderClaims,
): Promise<string | 'to-connect' | undefined> {
  const verdict = judgeAddress(claims, provider)
  if (!verdict.isTrusted) return 'to-connect'
  const known = await findPersonByEmail(platform.db, verdict.email)
  if (known) {
    const statement = markEmailVerified(platform.db, {
      personId: known.id,
      email: verdict.email,
      at: platform.now().getTime(),
    })
    await attachIdentity(platform, { providerId: provider.id, subject: claims.sub, personId: known.id }, [statement])
    return known.id
  }
  return provider.allowsJoining ? await join(platform, provider, { claims, email: verdict.email }) : undefined
}

/** Whoever comes the first time in two tabs at once is the same person in both. */
async function personOfOtherTab(
  platform: Completing,
  identity: { providerId: string; subject: string },
  error: unknown,
): Promise<string> {
  const personId = await findExternalIdentity(platform.db, identity)
  if (personId === undefined) throw error
  return personId
}

/** Ties an account at a provider to a person, who can have one there: the next holder of an address is not its last. */
export async function attachIdentity(
  platform: Pick<Platform, 'db' | 'now'>,
  identity: { providerId: string; subject: string; personId: string },
  statements: Statement[],
): Promise<void> {
  const { db } = platform
  const now = platform.now().getTime()
  const { personId, providerId } = identity
  const event: AuditEvent = {
    actor: personId,
    action: 'identity.connected',
    subject: personId,
    details: { provider: providerId },
  }
  try {
    await commit(platform, event, [
      requireNoIdentity(db, identity),
      insertExternalIdentity(db, { ...identity, createdAt: now, lastUsedAt: now }),
      ...statements,
    ])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    throw new AppError('state-conflict', 'refused.addressConnected')
  }
}

async function join(
  platform: Completing,
  provider: Provider,
  { claims, email }: { claims: ProviderClaims; email: string },
): Promise<string> {
  const { db } = platform
  const personId = newPersonId(platform)
  const at = platform.now().getTime()
  const named = personDetails.safeParse({ name: claims.name ?? '', email })
  // A name that can't be shown is mended by its owner.
  const { name } = named.success ? named.data : { name: email.slice(0, email.indexOf('@')) }
  const event: AuditEvent = {
    actor: personId,
    action: 'person.joined',
    subject: provider.organizationId,
    details: { person: personId, provider: provider.id },
  }
  await commit(platform, event, [
    insertPersonUnlessKnown(db, { id: personId, name, email, createdAt: at }),
    insertRoleOf(db, { personId, organizationId: provider.organizationId, name: 'learner', createdAt: at }),
    insertExternalIdentity(db, {
      providerId: provider.id,
      subject: claims.sub,
      personId,
      createdAt: at,
      lastUsedAt: at,
    }),
    markEmailVerified(db, { personId, email, at }),
  ])
  return personId
}
