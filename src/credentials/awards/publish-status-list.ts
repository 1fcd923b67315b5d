import { statusListUrl } from '../../identity/issuers/choose-status-position.ts'
import { findIssuingHalt } from '../../identity/issuers/issuing-halts-store.ts'
import { getHomeOf } from '../../identity/issuers/may-issue.ts'
import { loadSigningKey } from '../../identity/issuers/signing-keys.ts'
import {
  findListWithPublication,
  keepPublication,
  type ListWithPublication,
  listStatusFlips,
} from '../../identity/issuers/status-lists-store.ts'
import {
  buildStatusListCredential,
  newStatusList,
  reopenStatusList,
  type SigningKey,
  setBit,
  signCredential,
} from '../../openbadges/index.ts'
import { isPreconditionFailed } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { listRevokedPositions } from './awards-store.ts'
import { beforeClocksDiffer } from './before-clocks-differ.ts'

export type PublishingPlatform = Pick<
  Platform,
  'config' | 'db' | 'sealer' | 'signingKeys' | 'proofs' | 'now' | 'sha256' | 'gzip'
>

const statusListTtl = 300_000

/**
 * The signed list, byte for byte the same for every reader until something is revoked, with the SHA-256 of its bytes. Who
 * revokes publishes; nothing is left to do here unless it was never asked for, or its key was withdrawn, or that failed.
 */
export async function getPublishedStatusList(
  platform: PublishingPlatform,
  listId: string,
): Promise<{ credential: string; digest: string }> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const list = await getList(platform.db, listId)
    if (isCurrent(list)) return list.publication
    await publishStatusList(platform, listId)
  }
  throw new AppError('busy', 'refused.statusListChanging', {}, { retryAfterSeconds: 5 })
}

/** Signs all that was revoked before this was called, unless it is told already. */
export async function publishStatusList(platform: PublishingPlatform, listId: string): Promise<void> {
  const publish = () => publishNext(platform, listId)
  // Elsewhere, one request can't wait for the work of another.
  if (!platform.db.callsFunctions) return publish()
  const lane = laneOf(platform.db, listId)
  // Who comes before a publication has begun shares it; who comes later may have revoked what it does not know.
  lane.next ??= lane.last.then(() => {
    delete lane.next
    const running = publish()
    lane.last = running.catch(() => undefined)
    return running
  })
  return lane.next
}

const mostAttempts = 20

interface Lane {
  next?: Promise<void>
  last: Promise<void>
}

function laneOf(db: Platform['db'], listId: string): Lane {
  const lanes = lanesOf(db)
  const lane = lanes.get(listId) ?? { last: Promise.resolve() }
  lanes.set(listId, lane)
  return lane
}

const lanesOf = oncePerDatabase(() => new Map<string, Lane>())

async function publishNext(platform: PublishingPlatform, listId: string): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const list = await getList(platform.db, listId)
    if (isCurrent(list)) return
    try {
      return await publishEdition(platform, list)
    } catch (error) {
      // Another process was faster; what it published may or may not have ours in it.
      if (!isPreconditionFailed(error)) throw error
    }
  }
}

async function publishEdition(platform: PublishingPlatform, list: ListWithPublication): Promise<void> {
  const { db } = platform
  const identity = { id: list.issuerId, did: list.issuerDid }
  const origin = await getHomeOf(platform, identity)
  const key = await loadSigningKey(platform, identity, 'Ed25519')
  const flips = await listStatusFlips(db, list.id)
  const now = platform.now()
  const facts = { bits: await setBits(platform, list, flips), origin, now }
  const credential = await signList(platform, list, key, facts)
  const row = {
    statusListId: list.id,
    edition: (list.publication?.edition ?? 0) + 1,
    credential,
    digest: platform.sha256(credential),
    keyId: key.id,
    publishedAt: now.getTime(),
  }
  await keepPublication(db, row, flips)
}

/** From the ledger for the first edition, and from there on what was flipped since the last. */
async function setBits(
  { db, gzip }: PublishingPlatform,
  { id, publication }: ListWithPublication,
  flips: readonly number[],
): Promise<Uint8Array> {
  const bits = publication ? reopenStatusList(publication.credential, gzip) : newStatusList()
  for (const position of publication ? flips : await listRevokedPositions(db, id)) setBit(bits, position, true)
  return bits
}

async function signList(
  { db, proofs, gzip }: PublishingPlatform,
  { id, purpose }: ListWithPublication,
  key: SigningKey,
  { bits, origin, now }: { bits: Uint8Array; origin: string; now: Date },
): Promise<string> {
  const created = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const validFrom = beforeClocksDiffer(created)
  // While the direct path is in doubt, what was revoked has to be told all the same.
  const sign = (await findIssuingHalt(db)) ? signCredential : proofs.sign
  const url = statusListUrl(origin, id)
  const facts = { url, issuer: key.controller, purpose, bits, validFrom, ttlMilliseconds: statusListTtl }
  return JSON.stringify(await sign(buildStatusListCredential(facts, gzip), key, { created }))
}

/** A list signed by a key that was withdrawn would verify nowhere; one of a retired key does. */
const isCurrent = (
  list: ListWithPublication,
): list is ListWithPublication & { publication: NonNullable<ListWithPublication['publication']> } =>
  list.publication !== null && !list.hasFlips && list.keyState !== 'compromised'

async function getList(db: Platform['db'], listId: string): Promise<ListWithPublication> {
  const list = await findListWithPublication(db, listId)
  if (!list) throw new AppError('not-found', 'refused.noStatusList')
  return list
}
