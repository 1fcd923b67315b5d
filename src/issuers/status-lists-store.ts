import { and, desc, eq, lt, notExists, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../db/db.ts'
import { filled, oncePerDatabase } from '../db/prepared.ts'
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
export const findOpenStatusList = (
  db: Db,
  issuerId: string,
): Promise<Pick<StatusListRow, 'id' | 'length'> | undefined> => openList(db).get({ issuerId })

const openList = oncePerDatabase((db) =>
  db
    .select({ id: statusList.id, length: statusList.length })
    .from(statusList)
    .where(and(eq(statusList.issuerId, sql.placeholder('issuerId')), isOpen))
    .orderBy(desc(statusList.createdAt), desc(statusList.id))
    .limit(1)
    .prepare(),
)

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
export const isStatusPositionFree = async (db: Db, position: StatusPosition): Promise<boolean> =>
  (await freePosition(db).get({ ...position })) !== undefined

const freePosition = oncePerDatabase((db) => {
  const isTaken = and(
    eq(statusPosition.statusListId, sql.placeholder('listId')),
    eq(statusPosition.position, sql.placeholder('position')),
  )
  const taken = db.select({ one: sql`1` }).from(statusPosition).where(isTaken)
  return db
    .select({ id: statusList.id })
    .from(statusList)
    .where(and(isOpenList, notExists(taken)))
    .prepare()
})

/** Takes a position for good. Fails on a position that is taken and on a list that is half full. */
export function takeStatusPosition(db: Db, { listId, position }: StatusPosition): [Statement, Statement, Statement] {
  const { stillOpen, taken, counted } = positionTaken(db)
  return [filled(stillOpen, { listId }), filled(taken, { listId, position }), filled(counted, { listId })]
}

const positionTaken = oncePerDatabase((db) => ({
  stillOpen: requireRow(db, 'half full', db.select({ id: statusList.id }).from(statusList).where(isOpenList)).prepare(),
  taken: db
    .insert(statusPosition)
    .values({ statusListId: sql.placeholder('listId'), position: sql.placeholder('position') })
    .prepare(),
  counted: db
    .update(statusList)
    .set({ taken: sql`${statusList.taken} + 1` })
    .where(eq(statusList.id, sql.placeholder('listId')))
    .prepare(),
}))

const isOpen = lt(sql`${statusList.taken} * 2`, statusList.length)
const isOpenList = and(eq(statusList.id, sql.placeholder('listId')), isOpen)
