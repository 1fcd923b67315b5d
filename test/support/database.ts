import type { SQL } from 'drizzle-orm'
import { type Db, messages } from '../../src/db/db.ts'

/** The first column of the first row. */
export async function oneValue({ db }: { db: Db }, query: SQL): Promise<unknown> {
  return (await db.values<unknown[]>(query))[0]?.[0]
}

/** The words in which the database refuses, whichever it is; none when it does not. */
export async function refusalOf({ db }: { db: Db }, statement: SQL): Promise<string> {
  try {
    await db.run(statement)
    return ''
  } catch (error) {
    return messages(error)
  }
}
