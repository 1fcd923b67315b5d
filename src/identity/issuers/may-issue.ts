import { findLatestTime } from '../../platform/audit/audit-store.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { IssuerRow } from './issuers-store.ts'
import { haltIssuing } from './issuing-halt.ts'
import { didAt, listOwnOrigins } from './own-origins.ts'

type IssuingPlatform = Pick<Platform, 'config' | 'db' | 'now' | 'log'>

/**
 * What every signature of ours says besides its words: at which address its key is found, and when it was made. Where either
 * can't be right, nothing is signed that would be wrong for good.
 */
export async function assertMayIssue(platform: IssuingPlatform, issuer: Pick<IssuerRow, 'id' | 'did'>): Promise<void> {
  assertAtHome(platform, issuer)
  if (!(await isClockBehind(platform))) return
  await haltIssuing(platform, { reason: 'clock-behind', subject: issuer.id })
  throw new AppError('issuance-halted', 'refused.clockSetBack')
}

/** For every new award, which has the address in it. */
function assertAtHome({ config }: Pick<Platform, 'config'>, issuer: Pick<IssuerRow, 'id' | 'did'>): void {
  if (isAtHome(config.origin, issuer)) return
  throw new AppError('issuance-halted', 'refused.addressMoved')
}

/** Where an identity is at home: here, or at an address that was left in order. Nothing is signed for one that is at neither. */
export async function getHomeOf(
  platform: Pick<Platform, 'config' | 'db' | 'now'>,
  identity: Pick<IssuerRow, 'id' | 'did'>,
): Promise<string> {
  const home = (await listOwnOrigins(platform)).find((origin) => isAtHome(origin, identity))
  if (home === undefined) throw new AppError('issuance-halted', 'refused.addressMoved')
  return home
}

/** Whether the document that verifiers are led to by its DID is the one that is served here. */
export const isAtHome = (origin: string, { id, did }: Pick<IssuerRow, 'id' | 'did'>): boolean =>
  did === didAt(origin, id)

/** By more than clocks are corrected by, and since somebody last said that it is right. */
export async function isClockBehind({ db, now }: Pick<Platform, 'db' | 'now'>): Promise<boolean> {
  const latest = await findLatestTime(db)
  return latest !== undefined && now().getTime() < latest - mostBehind
}

const mostBehind = 5 * 60_000
