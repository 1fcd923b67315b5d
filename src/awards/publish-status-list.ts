import { AppError } from '../errors.ts'
import { statusListUrl } from '../issuers/choose-status-position.ts'
import { getIssuer } from '../issuers/issuers-store.ts'
import { findIssuingHalt } from '../issuers/issuing-halts-store.ts'
import { loadSigningKey } from '../issuers/signing-keys.ts'
import { findStatusList, type StatusListRow } from '../issuers/status-lists-store.ts'
import {
  buildStatusListCredential,
  newStatusList,
  type SigningKey,
  setBit,
  signCredential,
} from '../openbadges/index.ts'
import type { Platform } from '../platform.ts'
import { keepPublishedList, listRevokedPositions } from './awards-store.ts'

const statusListTtl = 300_000

/** The signed list, byte for byte the same for every reader until something is revoked or the key changes. */
export async function getPublishedStatusList(
  platform: Pick<Platform, 'config' | 'db' | 'sealer' | 'signingKeys' | 'proofs' | 'now'>,
  listId: string,
): Promise<string> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const list = await getStatusList(platform.db, listId)
    const issuer = await getIssuer(platform.db, list.issuerId)
    const key = await loadSigningKey(platform, issuer, 'Ed25519')
    // A list signed by a key that was withdrawn would verify nowhere.
    const isSignedByActiveKey = list.publishedCredential?.includes(JSON.stringify(key.id)) ?? false
    if (list.publishedCredential !== null && !list.isStale && isSignedByActiveKey) return list.publishedCredential
    // What is kept may be another reader's. All answer with that one, once it is fresh.
    await publish(platform, list, key)
  }
  throw new AppError('busy', 'The status list is changing. Please try again.', { retryAfterSeconds: 5 })
}

const mostAttempts = 20

async function publish(
  platform: Pick<Platform, 'config' | 'db' | 'proofs' | 'now'>,
  list: StatusListRow,
  key: SigningKey,
) {
  const now = new Date(Math.floor(platform.now().getTime() / 1000) * 1000)
  const positions = await listRevokedPositions(platform.db, list.id)
  const bits = newStatusList()
  for (const position of positions) setBit(bits, position, true)
  // While the direct path is in doubt, what was revoked has to be told all the same.
  const sign = (await findIssuingHalt(platform.db)) ? signCredential : platform.proofs.sign
  const unsigned = await buildStatusListCredential({
    url: statusListUrl(platform.config.origin, list.id),
    issuer: key.controller,
    purpose: list.purpose,
    bits,
    validFrom: now,
    ttlMilliseconds: statusListTtl,
  })
  await keepPublishedList(platform.db, list.id, {
    credential: JSON.stringify(await sign(unsigned, key, { created: now })),
    publishedAt: now.getTime(),
    revocations: positions.length,
    replaces: list.publishedCredential,
  })
}

async function getStatusList(db: Platform['db'], listId: string): Promise<StatusListRow> {
  const list = await findStatusList(db, listId)
  if (!list) throw new AppError('not-found', 'There is no such status list.')
  return list
}
