import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFolderFiles, removeHalfWritten } from '../../src/node/files.ts'
import { createImages } from '../../src/node/images.ts'
import { createNodePlatform } from '../../src/node/node-platform.ts'
import { readConfig } from '../../src/platform/config.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { outboxEntry } from '../../src/platform/jobs/outbox.ts'
import { newFolder } from '../support/folder.ts'
import { testPlatform } from '../support/platform.ts'

function start(dataDir: string, settings: Record<string, string> = {}) {
  const { config, secrets } = readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, ...settings })
  const platform = createNodePlatform(config, secrets, { images: createImages(), log: () => undefined })
  onTestFinished(platform.close)
  return platform
}

test('the first start makes a key that only its owner can read, and later starts use it', async () => {
  const dataDir = newFolder()
  const first = start(dataDir)
  const sealed = await first.sealer.seal(new TextEncoder().encode('secret'), ['one'])
  await first.close()
  const file = join(dataDir, 'key-encryption-key')
  expect([statSync(file).mode & 0o777, statSync(dataDir).mode & 0o777]).toEqual([0o400, 0o700])
  expect(readdirSync(dataDir).filter((name) => name.startsWith('key-'))).toEqual(['key-encryption-key'])
  expect(await start(dataDir).sealer.unseal(sealed, ['one'])).toEqual(new TextEncoder().encode('secret'))
})

test('when the key is gone or damaged, no new one is made beside the records it would not open', async () => {
  const dataDir = newFolder()
  await start(dataDir).close()
  const file = join(dataDir, 'key-encryption-key')
  const key = readFileSync(file)
  rmSync(file)
  expect(() => start(dataDir)).toThrow('Restore it from your backup')
  writeFileSync(file, key.subarray(0, 20))
  expect(() => start(dataDir)).toThrow('does not hold a key')
})

test('keys that are given come before the file, and no file is made', async () => {
  const dataDir = newFolder()
  const platform = start(dataDir, { KEY_ENCRYPTION_KEYS: `given:${btoa('g'.repeat(32))}` })
  expect((await platform.sealer.seal(new Uint8Array(1), [])).sealedBy).toBe('given')
  expect(readdirSync(dataDir)).not.toContain('key-encryption-key')
})

test('what was waiting in the outbox is done at the start, and what comes later when the platform is woken', async () => {
  const platform = testPlatform()
  onTestFinished(platform.close)
  const done: string[] = []
  const waiters: (() => void)[] = []
  const oneMore = () => new Promise<void>((resolve) => waiters.push(resolve))
  const early = oneMore()
  await platform.db.batch([outboxEntry(platform, 'award.issued', { award: 'early' })])
  platform.startJobs({
    'award.issued': async (_, { award }) => {
      done.push(award)
      waiters.shift()?.()
    },
  })
  await early
  const late = oneMore()
  await platform.db.batch([outboxEntry(platform, 'award.issued', { award: 'late' })])
  platform.wakeJobs()
  await late
  expect(done).toEqual(['early', 'late'])
})

test('closing waits for the job that runs and gives back those that were not begun', async () => {
  const dataDir = newFolder()
  const platform = testPlatform({ dataDir })
  const begun: string[] = []
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  for (const name of ['one', 'two']) await platform.db.batch([outboxEntry(platform, 'award.issued', { award: name })])
  const isBegun = new Promise<void>((resolve) => {
    platform.startJobs({
      'award.issued': {
        alone: async (_, { award }) => {
          begun.push(award)
          resolve()
          await finished
        },
      },
    })
  })
  await isBegun
  const closing = platform.close()
  finish()
  await closing
  const again = testPlatform({ dataDir })
  onTestFinished(again.close)
  const jobs = await again.db.select({ state: outbox.state, attempts: outbox.attempts }).from(outbox).orderBy(outbox.id)
  expect([begun, jobs]).toEqual([
    ['one'],
    [
      { state: 'done', attempts: 1 },
      { state: 'waiting', attempts: 0 },
    ],
  ])
})

test('what a crash left half-written is cleared away, what is being written is not', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'incoming'))
  for (const name of ['old', 'new']) writeFileSync(join(folder, 'incoming', name), 'half')
  utimesSync(join(folder, 'incoming', 'old'), 1, 1)
  await removeHalfWritten(folder, new Date(2000))
  expect(readdirSync(join(folder, 'incoming'))).toEqual(['new'])
  await createFolderFiles(folder).put('a/b.txt', new Uint8Array(1), { maxBytes: 1 })
  expect(readdirSync(join(folder, 'incoming'))).toEqual(['new'])
})
