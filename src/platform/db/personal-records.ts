import type { SQL, SQLWrapper } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Platform } from '../platform.ts'
import type { Db, Statement } from './db.ts'

/**
 * What a room keeps of people, declared beside its tables. A test demands that each column that names a person, and each free
 * text, is declared by one room or said to be about nobody.
 */
export interface PersonalRecords {
  /** Tables whose rows about a person are deleted with them. */
  rows: readonly SQLiteTable[]
  /** Where the row stays for others to rest on, and its words are emptied. */
  words: readonly SQLiteColumn[]
  /** What stays: ids of an account that says nothing any more. */
  kept: readonly SQLiteColumn[]
  /** For the certificate of an erasure. */
  count?(db: Db, who: Who): Promise<Record<string, number>>
  /** Keys of files that are this person's. */
  files?(db: Db, who: Who): Promise<string[]>
  /** What this person is given when they ask for their data, in the words of the API. */
  gather?(platform: Gathering, who: Who): Promise<object>
  /** Takes every personal word away. */
  erase?(db: Db, who: Erased): Statement[]
  /** Moves what hangs on one account to the other; `at` is now. */
  merge?(db: Db, merge: Merge, at: number): Statement[]
}

export type Gathering = Pick<Platform, 'config' | 'db' | 'now'>

export interface Who {
  personId: string
  /** Whether a column names them, by this account or by one that was merged into it. */
  isTheirs(column: SQLWrapper): SQL
}

export interface Erased extends Who {
  at: number
  /** Whether a column holds one of their addresses. */
  isTheirAddress(column: SQLWrapper): SQL
  /** Whether one of their addresses is somewhere in a text. */
  mentionsThem(text: SQLWrapper): SQL
}

/** `into` goes on, `from` ends. */
export interface Merge {
  from: string
  into: string
}

/** Every page of a list. Lists answer as many rows as were asked for, while there are any. */
export async function everyPage<Row>(
  page: (page: { limit: number; after: Place | undefined }) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
): Promise<Row[]> {
  const rows: Row[] = []
  let after: Place | undefined
  for (;;) {
    const more = await page({ limit, after })
    rows.push(...more)
    const last = more.at(-1)
    if (more.length < limit || last === undefined) return rows
    after = placeOf(last)
  }
}

interface Place {
  at: number
  id: string
}
const limit = 200

export const isoTime = (milliseconds: number | null) =>
  milliseconds === null ? null : new Date(milliseconds).toISOString()
