import type { Platform } from '../../platform/platform.ts'
import {
  findOpenStatusList,
  insertStatusListUnlessOpen,
  isStatusPositionFree,
  listTakenPositions,
  newStatusListRow,
  type StatusPosition,
} from './status-lists-store.ts'

/**
 * A random free position, so that neighbors reveal nothing about issuing order (Bitstring Status List). It is taken only
 * by the batch that writes the award (`takeStatusPosition`), and until then others may be faster.
 */
export async function chooseStatusPosition(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'randomBytes'>,
  issuerId: string,
): Promise<StatusPosition> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const list = await findOpenStatusList(platform.db, issuerId)
    if (!list) {
      await insertStatusListUnlessOpen(platform.db, newStatusListRow(platform, issuerId))
      continue
    }
    const chosen = { listId: list.id, position: randomBelow(platform, list.length) }
    if (await isStatusPositionFree(platform.db, chosen)) return chosen
  }
  throw new Error('No free position was found in the status lists.')
}

/** The same, many of one list at once. */
export async function chooseStatusPositions(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'randomBytes'>,
  issuerId: string,
  count: number,
): Promise<StatusPosition[]> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const list = await findOpenStatusList(platform.db, issuerId)
    if (!list) {
      await insertStatusListUnlessOpen(platform.db, newStatusListRow(platform, issuerId))
      continue
    }
    const drawn = new Set<number>()
    // Somewhat more than are needed, for those that turn out to be taken.
    for (let draw = 0; draw < count * 2; draw++) drawn.add(randomBelow(platform, list.length))
    for (const taken of await listTakenPositions(platform.db, list.id, [...drawn])) drawn.delete(taken)
    if (drawn.size >= count) return [...drawn].slice(0, count).map((position) => ({ listId: list.id, position }))
  }
  throw new Error('No free positions were found in the status lists.')
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
