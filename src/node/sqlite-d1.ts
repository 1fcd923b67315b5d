import Database from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import { AppError } from '../platform/errors.ts'
import { addAuditLinkHash } from './audit-link-hash.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'

/**
 * A D1 binding over better-sqlite3: the verbs drizzle-orm/d1 calls, with D1's own limits. Everything above this file
 * sees one driver, so the embedded file and Cloudflare D1 run the same code. Reads are answered at once, and never see
 * what is not yet on disk; writes share a transaction with all others of their turn.
 */
export function openSqlite(file: string): SqliteD1 {
  const sqlite = new Database(file)
  applySettings(sqlite)
  addAuditLinkHash(sqlite)
  const compile = statementCache(sqlite)
  const group = createGroupCommit(sqlite)
  const runAll = (statements: BoundStatement[]) => statements.map((statement) => statement.run())
  const readAll = sqlite.transaction(runAll)
  return {
    sqlite,
    binding: {
      callsFunctions: true,
      prepare(sql) {
        if (/^\s*(begin|savepoint)\b/i.test(sql)) throw new Error('Use db.batch: D1 has no interactive transactions.')
        if (sql.length > longestStatement) throw new Error(`A statement of D1 takes ${longestStatement} bytes.`)
        return bindable({ compile, sql, group })
      },
      batch: (statements) => {
        const all = statements.map((statement) => statement[bound])
        return all.every(({ isRead }) => isRead())
          ? translated(async () => readAll(all))
          : translated(() => group.write(() => runAll(all)))
      },
    },
    close() {
      // The last words may take their time.
      if (sqlite.open) sqlite.pragma('busy_timeout = 5000')
      group.flush()
      sqlite.close()
    },
  }
}

export interface SqliteD1 {
  binding: D1Binding
  /** For what D1 does not have: pragmas, migrations and checks. */
  sqlite: Database.Database
  close(): void
}

/** The part of D1Database that drizzle uses, and one word of our own (src/platform/db/db.ts). */
export interface D1Binding {
  callsFunctions: true
  prepare(sql: string): PreparedStatement
  batch(statements: PreparedStatement[]): Promise<Outcome[]>
}

interface PreparedStatement {
  bind(...values: unknown[]): PreparedStatement
  run(): Promise<Outcome>
  all(): Promise<Outcome>
  raw(): Promise<unknown[]>
  [bound]: BoundStatement
}
interface BoundStatement {
  isRead(): boolean
  run(): Outcome
}
interface Outcome {
  success: true
  results: unknown[]
  meta: { changes: number; last_row_id: number }
}

const bound = Symbol('bound')
const longestStatement = 100_000
const mostParameters = 100
const longestText = 2_000_000

function applySettings(sqlite: Database.Database) {
  for (const [name, value] of settings) sqlite.pragma(`${name} = ${value}`)
  for (const [name, , reads] of settings) {
    const found = sqlite.pragma(name, { simple: true })
    if (found !== reads) throw new Error(`SQLite did not take the setting ${name}: it reads ${found}, not ${reads}.`)
  }
}

/** Name, what is set and what must be read back. */
const settings: readonly [name: string, value: string | number, reads: unknown][] = [
  // Milliseconds, in which nothing else happens in this process. Writes that find the database held try again (group-commit.ts).
  ['busy_timeout', 20, 20],
  ['journal_mode', 'WAL', 'wal'],
  // This build forgets FULL for WAL files it reopens, and NORMAL loses acknowledged commits when the power goes.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // Without it, deleted names and addresses stay readable in the file.
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  // So that INSERT OR REPLACE can't slip past the triggers that forbid deleting.
  ['recursive_triggers', 'ON', 1],
  ['journal_size_limit', 16 * 1024 * 1024, 16 * 1024 * 1024],
  // Writing the log back costs two syncs. In pages of 4 KiB: as much as the log keeps.
  ['wal_autocheckpoint', 4000, 4000],
  // In KiB. With less, a transaction that many share spills over into the log before it is complete.
  ['cache_size', -32 * 1024, -32 * 1024],
  // What savepoints remember goes to memory and not to a file.
  ['temp_store', 2, 2],
]

/** Compiled on first use, not on creation: a batch may create the table that its later statements name. */
function statementCache(sqlite: Database.Database) {
  const compiled = new LRUCache<string, Database.Statement>({ max: 500 })
  return (sql: string) => {
    const known = compiled.get(sql)
    if (known) return known
    const statement = sqlite.prepare(sql)
    compiled.set(sql, statement)
    return statement
  }
}

interface Source {
  compile(sql: string): Database.Statement
  sql: string
  group: GroupCommit
}

function bindable(source: Source, given: unknown[] = []) {
  const { sql, values } = withLimit(source.sql, given)
  const { group } = source
  const compile = () => source.compile(sql)
  const isRead = () => isReadOnly(compile)
  const run = (): Outcome => {
    const statement = compile()
    if (statement.reader) return outcome(statement.raw(false).all(...values))
    const { changes, lastInsertRowid } = statement.run(...values)
    return outcome([], changes, Number(lastInsertRowid))
  }
  const raw = () => {
    const statement = compile()
    if (statement.reader) return statement.raw(true).all(...values)
    statement.run(...values)
    return []
  }
  const perform = <T>(work: () => T) => translated(isRead() ? async () => work() : () => group.write(work))
  const prepared: PreparedStatement = {
    bind: (...values) => bindable(source, asD1Values(values)),
    run: () => perform(run),
    all: () => perform(run),
    raw: () => perform(raw),
    [bound]: { isRead, run },
  }
  return prepared
}

/** Where a limit is bound, SQLite plans the statement anew at each run, which takes ten times as long as running it. */
function withLimit(sql: string, values: unknown[]): { sql: string; values: unknown[] } {
  const limit = values.at(-1)
  if (!sql.endsWith(' limit ?') || typeof limit !== 'number' || !Number.isSafeInteger(limit)) return { sql, values }
  return { sql: `${sql.slice(0, -1)}${limit}`, values: values.slice(0, -1) }
}

/** What can't be compiled yet may name a table that a write before it makes. */
function isReadOnly(compile: () => Database.Statement): boolean {
  try {
    return compile().readonly
  } catch {
    return false
  }
}

function asD1Values(values: unknown[]) {
  if (values.length > mostParameters) throw new Error(`too many SQL variables: D1 takes ${mostParameters}`)
  return values.map((value) => {
    if (typeof value === 'string' && value.length > longestText)
      throw new Error('string or blob too big: D1 takes 2 MB')
    if (value === undefined) throw new Error('D1 does not take undefined: say null.')
    return typeof value === 'boolean' ? Number(value) : value
  })
}

const outcome = (results: unknown[], changes = 0, last_row_id = 0): Outcome => ({
  success: true,
  results,
  meta: { changes, last_row_id },
})

async function translated<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw asAppError(error)
  }
}

/** The failures of the machine, not of the question: they pass when there is space or time again. */
function asAppError(error: unknown) {
  if (!(error instanceof Database.SqliteError)) return error
  if (isFull.test(error.code))
    return new AppError(
      'storage-full',
      'refused.diskFull',
      {},
      {
        cause: error,
      },
    )
  if (isBusy.test(error.code))
    return new AppError(
      'busy',
      'refused.databaseBusy',
      {},
      {
        cause: error,
        retryAfterSeconds: 5,
      },
    )
  return error
}
// The second: the index of the write-ahead log can't grow.
const isFull = /^SQLITE_(FULL|IOERR_SHMSIZE)$/
const isBusy = /^SQLITE_(BUSY|LOCKED)/
