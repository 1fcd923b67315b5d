import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { getAdministrator } from '../people/require-administrator.ts'
import { replaceIdentity } from './identities-store.ts'
import { type IssuerRow, listIssuers } from './issuers-store.ts'
import { isAtHome } from './may-issue.ts'
import { didAt, forgetOrigins, originOf } from './own-origins.ts'
import { makeKey } from './signing-keys.ts'
import { insertKey, listKeys, moveKey } from './signing-keys-store.ts'

type MovingPlatform = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'sealer' | 'signingKeys'>

/**
 * Gives every issuer that is called by another address a new identity at this one, with keys of its own. Each names the other as
 * itself; what was made before keeps its names, keys and lists. For who runs the installation; a second time changes nothing.
 * Returns how many moved.
 */
export async function moveIssuersHere(platform: MovingPlatform, actor: PersonActor): Promise<number> {
  await getAdministrator(platform, actor)
  const away = await listAway(platform)
  for (const issuer of away) await moveIssuer(platform, actor, issuer)
  forgetOrigins(platform)
  return away.length
}

/** Those that are called by another address than this, with that address. For who runs the installation. */
export async function readMove(
  platform: Pick<Platform, 'config' | 'db'>,
  actor: PersonActor,
): Promise<{ count: number; former: string } | undefined> {
  await getAdministrator(platform, actor)
  const away = await listAway(platform)
  return away[0] && { count: away.length, former: originOf(away[0].did) }
}

const listAway = async ({ config, db }: Pick<Platform, 'config' | 'db'>) =>
  (await listIssuers(db)).filter((issuer) => !isAtHome(config.origin, issuer))

async function moveIssuer(platform: MovingPlatform, actor: PersonActor, seen: Pick<IssuerRow, 'id' | 'did'>) {
  const { config, db } = platform
  const at = platform.now().getTime()
  const did = didAt(config.origin, seen.id)
  const active = (await listKeys(db, seen.id)).filter(({ state }) => state === 'active')
  const keys = await Promise.all(active.map(({ algorithm }) => makeKey(platform, { id: seen.id, did }, algorithm)))
  await commit(
    platform,
    { actor: actor.personId, action: 'issuer.moved', subject: seen.id, details: { from: seen.did, to: did } },
    [
      ...replaceIdentity(db, seen, { did, formerOrigin: originOf(seen.did), at }),
      ...active.flatMap((key) => moveKey(db, key, { state: 'retired', retiredAt: at })),
      ...keys.map((key) => insertKey(db, key)),
    ],
    { overtaken: (cause) => new AppError('state-conflict', 'refused.issuersMoving', {}, { cause }) },
  )
  for (const key of active) platform.signingKeys.forget(key.id)
}
