import { and, desc, eq, lt, notExists, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../db/db.ts'
import type { Platform } from '../platform.ts'
import { statusList, statusPosition } from './issuers-tables.ts'

export type StatusListRow = typeof statusList.$inferSelect
export interface StatusPosition {
  listId: string
  position: number
}

export async function findStatusList(db: Db, listId: string): Promise<StatusListRow | undefined> {
  return (await db.select().from(statusList).where(eq(statusList.id, listId)))[0]
}

/** The newest list that is less than half full. */
export async function findOpenStatusList(db: Db, issuerId: string): Promise<StatusListRow | undefined> {
  const rows = await db
    .select()
    .from(statusList)
    .where(and(eq(statusList.issuerId, issuerId), isOpen))
    .orderBy(desc(statusList.createdAt), desc(statusList.id))
    .limit(1)
  return rows[0]
}

export const newStatusListRow = (platform: Pick<Platform, 'now' | 'newId'>, issuerId: string) =>
  ({
    id: platform.newId(),
    issuerId,
    purpose: 'revocation',
    length: 131_072,
    createdAt: platform.now().getTime(),
  }) as const

export const insertStatusList = (db: Db, row: typeof statusList.$inferInsert): Statement =>
  db.insert(statusList).values(row)

/** Opens a list, unless another process just did. */
export async function insertStatusListUnlessOpen(db: Db, row: ReturnType<typeof newStatusListRow>): Promise<void> {
  const open = db
    .select({ one: sql`1` })
    .from(statusList)
    .where(and(eq(statusList.issuerId, row.issuerId), isOpen))
  await db
    .insert(statusList)
    .select(
      sql`select ${row.id}, ${row.issuerId}, ${row.purpose}, ${row.length}, 0, ${row.createdAt}, null, null, 1 where ${notExists(open)}`,
    )
}

/** Whether it can still be taken, as far as one can tell before writing. */
export async function isStatusPositionFree(db: Db, { listId, position }: StatusPosition): Promise<boolean> {
  const taken = db
    .select({ one: sql`1` })
    .from(statusPosition)
    .where(and(eq(statusPosition.statusListId, listId), eq(statusPosition.position, position)))
  const free = await db
    .select({ id: statusList.id })
    .from(statusList)
    .where(and(eq(statusList.id, listId), isOpen, notExists(taken)))
  return free.length > 0
}

/** Takes a position for good. Fails on a position that is taken and on a list that is half full. */
export function takeStatusPosition(db: Db, { listId, position }: StatusPosition): Statement[] {
  const isOpenList = and(eq(statusList.id, listId), isOpen)
  return [
    requireRow(db, 'half full', db.select({ id: statusList.id }).from(statusList).where(isOpenList)),
    db.insert(statusPosition).values({ statusListId: listId, position }),
    db
      .update(statusList)
      .set({ taken: sql`${statusList.taken} + 1` })
      .where(eq(statusList.id, listId)),
  ]
}

const isOpen = lt(sql`${statusList.taken} * 2`, statusList.length)
