import type { Statement } from '../../platform/db/db.ts'
import { toBase64url } from '../../platform/encoding.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  findLiveSecret,
  insertSecret,
  requireLiveSecret,
  type SecretFacts,
  spendingSecret,
  spendSecret,
} from './secrets-store.ts'
import type { SecretPayload } from './secrets-tables.ts'

export interface SecretDetails {
  /** Such as `sign-in-link`: a secret is good for this and nothing else. */
  purpose: string
  /** Id of whom or what it is about. */
  subject?: string
  payload?: SecretPayload
  lifetimeMinutes: number
  /** Instead of 256 random bits, where it has to be one that somebody else can tell too. */
  secret?: string
}

/** A secret to hand out, and the statement that keeps its hash: put that into the batch of the change it belongs to. */
export function makeSecret(
  platform: Pick<Platform, 'db' | 'now' | 'randomBytes' | 'sha256'>,
  { purpose, subject, payload = {}, lifetimeMinutes, ...given }: SecretDetails,
): { secret: string; statement: Statement } {
  const secret = given.secret ?? toBase64url(platform.randomBytes(32))
  const createdAt = platform.now().getTime()
  const statement = insertSecret(platform.db, {
    hash: platform.sha256(secret),
    purpose,
    subject,
    payload,
    createdAt,
    expiresAt: createdAt + lifetimeMinutes * 60_000,
  })
  return { secret, statement }
}

/** What a secret is about, without using it up: for a page that asks before it does anything. */
export async function peekSecret(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  purpose: string,
  secret: string,
): Promise<SecretFacts | undefined> {
  return await findLiveSecret(platform.db, keyOf(platform, purpose, secret))
}

/** Uses it up. However many ask at once, one is answered. */
export async function takeSecret(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  purpose: string,
  secret: string,
): Promise<SecretFacts | undefined> {
  return await spendSecret(platform.db, keyOf(platform, purpose, secret))
}

/** The same as statements for the batch of a change, which is abandoned (`isPreconditionFailed`) where the secret is good no more. */
export function takingSecret(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  purpose: string,
  secret: string,
): Statement[] {
  const key = keyOf(platform, purpose, secret)
  return [requireLiveSecret(platform.db, key), spendingSecret(platform.db, key)]
}

const keyOf = ({ sha256, now }: Pick<Platform, 'sha256' | 'now'>, purpose: string, secret: string) => ({
  hash: sha256(secret),
  purpose,
  now: now().getTime(),
})
