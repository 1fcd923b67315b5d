import type { AuditAction } from '../../platform/audit/audit-actions.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { getIssuerFor } from './issuers-store.ts'
import { type KeyAlgorithm, makeKey } from './signing-keys.ts'
import { insertKey, listKeys, moveKey, type SigningKeyRow } from './signing-keys-store.ts'

type KeyPlatform = Pick<Platform, 'db' | 'sealer' | 'signingKeys' | 'now' | 'newId'>

/** Verifiers, ours among them, read no more keys of one document. */
const mostPublishedKeys = 20

/** A new key signs from now on. The old one stays published, so that what it signed still verifies. */
export async function rotateKey(
  platform: KeyPlatform,
  actor: PersonActor,
  issuerId: string,
  algorithm: KeyAlgorithm,
): Promise<string> {
  const issuer = await getIssuerFor(platform.db, actor, issuerId, 'issuer.edit')
  const keys = await listKeys(platform.db, issuerId)
  const active = keys.find((key) => key.algorithm === algorithm && key.state === 'active')
  if (!active) throw stale()
  if (keys.filter((key) => key.state !== 'compromised').length >= mostPublishedKeys) {
    throw new AppError('state-conflict', 'refused.keysFull', { most: mostPublishedKeys })
  }
  const next = await makeKey(platform, issuer, algorithm)
  const retired = { state: 'retired', retiredAt: platform.now().getTime() } as const
  await commitMove(platform, actor, issuerId, { action: 'key.rotated', key: active }, [
    ...moveKey(platform.db, active, retired),
    insertKey(platform.db, next),
  ])
  return next.id
}

/** Takes a key that others may have out of the DID document: nothing it ever signed verifies from then on. An active one is replaced. */
export async function withdrawKey(
  platform: KeyPlatform,
  actor: PersonActor,
  issuerId: string,
  keyId: string,
): Promise<void> {
  const issuer = await getIssuerFor(platform.db, actor, issuerId, 'issuer.edit')
  const key = (await listKeys(platform.db, issuerId)).find((candidate) => candidate.id === keyId)
  if (!key) throw new AppError('not-found', 'refused.issuerHasNoSuchKey')
  if (key.state === 'compromised') throw stale()
  const withdrawn = { state: 'compromised', retiredAt: key.retiredAt ?? platform.now().getTime() } as const
  await commitMove(platform, actor, issuerId, { action: 'key.withdrawn', key }, [
    ...moveKey(platform.db, key, withdrawn),
    ...(key.state === 'active' ? [insertKey(platform.db, await makeKey(platform, issuer, key.algorithm))] : []),
  ])
}

async function commitMove(
  platform: KeyPlatform,
  actor: PersonActor,
  issuerId: string,
  { action, key }: { action: AuditAction; key: SigningKeyRow },
  statements: Parameters<typeof commit>[2],
) {
  await commit(platform, { actor: actor.personId, action, subject: issuerId, details: { key: key.id } }, statements, {
    overtaken: stale,
  })
  platform.signingKeys.forget(key.id)
}

const stale = (cause?: unknown) => new AppError('state-conflict', 'refused.keysChanged', {}, { cause })
