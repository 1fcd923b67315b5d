import type { AuditAction } from '../../platform/audit/audit-actions.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Statement } from '../../platform/db/db.ts'
import { fromBase64url, toBase64url } from '../../platform/encoding.ts'
import { AppError } from '../../platform/errors.ts'
import { nameOf } from '../../platform/name.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountMail } from '../people/account-mail.ts'
import type { PersonActor } from '../people/actor.ts'
import { getPerson } from '../people/people-store.ts'
import { makeSecret, takeSecret } from '../people/secrets.ts'
import { loadWebauthn } from './load-webauthn.ts'
import { notAccepted, parseAnswer, registrationAnswer } from './passkey-answer.ts'
import { deletePasskeyOf, insertPasskey, listPasskeys, type Passkey, renamePasskeyOf } from './passkeys-store.ts'
import { challengeMinutes, relyingParty } from './sign-in-by-passkey.ts'

const mostPasskeys = 20

const passkeyName = nameOf(60, 'refused.enterName', 'refused.nameMost60')

/** The actor's own. */
export const listOwnPasskeys = ({ db }: Pick<Platform, 'db'>, { personId }: PersonActor): Promise<Passkey[]> =>
  listPasskeys(db, personId)

/** What a browser needs to make a passkey for the actor. */
export async function offerPasskey(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'randomBytes' | 'sha256'>,
  actor: PersonActor,
): Promise<object> {
  const person = await getPerson(platform.db, actor.personId)
  const known = await listPasskeys(platform.db, person.id)
  if (known.length >= mostPasskeys) throw new AppError('state-conflict', 'refused.passkeysFull')
  const { secret, statement } = makeSecret(platform, {
    purpose: 'passkey-registration',
    subject: person.id,
    lifetimeMinutes: challengeMinutes,
  })
  await platform.db.batch([statement])
  const { generateRegistrationOptions } = await loadWebauthn()
  return await generateRegistrationOptions({
    rpName: 'Signet',
    rpID: relyingParty(platform.config),
    challenge: fromBase64url(secret),
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: challengeMinutes * 60_000,
  })
}

/** Whoever added it reads of it, and so does whoever did not. */
export async function addPasskey(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'sha256' | 'wakeJobs'>,
  actor: PersonActor,
  { name, answer }: { name: string; answer: string },
): Promise<void> {
  const shownName = passkeyName.parse(name)
  const response = parseAnswer(registrationAnswer, answer)
  const { verifyRegistrationResponse } = await loadWebauthn()
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: async (challenge) =>
      (await takeSecret(platform, 'passkey-registration', challenge))?.subject === actor.personId,
    expectedOrigin: platform.config.origin,
    expectedRPID: relyingParty(platform.config),
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw notAccepted(cause)
  })
  // None was asked for, so who made the authenticator is nothing that anybody has to prove.
  if (!verified.verified || verified.registrationInfo.fmt !== 'none') throw notAccepted()
  const { credential, credentialBackedUp } = verified.registrationInfo
  const row = {
    id: platform.newId(),
    credentialId: credential.id,
    personId: actor.personId,
    name: shownName,
    publicKey: toBase64url(credential.publicKey),
    counter: credential.counter,
    transports: response.response.transports,
    isSynced: credentialBackedUp,
    createdAt: platform.now().getTime(),
  }
  await commit(
    platform,
    eventOf(actor, 'passkey.added', row.id),
    [insertPasskey(platform.db, row), ...(await toldOf(platform, row, 'passkeyAdded'))],
    { overtaken: notAccepted },
  )
  platform.wakeJobs()
}

export async function renamePasskey(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  passkeyId: string,
  { name }: { name: string },
): Promise<void> {
  const shownName = passkeyName.parse(name)
  await getOwn(platform, actor, passkeyId)
  await commit(platform, eventOf(actor, 'passkey.renamed', passkeyId), [
    renamePasskeyOf(platform.db, { personId: actor.personId, id: passkeyId, name: shownName }),
  ])
}

/** From now on it opens nothing here. The device may go on offering it. */
export async function removePasskey(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  passkeyId: string,
): Promise<void> {
  const passkey = await getOwn(platform, actor, passkeyId)
  await commit(
    platform,
    eventOf(actor, 'passkey.removed', passkeyId),
    [
      ...deletePasskeyOf(platform.db, { personId: actor.personId, id: passkeyId }),
      ...(await toldOf(platform, passkey, 'passkeyRemoved')),
    ],
    { overtaken: noPasskey },
  )
  platform.wakeJobs()
}

async function getOwn(platform: Pick<Platform, 'db'>, actor: PersonActor, passkeyId: string) {
  const own = (await listOwnPasskeys(platform, actor)).find(({ id }) => id === passkeyId)
  if (!own) throw noPasskey()
  return own
}

const noPasskey = (cause?: unknown) => new AppError('not-found', 'refused.noPasskey', {}, { cause })

const toldOf = async (
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId'>,
  { personId, name }: { personId: string; name: string },
  subject: 'passkeyAdded' | 'passkeyRemoved',
): Promise<Statement[]> =>
  accountMail(platform, await getPerson(platform.db, personId), subject, { path: '/me/passkeys', values: { name } })

const eventOf = ({ personId }: PersonActor, action: AuditAction, passkeyId: string): AuditEvent => ({
  actor: personId,
  action,
  subject: personId,
  details: { passkey: passkeyId },
})
