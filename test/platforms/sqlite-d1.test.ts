import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { openSqlite } from '../../src/node/sqlite-d1.ts'
import { newFolder } from '../support/folder.ts'
import { testPlatform } from '../support/platform.ts'

const newFile = () => join(newFolder(), 'signet.db')

function open(file: string) {
  const database = openSqlite(file)
  onTestFinished(database.close)
  return database
}

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: unknown) => error,
  )

test('a file that is opened again syncs every commit: this build of SQLite would forget it', () => {
  const file = newFile()
  openSqlite(file).close()
  const { sqlite } = open(file)
  const read = (name: string) => sqlite.pragma(name, { simple: true })
  expect(['synchronous', 'journal_mode', 'foreign_keys', 'secure_delete', 'trusted_schema'].map(read)).toEqual([
    2,
    'wal',
    1,
    1,
    0,
  ])
})

test('what D1 does not take is refused here as well', () => {
  const { binding } = open(newFile())
  expect(() => binding.prepare('begin immediate')).toThrow('batch')
  expect(() => binding.prepare('SAVEPOINT one')).toThrow('batch')
  expect(() => binding.prepare(`select ${'1,'.repeat(50_000)}1`)).toThrow('100000')
  expect(() => binding.prepare('select ?').bind('x'.repeat(2_000_001))).toThrow('too big')
  expect(() => binding.prepare('select 1').bind(...new Array(101).fill(1))).toThrow('too many SQL variables')
  expect(() => binding.prepare('select ?').bind(undefined)).toThrow('undefined')
})

test('a full disk is said as such, harms nothing, and is over when there is room again', async () => {
  const platform = testPlatform()
  onTestFinished(platform.close)
  const { sqlite } = platform
  sqlite.exec('create table heap (words text) strict')
  sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true })) + 5}`)
  const insert = () => platform.db.run(`insert into heap values ('${'x'.repeat(10_000)}')`)
  let failure: unknown
  for (let n = 0; n < 100 && failure === undefined; n++) failure = await failureOf(Promise.resolve(insert()))
  expect(failure).toMatchObject({ cause: { code: 'storage-full' } })
  const kept = sqlite.prepare('select count(*) from heap').pluck().get()
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')

  sqlite.pragma('max_page_count = 100000')
  await insert()
  expect(sqlite.prepare('select count(*) from heap').pluck().get()).toBe(Number(kept) + 1)
})

test('another process that holds the file for too long makes us busy, not broken', async () => {
  const file = newFile()
  const one = open(file)
  const other = open(file)
  one.sqlite.exec('create table heap (words text) strict')
  other.sqlite.pragma('busy_timeout = 50')
  one.sqlite.exec('begin immediate')
  const failure = await failureOf(other.binding.prepare("insert into heap values ('x')").run())
  one.sqlite.exec('rollback')
  expect(failure).toBeInstanceOf(AppError)
  expect(failure).toMatchObject({ code: 'busy', details: { retryAfterSeconds: 5 } })
  expect((await other.binding.prepare("insert into heap values ('x')").run()).meta.changes).toBe(1)
})

test('deleted names are gone from the file, not only from the table', async () => {
  const { sqlite } = open(newFile())
  sqlite.exec('create table heap (words text) strict')
  sqlite.prepare('insert into heap values (?)').run('marker-of-a-person '.repeat(400))
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  sqlite.exec('delete from heap')
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  expect(sqlite.serialize().includes('marker-of-a-person')).toBe(false)
})
