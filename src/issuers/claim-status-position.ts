import { isPreconditionFailed, isUniqueViolation } from '../db/db.ts'
import type { Platform } from '../platform.ts'
import {
  findOpenStatusList,
  insertStatusListUnlessOpen,
  insertStatusPosition,
  newStatusListRow,
} from './status-lists-store.ts'

export interface ClaimedPosition {
  listId: string
  listUrl: string
  position: number
}

/** Claims a random free position, so that neighbours reveal nothing about issuing order (Bitstring Status List). */
export async function claimStatusPosition(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes'>,
  issuerId: string,
): Promise<ClaimedPosition> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const list = await findOpenStatusList(platform.db, issuerId)
    if (!list) {
      await insertStatusListUnlessOpen(platform.db, newStatusListRow(platform, issuerId))
      continue
    }
    const position = randomBelow(platform, list.length)
    try {
      await insertStatusPosition(platform.db, list.id, position)
      return { listId: list.id, listUrl: statusListUrl(platform.config.origin, list.id), position }
    } catch (error) {
      if (!isUniqueViolation(error) && !isPreconditionFailed(error)) throw error
    }
  }
  throw new Error('No free position was found in the status lists.')
}

export const statusListUrl = (origin: string, listId: string) => `${origin}/status/${listId}`

/** Lists are at most half full: so many collisions in a row mean that the random source is broken. */
const mostAttempts = 100

/** Uniform: numbers past the last whole multiple are drawn again. */
function randomBelow(platform: Pick<Platform, 'randomBytes'>, bound: number): number {
  const whole = 2 ** 32 - (2 ** 32 % bound)
  for (;;) {
    const bytes = platform.randomBytes(4)
    const drawn = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
    if (drawn < whole) return drawn % bound
  }
}
