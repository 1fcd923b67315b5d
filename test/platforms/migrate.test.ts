import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { migrate, migrationsFolder } from '../../src/node/migrate.ts'
import { openSqlite } from '../../src/node/sqlite-d1.ts'
import { newFolder } from '../support/folder.ts'

const schemas = new URL('./schemas/', import.meta.url).pathname
const now = new Date('2026-05-14T15:00:00Z')

let folder: string
let backupFolder: string
let ours: string
beforeEach(() => {
  folder = newFolder()
  backupFolder = join(folder, 'backups')
  ours = join(folder, 'migrations')
  mkdirSync(ours)
})

function openDatabase() {
  const { sqlite, close } = openSqlite(join(folder, 'signet.db'))
  onTestFinished(close)
  return sqlite
}

const copyMigrations = (upTo: string) => {
  for (const name of readdirSync(migrationsFolder))
    if (name.endsWith('.sql') && name <= `${upTo}~`) copyFileSync(join(migrationsFolder, name), join(ours, name))
}
const count = (sqlite: Database.Database, table: string) =>
  sqlite.prepare(`select count(*) from "${table}"`).pluck().get()
const tablesOf = (sqlite: Database.Database) =>
  sqlite
    .prepare<[], string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all()

test.each(['0001-rules.sql'])('a full database of the schema %s comes to the newest one with every row', (file) => {
  const sqlite = openDatabase()
  copyMigrations(file.slice(0, 4))
  migrate(sqlite, { backupFolder, now, folder: ours })
  sqlite.exec(readFileSync(join(schemas, file), 'utf8'))
  const before = tablesOf(sqlite).map((table) => [table, count(sqlite, table)])
  expect(before.filter(([table, rows]) => rows === 0 && !['guard', 'sqlite_sequence'].includes(String(table)))).toEqual(
    [],
  )

  migrate(sqlite, { backupFolder, now })
  const after = before.map(([table]) => [table, count(sqlite, String(table))])
  expect(after.filter(([table]) => table !== 'd1_migrations')).toEqual(
    before.filter(([table]) => table !== 'd1_migrations'),
  )
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
})

test('migrations run once, and never a second time', () => {
  const sqlite = openDatabase()
  expect(migrate(sqlite, { backupFolder, now })).not.toEqual([])
  expect(migrate(sqlite, { backupFolder, now })).toEqual([])
})

const oldSchema = `
  create table award (id text primary key, person_id text not null references person(id)) strict;
  create table person (id text primary key, name text) strict;
  insert into person values ('p-1', 'Ada'), ('p-2', 'Lena');
  insert into award values ('a-1', 'p-2');
`
function databaseBefore(next: string) {
  const sqlite = openDatabase()
  writeFileSync(join(ours, '0000_first.sql'), oldSchema)
  migrate(sqlite, { backupFolder, now, folder: ours })
  writeFileSync(join(ours, '0001_next.sql'), next)
  return { sqlite, migrateNext: () => migrate(sqlite, { backupFolder, now, folder: ours }) }
}

test('a table can be rebuilt without losing the rows that refer to it', () => {
  const { sqlite, migrateNext } = databaseBefore(`
    create table __new_person (id text primary key, name text not null) strict;--> statement-breakpoint
    insert into __new_person select id, name from person;--> statement-breakpoint
    drop table person;--> statement-breakpoint
    alter table __new_person rename to person;
  `)
  migrateNext()
  expect([count(sqlite, 'person'), count(sqlite, 'award')]).toEqual([2, 1])
})

test.each([
  ['loses rows of a ledger', 'delete from award;', 'would lose rows of award'],
  ['drops a ledger', 'drop table award;', 'would lose rows of award'],
  ['leaves rows without what they refer to', "update award set person_id = 'p-9';", 'without what they refer to'],
  [
    'fails at its last statement',
    "create table more (id text);\ninsert into person values ('p-1', 'again', null);",
    'UNIQUE',
  ],
])('a migration that %s changes nothing', (_, statements, message) => {
  const { sqlite, migrateNext } = databaseBefore(`alter table person add column extra text;\n${statements}`)
  expect(migrateNext).toThrow(message)
  expect(sqlite.prepare('select * from award').all()).toEqual([{ id: 'a-1', person_id: 'p-2' }])
  expect(sqlite.prepare('select * from person').all()).toEqual([
    { id: 'p-1', name: 'Ada' },
    { id: 'p-2', name: 'Lena' },
  ])
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
})

test('before a database is changed, a whole copy of it is kept', () => {
  const { migrateNext } = databaseBefore('alter table person add column extra text;')
  migrateNext()
  const [backup = ''] = readdirSync(backupFolder)
  expect(backup).toBe('before-0001_next.sql-1778770800000.db')
  const copy = new Database(join(backupFolder, backup), { readonly: true })
  expect(copy.prepare('select * from person').all()).toEqual([
    { id: 'p-1', name: 'Ada' },
    { id: 'p-2', name: 'Lena' },
  ])
  copy.close()
})

test('a database of a newer version is left alone', () => {
  const { sqlite, migrateNext } = databaseBefore('alter table person add column extra text;')
  migrateNext()
  rmSync(join(ours, '0001_next.sql'))
  expect(migrateNext).toThrow('newer Signet')
  expect(count(sqlite, 'd1_migrations')).toBe(2)
})

test('what was written before one spelling was settled is found under the new one', () => {
  const sqlite = openDatabase()
  copyMigrations('0012')
  migrate(sqlite, { backupFolder, now, folder: ours })
  sqlite.exec(readFileSync(join(schemas, '0012-two-spellings.sql'), 'utf8'))
  migrate(sqlite, { backupFolder, now })
  const all = (query: string) => sqlite.prepare(query).raw().all()
  expect(all('select id, parent_id, settings from organization order by id')).toEqual([
    ['o-1', null, '{"timeZone":"America/Denver","color":"#0a5"}'],
    ['o-2', 'o-1', '{}'],
  ])
  expect(all('select organization_id, distance from organization_ancestor order by 1, 2')).toEqual([
    ['o-1', 0],
    ['o-2', 0],
    ['o-2', 1],
  ])
  expect(all('select name from role')).toEqual([['program-manager']])
  expect(all('select issuer_id, name from held_role order by 1')).toEqual([
    ['o-1', 'program-manager'],
    ['o-2', 'program-manager'],
  ])
  expect(all('select roles from invitation')).toEqual([['["program-manager","learner"]']])
  expect(all('select trust, color from issuer')).toEqual([['recognized', '#0a5']])
  expect(all('select state from erasure')).toEqual([['canceled']])
  expect(() => sqlite.exec("delete from organization where id = 'o-2'")).toThrow('organization_no_delete')
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
})

test('mail that was written before it said whom it is about says so, as far as that can be known', () => {
  const sqlite = openDatabase()
  copyMigrations('0013')
  migrate(sqlite, { backupFolder, now, folder: ours })
  sqlite.exec(readFileSync(join(schemas, '0013-mail.sql'), 'utf8'))
  migrate(sqlite, { backupFolder, now })
  expect(sqlite.prepare('select id, about_person_id from message order by id').raw().all()).toEqual([
    ['asked', 'p-jo'],
    ['check', 'p-jo'],
    ['claimed', 'p-jo'],
    ['own', 'p-jo'],
  ])
})
