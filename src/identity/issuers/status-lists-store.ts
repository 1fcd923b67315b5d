import { and, desc, eq, exists, lt, notExists, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { filled, isAmong, oncePerDatabase, placeholdersOf } from '../../platform/db/prepared.ts'
import type { Platform } from '../../platform/platform.ts'
import { issuer, publishedStatusList, signingKey, statusFlip, statusList, statusPosition } from './issuers-tables.ts'

export type StatusListRow = typeof statusList.$inferSelect
export interface StatusPosition {
  listId: string
  position: number
}

/** A list and, as far as there is one, its publication; with what tells whether that is all there is to tell. */
export type ListWithPublication = NonNullable<Awaited<ReturnType<typeof findListWithPublication>>>

export const findListWithPublication = (db: Db, listId: string) => listWithPublication(db).get({ listId })

const listWithPublication = oncePerDatabase((db) => {
  const flips = db.select({ one: sql`1` }).from(statusFlip).where(eq(statusFlip.statusListId, statusList.id))
  return db
    .select({
      id: statusList.id,
      issuerId: statusList.issuerId,
      issuerDid: statusList.issuerDid,
      purpose: statusList.purpose,
      publication: publishedStatusList,
      keyState: signingKey.state,
      hasFlips: sql`${exists(flips)}`.mapWith(Boolean),
    })
    .from(statusList)
    .leftJoin(publishedStatusList, eq(publishedStatusList.statusListId, statusList.id))
    .leftJoin(signingKey, eq(signingKey.id, publishedStatusList.keyId))
    .where(eq(statusList.id, sql.placeholder('listId')))
    .prepare()
})

/** For the batch of a revocation: until the list says so, it is known to be behind. */
export const insertStatusFlip = (db: Db, { listId, position }: StatusPosition): Statement =>
  filled(flipInserted(db), { statusListId: listId, position })

const flipInserted = oncePerDatabase((db) => db.insert(statusFlip).values(placeholdersOf(statusFlip)).prepare())

export async function listStatusFlips(db: Db, listId: string): Promise<number[]> {
  return (await flipsOf(db).all({ listId })).map(({ position }) => position)
}

const flipsOf = oncePerDatabase((db) =>
  db
    .select({ position: statusFlip.position })
    .from(statusFlip)
    .where(eq(statusFlip.statusListId, sql.placeholder('listId')))
    .prepare(),
)

/** Puts a publication in place of the edition before it, and forgets the flips that are in it. Fails where another was faster. */
export async function keepPublication(
  db: Db,
  row: typeof publishedStatusList.$inferInsert,
  flips: readonly number[],
): Promise<void> {
  const { isNext, kept, forgotten } = publicationKept(db)
  const { statusListId, edition } = row
  await db.batch([
    filled(isNext, { statusListId, edition }),
    filled(kept, row),
    filled(forgotten, { statusListId, flips: JSON.stringify(flips) }),
  ])
}

const publicationKept = oncePerDatabase((db) => {
  const listId = sql.placeholder('statusListId')
  const last = db
    .select({ edition: publishedStatusList.edition })
    .from(publishedStatusList)
    .where(eq(publishedStatusList.statusListId, listId))
  const columns = ['edition', 'credential', 'digest', 'keyId', 'publishedAt'] as const
  return {
    isNext: requireRow(
      db,
      'next edition',
      sql`(select 1 where coalesce((${last}), 0) + 1 = ${sql.placeholder('edition')})`,
    ).prepare(),
    kept: db
      .insert(publishedStatusList)
      .values(placeholdersOf(publishedStatusList))
      .onConflictDoUpdate({
        target: publishedStatusList.statusListId,
        set: Object.fromEntries(
          columns.map((name) => [name, sql`excluded.${sql.identifier(publishedStatusList[name].name)}`]),
        ),
      })
      .prepare(),
    forgotten: db
      .delete(statusFlip)
      .where(and(eq(statusFlip.statusListId, listId), isAmong(statusFlip.position, sql.placeholder('flips'))))
      .prepare(),
  }
})

/** Joins lists with their issuer as it is called now: those of a former identity take no more awards. */
const isOfIdentity = and(eq(issuer.id, statusList.issuerId), eq(issuer.did, statusList.issuerDid))

/** The newest list that is less than half full. */
export const findOpenStatusList = (
  db: Db,
  issuerId: string,
): Promise<Pick<StatusListRow, 'id' | 'length'> | undefined> => openList(db).get({ issuerId })

const openList = oncePerDatabase((db) =>
  db
    .select({ id: statusList.id, length: statusList.length })
    .from(statusList)
    .innerJoin(issuer, isOfIdentity)
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
    .innerJoin(issuer, isOfIdentity)
    .where(and(eq(statusList.issuerId, row.issuerId), isOpen))
  await db.insert(statusList).select(
    sql`select ${row.id}, ${row.issuerId}, did, ${row.purpose}, ${row.length}, 0, ${row.createdAt} from issuer
        where id = ${row.issuerId} and ${notExists(open)}`,
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

/** Which of these are taken already. */
export async function listTakenPositions(db: Db, listId: string, positions: readonly number[]): Promise<number[]> {
  const taken = await takenAmong(db).all({ listId, positions: JSON.stringify(positions) })
  return taken.map(({ position }) => position)
}

const takenAmong = oncePerDatabase((db) =>
  db
    .select({ position: statusPosition.position })
    .from(statusPosition)
    .where(
      and(
        eq(statusPosition.statusListId, sql.placeholder('listId')),
        isAmong(statusPosition.position, sql.placeholder('positions')),
      ),
    )
    .prepare(),
)

/** Takes positions of a list for good. Fails where one of them is taken, and on a list that is half full. */
export function takeStatusPositions(
  db: Db,
  { listId, positions }: { listId: string; positions: readonly number[] },
): [Statement, Statement, Statement] {
  const { stillOpen, taken, counted } = positionsTaken(db)
  const chosen = JSON.stringify(positions)
  return [
    filled(stillOpen, { listId }),
    filled(taken, { listId, positions: chosen }),
    filled(counted, { listId, count: positions.length }),
  ]
}

const positionsTaken = oncePerDatabase((db) => ({
  stillOpen: requireRow(db, 'half full', db.select({ id: statusList.id }).from(statusList).where(isOpenList)).prepare(),
  taken: db
    .insert(statusPosition)
    .select(sql`select ${sql.placeholder('listId')}, value from json_each(${sql.placeholder('positions')})`)
    .prepare(),
  counted: db
    .update(statusList)
    .set({ taken: sql`${statusList.taken} + ${sql.placeholder('count')}` })
    .where(eq(statusList.id, sql.placeholder('listId')))
    .prepare(),
}))

const isOpen = lt(sql`${statusList.taken} * 2`, statusList.length)
const isOpenList = and(eq(statusList.id, sql.placeholder('listId')), isOpen)
