import * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError, invalidField, type MessageValues, type RefusalKey } from '../../platform/errors.ts'
import type { Platform, SealedSecret } from '../../platform/platform.ts'
import { findOrganization } from '../organizations/organizations-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { getAdministrator } from '../people/require-administrator.ts'
import { makeSecret, takeSecret } from '../people/secrets.ts'
import { type AuthorizationRequest, authorizationFacts, requestAuthorization } from './begin-authorization.ts'
import { sealClientSecret, unsealClientSecret } from './client-secret.ts'
import { type AuthorizationReturn, takeAuthorizationRequest } from './complete-authorization.ts'
import { fetchClaims } from './openid.ts'
import { type AddressVerdict, judgeAddress, type ProviderClaims } from './provider-claims.ts'
import { type ProviderSettings, providerSettings } from './provider-settings.ts'
import { findProvider, insertProvider, listTakenDomains, replacingDomains, updateProvider } from './providers-store.ts'

type Trying = Pick<
  Platform,
  'config' | 'db' | 'exchange' | 'now' | 'newId' | 'providerDocuments' | 'randomBytes' | 'sealer' | 'sha256'
>

export interface TriedProvider {
  /** Of the provider that is changed; absent for a new one. */
  providerId: string | undefined
  settings: z.input<typeof providerSettings>
  /** Empty keeps the one that is there. */
  clientSecret: string
}

/** Sends the administrator to the provider with settings that nobody else uses yet. */
export async function tryProvider(
  platform: Trying,
  actor: PersonActor,
  { providerId, clientSecret, ...details }: TriedProvider,
): Promise<AuthorizationRequest> {
  await getAdministrator(platform, actor)
  const settings = providerSettings.parse(details.settings)
  if (!(await findOrganization(platform.db, settings.organizationId)))
    throw invalid('organizationId', 'refused.chooseOrganization')
  const [taken] = await listTakenDomains(platform.db, settings.domains, providerId ?? '')
  if (taken !== undefined) throw invalid('domains', 'refused.domainTaken', { domain: taken })
  const { issuer, clientId } = settings
  const secret = clientSecret.trim() || (await keptSecret(platform, providerId, settings))
  if (!secret) throw invalid('clientSecret', 'refused.enterClientSecret')
  const sealed = await sealClientSecret(platform, { issuer, clientId, clientSecret: secret })
  // What is tried is how the provider is now.
  platform.providerDocuments.forget(issuer)
  return await requestAuthorization(
    platform,
    { issuer, clientId, clientSecret: secret },
    {
      purpose: 'provider-trial',
      providerId: providerId ?? '',
      administrator: actor.personId,
      settings,
      sealed,
      next: '/admin/sso',
      isShared: false,
    },
  )
}

export interface TrialResult {
  claims: ProviderClaims
  verdict: AddressVerdict
  settings: ProviderSettings
  /** Saves exactly what was tried. */
  secret: string
}

/** What came back, for the administrator to see. Nothing is saved and nobody is signed in. */
export async function completeTrial(
  platform: Trying,
  actor: PersonActor,
  back: AuthorizationReturn,
): Promise<TrialResult> {
  await getAdministrator(platform, actor)
  const { state, facts } = await takeAuthorizationRequest(platform, { purpose: 'provider-trial', ...back })
  const trial = trialFacts.parse(facts)
  if (trial.administrator !== actor.personId) throw new AppError('gone', 'refused.begunByAnother')
  const { issuer, clientId } = trial.settings
  const clientSecret = await unsealClientSecret(platform, { issuer, clientId, sealedClientSecret: trial.sealed })
  const claims = await fetchClaims(
    platform,
    { issuer, clientId, clientSecret },
    { search: back.search, state, nonce: trial.nonce, verifier: trial.verifier },
  )
  const { providerId, administrator, settings, sealed } = trial
  const payload = { providerId, administrator, settings, sealed }
  const { secret, statement } = makeSecret(platform, { purpose: 'provider-tried', payload, lifetimeMinutes: 60 })
  await platform.db.batch([statement])
  return { claims, verdict: judgeAddress(claims, settings), settings, secret }
}

/** Saves what was tried and worked; nothing else can be. Returns the provider's id. */
export async function saveTriedProvider(platform: Trying, actor: PersonActor, secret: string): Promise<string> {
  await getAdministrator(platform, actor)
  const taken = await takeSecret(platform, 'provider-tried', secret)
  const tried = taken && triedFacts.parse(taken.payload)
  if (tried?.administrator !== actor.personId) throw new AppError('gone', 'refused.testAgain')
  const { domains, ...settings } = tried.settings
  const [occupied] = await listTakenDomains(platform.db, domains, tried.providerId)
  if (occupied !== undefined) throw invalid('domains', 'refused.domainTaken', { domain: occupied })
  const id = tried.providerId || platform.newId()
  const now = platform.now().getTime()
  const row = { ...settings, sealedClientSecret: tried.sealed, updatedAt: now }
  const isNew = tried.providerId === ''
  const event: AuditEvent = {
    actor: actor.personId,
    action: isNew ? 'identity-provider.added' : 'identity-provider.changed',
    subject: id,
    details: { organization: settings.organizationId, issuer: settings.issuer },
  }
  await commit(platform, event, [
    isNew ? insertProvider(platform.db, { ...row, id, createdAt: now }) : updateProvider(platform.db, id, row),
    ...replacingDomains(platform.db, id, domains),
  ])
  return id
}

/** Off at once for everybody, and on again with the settings it had. Who is signed in stays so until their session ends. */
export async function switchProvider(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  providerId: string,
  { isOn }: { isOn: boolean },
): Promise<void> {
  await getAdministrator(platform, actor)
  if (!(await findProvider(platform.db, providerId))) throw new AppError('not-found', 'refused.noProvider')
  const now = platform.now().getTime()
  const action = isOn ? 'identity-provider.switched-on' : 'identity-provider.switched-off'
  await commit(platform, { actor: actor.personId, action, subject: providerId }, [
    updateProvider(platform.db, providerId, { disabledAt: isOn ? null : now, updatedAt: now }),
  ])
}

/** Only for the client it was given for: with another issuer it would be handed to a stranger. */
async function keptSecret(platform: Trying, providerId: string | undefined, settings: ProviderSettings) {
  const known = providerId === undefined ? undefined : await findProvider(platform.db, providerId)
  if (known?.issuer !== settings.issuer || known.clientId !== settings.clientId) return ''
  return await unsealClientSecret(platform, known)
}

// What we wrote ourselves, and read back.
const triedFacts = z.object({
  providerId: z.string(),
  administrator: z.string(),
  settings: z.custom<ProviderSettings>((value) => typeof value === 'object' && value !== null),
  sealed: z.custom<SealedSecret>((value) => typeof value === 'object' && value !== null),
})
const trialFacts = authorizationFacts.extend(triedFacts.shape)

const invalid = (field: string, key: RefusalKey, values?: MessageValues) =>
  invalidField(`/settings/${field}`, 'custom', key, values)
