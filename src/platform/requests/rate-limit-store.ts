import { lt, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import type { CountedLimit, CountRequest } from '../platform.ts'
import { rateLimit } from './rate-limit-tables.ts'

/** All processes at one database count together. */
export function countInDatabase(db: Db, now: () => Date): CountRequest {
  return async (limit) => {
    const count = await countOne(db, limit)
    if (count === 1) await forgetCountsBefore(db, now().getTime() - keptMilliseconds)
    return count
  }
}

const keptMilliseconds = 24 * 60 * 60_000

async function countOne(db: Db, limit: CountedLimit): Promise<number> {
  const isSameWindow = sql`${rateLimit.windowStart} = ${limit.windowStart}`
  const [row] = await db
    .insert(rateLimit)
    .values({ ...limit, count: 1 })
    .onConflictDoUpdate({
      target: [rateLimit.name, rateLimit.client],
      set: {
        count: sql`case when ${isSameWindow} then ${rateLimit.count} + 1 else 1 end`,
        windowStart: limit.windowStart,
      },
    })
    .returning({ count: rateLimit.count })
  return row?.count ?? Number.POSITIVE_INFINITY
}

async function forgetCountsBefore(db: Db, windowStart: number): Promise<void> {
  await db.delete(rateLimit).where(lt(rateLimit.windowStart, windowStart))
}
