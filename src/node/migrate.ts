import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type Database from 'better-sqlite3'

/** The folder that ships with this code, beside `src` and `dist`. */
export const migrationsFolder = fileURLToPath(new URL('../../drizzle/', import.meta.url))

/**
 * Brings a database file to the newest schema, each step whole or not at all, after a copy of the file. Our own and not
 * drizzle's: rebuilding a table inside drizzle's transaction deletes all rows that refer to it.
 * Keeps wrangler's bookkeeping table, so that a file moved to D1 goes on where it was.
 */
export function migrate(sqlite: Database.Database, options: MigrateOptions): string[] {
  const timeout = sqlite.pragma('busy_timeout', { simple: true })
  // Before there is anybody who would be kept waiting.
  sqlite.pragma('busy_timeout = 5000')
  try {
    return migratePending(sqlite, options)
  } finally {
    sqlite.pragma(`busy_timeout = ${timeout}`)
  }
}

function migratePending(sqlite: Database.Database, options: MigrateOptions): string[] {
  const migrations = readMigrations(options.folder ?? migrationsFolder)
  refuseNewer(sqlite, migrations)
  const pending = listPending(sqlite, migrations)
  const [first] = pending
  if (!first) return []
  if (listApplied(sqlite).length > 0)
    backUp(sqlite, join(options.backupFolder, `before-${first.name}-${options.now.getTime()}.db`))
  for (const migration of pending) apply(sqlite, migration)
  return pending.map((migration) => migration.name)
}

export interface MigrateOptions {
  backupFolder: string
  now: Date
  folder?: string
}

interface Migration {
  name: string
  sql: string
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }))
}

function refuseNewer(sqlite: Database.Database, migrations: Migration[]) {
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = listApplied(sqlite).find((name) => !known.has(name))
  if (unknown)
    throw new Error(
      `This database was written by a newer Signet (it has ${unknown}). Start that version, or restore a backup.`,
    )
}

const listPending = (sqlite: Database.Database, migrations: Migration[]) => {
  const applied = new Set(listApplied(sqlite))
  return migrations.filter((migration) => !applied.has(migration.name))
}

function listApplied(sqlite: Database.Database): string[] {
  const exists = sqlite.prepare("select 1 from sqlite_schema where type = 'table' and name = 'd1_migrations'").get()
  return exists ? sqlite.prepare<[], string>('select name from d1_migrations order by id').pluck().all() : []
}

function backUp(sqlite: Database.Database, file: string) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  sqlite.prepare('vacuum into ?').run(file)
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

function apply(sqlite: Database.Database, migration: Migration) {
  // Off before the transaction: inside one this pragma does nothing, and dropping a table would delete its children.
  sqlite.pragma('foreign_keys = OFF')
  try {
    sqlite
      .transaction(() => {
        // Another process may have been faster while we waited for the lock.
        if (listApplied(sqlite).includes(migration.name)) return
        const before = countRecords(sqlite)
        sqlite.exec(migration.sql)
        assertNothingLost(sqlite, before, migration.name)
        sqlite.exec(bookkeeping)
        sqlite.prepare('insert into d1_migrations (name) values (?)').run(migration.name)
      })
      .immediate()
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
  const integrity = sqlite.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') throw new Error(`The database is damaged after ${migration.name}: ${integrity}`)
}

/** As wrangler makes it. */
const bookkeeping = `create table if not exists d1_migrations(
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`

/** What no migration may make fewer. */
const records = [
  'person',
  'issuer',
  'signing_key',
  'status_position',
  'badge_version',
  'submission',
  'attempt',
  'review',
  'award',
  'revocation',
  'audit_entry',
]

function countRecords(sqlite: Database.Database) {
  const present = new Set(
    sqlite.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all(),
  )
  return records
    .filter((table) => present.has(table))
    .map((table) => ({ table, rows: sqlite.prepare<[], number>(`select count(*) from "${table}"`).pluck().get() ?? 0 }))
}

function assertNothingLost(sqlite: Database.Database, before: { table: string; rows: number }[], name: string) {
  const after = new Map(countRecords(sqlite).map(({ table, rows }) => [table, rows]))
  const shrunk = before.find(({ table, rows }) => (after.get(table) ?? 0) < rows)
  if (shrunk) throw new Error(`${name} would lose rows of ${shrunk.table}. Nothing was changed.`)
  const [orphan] = sqlite.prepare<[], { table: string }>('pragma foreign_key_check').all()
  if (orphan)
    throw new Error(`${name} would leave rows of ${orphan.table} without what they refer to. Nothing was changed.`)
}
