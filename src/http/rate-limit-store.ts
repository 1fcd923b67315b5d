import { lt, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { rateLimit } from './rate-limit-tables.ts'

/** Counts one request and returns how many there were in this window, this one included. */
export async function countRequest(
  db: Db,
  limit: { name: string; client: string; windowStart: number },
): Promise<number> {
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

export async function forgetCountsBefore(db: Db, windowStart: number): Promise<void> {
  await db.delete(rateLimit).where(lt(rateLimit.windowStart, windowStart))
}
