import type { SQL } from 'drizzle-orm'
import { type Db, messages } from '../../src/platform/db/db.ts'

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

/** What the statements of the database are made of, as far as they are watched. */
interface Watched {
  bind(...values: unknown[]): Watched
  run(): unknown
  all(): unknown
  raw(): unknown
}

/** The SQL of everything that is done from now on, in order, and again since the last time it was asked for. */
export function watchStatements({ db }: { db: Db }): () => string[] {
  let done: string[] = []
  const known = new WeakMap<object, string>()
  // The binding that `connect` was given (src/platform/db/db.ts), as drizzle uses it.
  const { $client: binding } = db as unknown as {
    $client: { prepare(sql: string): Watched; batch(statements: object[]): unknown }
  }
  const watched = (statement: Watched, sql: string): Watched => {
    const run = (verb: 'run' | 'all' | 'raw') => () => {
      done.push(sql)
      return statement[verb]()
    }
    const own = {
      ...statement,
      bind: (...values: unknown[]) => watched(statement.bind(...values), sql),
      run: run('run'),
      all: run('all'),
      raw: run('raw'),
    }
    known.set(own, sql)
    return own
  }
  const { prepare, batch } = binding
  binding.prepare = (sql) => watched(prepare(sql), sql)
  binding.batch = (statements) => {
    done.push(...statements.map((statement) => known.get(statement) ?? 'prepared before'))
    return batch(statements)
  }
  return () => {
    const taken = done
    done = []
    return taken
  }
}
