import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../src/node/sqlite-d1.ts'
import { AppError } from '../../src/platform/errors.ts'
import { newFolder } from '../support/folder.ts'
import { testPlatform } from '../support/platform.ts'

const newFile = () => join(newFolder(), 'signet.db')

function open(file: string) {
  const database = openSqlite(file)
  onTestFinished(database.close)
  return database
}

/** A table of different words, written through the binding and read as another process would. */
function heap() {
  const file = newFile()
  const { sqlite, binding } = open(file)
  const other = open(file)
  sqlite.exec('create table heap (words text unique) strict')
  const insert = binding.prepare('insert into heap values (?)')
  return {
    file,
    sqlite,
    binding,
    write: (...all: string[]) => binding.batch(all.map((words) => insert.bind(words))),
    words: () => other.sqlite.prepare('select words from heap order by rowid').pluck().all(),
  }
}

/** Frames of the log that end a transaction: they name the size of the database after it. */
function commitsOf(file: string) {
  const log = readFileSync(`${file}-wal`)
  const frame = 24 + log.readUInt32BE(8)
  let commits = 0
  for (let at = 32; at < log.length; at += frame) if (log.readUInt32BE(at + 4) !== 0) commits++
  return commits
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

test('writes of one turn are one transaction, in their order, and read by nobody before it is on disk', async () => {
  const { file, write, words } = heap()
  const before = commitsOf(file)
  const writes = Promise.all([write('one'), write('two', 'three'), write('four')])
  expect(words()).toEqual([])
  await writes
  expect(words()).toEqual(['one', 'two', 'three', 'four'])
  expect(commitsOf(file) - before).toBe(1)
})

test('a batch that fails among others is undone alone and told alone', async () => {
  const { write, words } = heap()
  const failures = await Promise.all(
    [write('one'), write('two', 'one'), write('one'), write('three', 'four')].map(failureOf),
  )
  expect(failures.map((failure) => failure instanceof Error && failure.message)).toEqual([
    false,
    'UNIQUE constraint failed: heap.words',
    'UNIQUE constraint failed: heap.words',
    false,
  ])
  expect(words()).toEqual(['one', 'three', 'four'])
})

test('when the transaction can’t be completed, all who shared it are told, and the next ones are not', async () => {
  const { sqlite, binding, write, words } = heap()
  sqlite.exec('create table child (word text references heap (words) deferrable initially deferred) strict')
  const orphan = binding.prepare("insert into child values ('nobody')").run()
  const failures = await Promise.all([write('one'), orphan, write('two')].map(failureOf))
  expect(failures).toEqual(failures.map(() => expect.objectContaining({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' })))
  expect(words()).toEqual([])
  await write('three')
  expect(words()).toEqual(['three'])
})

test('on a disk that fills up in the middle, what was promised is there and what was refused is not', async () => {
  const { sqlite, write, words } = heap()
  sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true })) + 9}`)
  const named = Array.from({ length: 20 }, (_, n) => `${n} `.padEnd(3000, 'x'))
  const failures = await Promise.all(named.map((word) => failureOf(write(word))))
  expect(failures).toContainEqual(expect.objectContaining({ code: 'storage-full' }))
  expect(words()).toEqual(named.filter((_, n) => failures[n] === undefined))
})

test('what waits when the database is closed is written first', async () => {
  const file = newFile()
  const { sqlite, binding, close } = openSqlite(file)
  sqlite.exec('create table heap (words text) strict')
  const write = binding.prepare("insert into heap values ('last')").run()
  close()
  await write
  expect(open(file).sqlite.prepare('select words from heap').pluck().all()).toEqual(['last'])
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

test('a limit that is bound limits, and does not make SQLite plan the statement anew each time', async () => {
  const { binding, write, sqlite } = heap()
  await write('one', 'two', 'three')
  const first = binding.prepare('select words from heap order by rowid limit ?')
  expect(await first.bind(2).raw()).toEqual([['one'], ['two']])
  expect(await first.bind(0).raw()).toEqual([])
  expect(await first.bind(-1).raw()).toHaveLength(3)
  const within = binding.prepare('select words from heap where rowid < ? order by rowid limit ?')
  expect((await within.bind(3, 1).all()).results).toEqual([{ words: 'one' }])
  await expect(first.bind('2; drop table heap').raw()).rejects.toThrow('datatype mismatch')
  expect(sqlite.prepare('select count(*) from heap').pluck().get()).toBe(3)
})
