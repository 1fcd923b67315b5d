import { isPreconditionFailed } from '../../platform/db/db.ts'
import { fromBase64url, toBase64url } from '../../platform/encoding.ts'
import type { Platform } from '../../platform/platform.ts'
import { makeSecret, peekSecret, takeSecret } from '../people/secrets.ts'
import type { StartedSession } from '../people/sessions.ts'
import { loadWebauthn } from './load-webauthn.ts'
import { authenticationAnswer, notAccepted, parseAnswer } from './passkey-answer.ts'
import { findPasskey, markPasskeyUsed, requireCounter } from './passkeys-store.ts'
import { type SignInBrowser, startBrowserSession } from './start-browser-session.ts'

type SigningIn = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>

export const challengeMinutes = 10

/** A challenge to sign, for whoever comes: the passkey then says who it is. What is returned as `binding` stays in the browser. */
export async function challengePasskey(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'randomBytes' | 'sha256'>,
): Promise<{ options: object; binding: string }> {
  const binding = toBase64url(platform.randomBytes(32))
  const { secret, statement } = makeSecret(platform, {
    purpose: 'passkey-challenge',
    payload: { binding: platform.sha256(binding) },
    lifetimeMinutes: challengeMinutes,
  })
  await platform.db.batch([statement])
  const { generateAuthenticationOptions } = await loadWebauthn()
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(platform.config),
    challenge: fromBase64url(secret),
    userVerification: 'required',
    timeout: challengeMinutes * 60_000,
  })
  return { options, binding }
}

/**
 * Whose passkey it is, by its public key alone. The challenge is used up whatever comes of it, and as much is computed for a
 * passkey that nobody has: neither the answer nor its time tells whether it is one of ours.
 */
export async function signInByPasskey(
  platform: SigningIn,
  { answer, binding }: { answer: string; binding: string | undefined },
  browser: SignInBrowser,
): Promise<StartedSession> {
  const response = parseAnswer(authenticationAnswer, answer)
  const known = await findPasskey(platform.db, response.id)
  const passkey = known ?? nobodysPasskey(response.id)
  const { origin } = platform.config
  const { verifyAuthenticationResponse } = await loadWebauthn()
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => isOurChallenge(platform, challenge, binding),
    expectedOrigin: origin,
    expectedRPID: relyingParty(platform.config),
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: fromBase64url(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
    },
  }).catch((cause: unknown) => {
    throw notAccepted(cause)
  })
  if (!known || !verified.verified) throw notAccepted()
  const { newCounter, credentialBackedUp } = verified.authenticationInfo
  const statements = [
    requireCounter(platform.db, known),
    markPasskeyUsed(platform.db, {
      id: known.id,
      counter: newCounter,
      isSynced: credentialBackedUp,
      now: platform.now().getTime(),
    }),
  ]
  try {
    return await startBrowserSession(platform, known.personId, { method: 'passkey', browser, statements })
  } catch (error) {
    throw isPreconditionFailed(error) ? notAccepted(error) : error
  }
}

/** Stands in for one that is not known. Nobody has its private key, and nobody would get in with it. */
const nobodysPasskey = (credentialId: string) => ({
  credentialId,
  counter: 0,
  transports: [],
  // ES256, as most passkeys have.
  publicKey: 'pQECAyYgASFYIDxxKD5Izlt-XLvZHuCqTWEsa5wsr_WS-h1Kd5naAa1BIlgggm0xaIgouM4HtfS_PUn3a8m9nkKxonqTVSviC_K9MMg',
})

/** Passkeys belong to the host name, whatever its port. */
export const relyingParty = ({ origin }: Platform['config']) => new URL(origin).hostname

async function isOurChallenge(platform: SigningIn, challenge: string, binding: string | undefined): Promise<boolean> {
  const found = await peekSecret(platform, 'passkey-challenge', challenge)
  if (binding === undefined || found?.payload.binding !== platform.sha256(binding)) return false
  return (await takeSecret(platform, 'passkey-challenge', challenge)) !== undefined
}
