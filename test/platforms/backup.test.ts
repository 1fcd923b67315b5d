import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backUpWhenDue } from '../../src/cli/daily-backup.ts'
import { backUp, restore, reviewBackups, verifyBackup } from '../../src/node/backup.ts'
import type { NodePlatform } from '../../src/node/node-platform.ts'
import { checkHealth } from '../../src/operations/installation/health.ts'
import { newFolder } from '../support/folder.ts'
import { testPlatform } from '../support/platform.ts'
import { submitWork } from '../support/progress.ts'
import { nodeWorld } from '../support/world.ts'

const copyOf = (platform: NodePlatform, folder = platform.config.backupDir, keep = 14) =>
  backUp(
    { sqlite: platform.sqlite, files: platform.files, filesFolder: join(platform.config.dataDir, 'files') },
    { folder, now: platform.now(), keep },
  )

async function worldWithFile() {
  const everyone = await nodeWorld()
  const { platform } = everyone
  await submitWork(everyone)
  await platform.files.put('evidence/one.txt', new TextEncoder().encode('What I did'), { maxBytes: 100 })
  return everyone
}

test('a copy has everything, is sound, and starts an installation elsewhere', async () => {
  const { platform } = await worldWithFile()
  const { path, manifest } = await copyOf(platform)
  expect(manifest.isSound).toBe(true)
  expect(manifest.files.map(({ key }) => key)).toContain('evidence/one.txt')
  expect(await verifyBackup(path)).toMatchObject({ isSound: true })

  const dataDir = join(newFolder(), 'data')
  await restore(path, { dataDir })
  const restored = testPlatform({ dataDir })
  const count = (one: NodePlatform) => one.sqlite.prepare('select count(*) from submission').pluck().get()
  expect(count(restored)).toBe(count(platform))
  const file = await restored.files.get('evidence/one.txt')
  expect(await new Response(file?.body).text()).toBe('What I did')
  await restored.close()
  await expect(restore(path, { dataDir })).rejects.toThrow('refused.dataThere')
})

test('a copy that lost a file or has another is restored but for that, and says so', async () => {
  const { platform } = await worldWithFile()
  const { path } = await copyOf(platform)
  writeFileSync(join(path, 'files/evidence/one.txt'), 'What somebody else did')
  expect(await verifyBackup(path)).toMatchObject({ isSound: false })
  const dataDir = join(newFolder(), 'data')
  expect((await restore(path, { dataDir })).lost).toEqual(['evidence/one.txt'])
  expect(readdirSync(join(dataDir, 'files/kept/evidence'))).not.toContain('one.txt')
  writeFileSync(join(path, 'signet.db'), 'nothing')
  await expect(restore(path, { dataDir: join(newFolder(), 'data') })).rejects.toThrow(/^refused\.copy/)
})

test('restoring goes on where it was interrupted', async () => {
  const { platform } = await worldWithFile()
  const { path } = await copyOf(platform)
  const dataDir = join(newFolder(), 'data')
  mkdirSync(join(dataDir, 'files/kept/evidence'), { recursive: true })
  writeFileSync(join(dataDir, 'files/kept/evidence/one.txt'), 'What')
  writeFileSync(join(dataDir, 'signet.db.restoring'), 'half a database')
  expect((await restore(path, { dataDir })).lost).toEqual([])
  expect(readFileSync(join(dataDir, 'files/kept/evidence/one.txt'), 'utf8')).toBe('What I did')
  expect(readdirSync(dataDir).sort()).toEqual(['files', 'signet.db'])
})

test('what was damaged in a former copy is written anew in the next', async () => {
  const { platform, clock } = await worldWithFile()
  const former = await copyOf(platform)
  writeFileSync(join(former.path, 'files/evidence/one.txt'), 'What I dig')
  clock.forward({ days: 1 })
  const next = await copyOf(platform)
  expect(readFileSync(join(next.path, 'files/evidence/one.txt'), 'utf8')).toBe('What I did')
  expect(await verifyBackup(next.path)).toMatchObject({ isSound: true })
})

test('damage in a copy is found within a week, and the copy set aside', async () => {
  const { platform, clock } = await worldWithFile()
  const folder = platform.config.backupDir
  const { path } = await copyOf(platform)
  expect(await reviewBackups(folder, platform.now())).toEqual([])
  writeFileSync(join(path, 'files/evidence/one.txt'), 'What I dig')
  const found: string[] = []
  for (let day = 0; day < 7; day++) {
    for (const { path: aside } of await reviewBackups(folder, platform.now())) found.push(aside)
    clock.forward({ days: 1 })
  }
  expect(found).toEqual([`${path}.damaged`])
  expect(readFileSync(join(`${path}.damaged`, 'reason.txt'), 'utf8')).toContain('evidence/one.txt')
  await copyOf(platform)
  const backup = (await checkHealth(platform)).find(({ name }) => name === 'backup')
  expect(backup).toMatchObject({ state: 'attention', finding: 'set-aside', values: { setAside: 1 } })
  expect((await restore(`${path}.damaged`, { dataDir: join(newFolder(), 'data') })).lost).toEqual(['evidence/one.txt'])
})

test.each([
  ['half a list', '{"madeAt": "2026-05-'],
  ['a list of something else', '[]'],
  ['no list', undefined],
])('a copy with %s stops neither the next one nor the health page, and is set aside', async (_, manifest) => {
  const { platform, clock } = await worldWithFile()
  const folder = platform.config.backupDir
  const { path } = await copyOf(platform)
  if (manifest === undefined) rmSync(join(path, 'manifest.json'))
  else writeFileSync(join(path, 'manifest.json'), manifest)
  expect((await checkHealth(platform)).find(({ name }) => name === 'backup')).toMatchObject({ finding: 'none' })
  clock.forward({ days: 1 })
  expect((await copyOf(platform)).manifest.isSound).toBe(true)
  expect(await reviewBackups(folder, platform.now())).toMatchObject([{ path: `${path}.damaged` }])
  expect(await reviewBackups(folder, platform.now())).toEqual([])
})

test('what a backup that was killed left is set aside once nobody can be at it', async () => {
  const { platform, clock } = await worldWithFile()
  const folder = platform.config.backupDir
  const unfinished = join(folder, 'signet-2026-05-14T15-00-00-000Z.unfinished')
  mkdirSync(unfinished, { recursive: true })
  utimesSync(unfinished, platform.now(), platform.now())
  expect(await reviewBackups(folder, platform.now())).toEqual([])
  clock.forward({ days: 1 })
  expect(await reviewBackups(folder, platform.now())).toHaveLength(1)
})

test('a damaged audit log is found when the copy is read back', async () => {
  const { platform } = await worldWithFile()
  platform.sqlite.exec('drop trigger audit_entry_no_update')
  platform.sqlite.exec("update audit_entry set details = '{}' where seq = 2")
  expect((await copyOf(platform)).manifest.isSound).toBe(false)
  const [first] = await checkHealth(platform)
  expect(first).toMatchObject({ state: 'broken' })
})

test('files that a former copy has are shared with it, and old copies go', async () => {
  const { platform, clock } = await worldWithFile()
  const folder = newFolder()
  const paths: string[] = []
  for (let day = 0; day < 4; day++) {
    paths.push((await copyOf(platform, folder, 2)).path)
    clock.forward({ days: 1 })
  }
  expect(paths.map((path) => existsSync(path))).toEqual([false, false, true, true])
  const inode = (path = '') => statSync(join(path, 'files/evidence/one.txt')).ino
  expect(inode(paths[2])).toBe(inode(paths[3]))
  expect(await verifyBackup(paths[3] ?? '')).toMatchObject({ isSound: true })
})

test('a copy that fails leaves nothing that looks like one', async () => {
  const { platform } = await worldWithFile()
  const folder = newFolder()
  const broken = {
    ...platform.files,
    list: () => {
      throw new Error('The disk is gone.')
    },
  }
  const source = { sqlite: platform.sqlite, files: broken, filesFolder: 'nowhere' }
  await expect(backUp(source, { folder, now: platform.now(), keep: 1 })).rejects.toThrow('The disk is gone.')
  expect(readdirSync(folder)).toEqual([])
})

test('health tells how old the newest sound copy is', async () => {
  const { platform, clock } = await worldWithFile()
  const finding = async () => (await checkHealth(platform)).find(({ name }) => name === 'backup')
  expect(await finding()).toMatchObject({ state: 'attention', finding: 'none' })
  await copyOf(platform)
  expect(await finding()).toMatchObject({ state: 'good', finding: 'recent' })
  clock.forward({ hours: 30 })
  expect(await finding()).toMatchObject({ state: 'attention', finding: 'old' })
  clock.forward({ days: 8 })
  expect(await finding()).toMatchObject({ state: 'broken', finding: 'old' })
})

test('a server makes a copy each day, and says when one fails', async () => {
  const { platform, clock } = await worldWithFile()
  const run = () => copyOf(platform).then(() => 0)
  expect(await backUpWhenDue(platform, run)).toBe(true)
  expect(await backUpWhenDue(platform, run)).toBe(false)
  clock.forward({ hours: 24 })
  expect(await backUpWhenDue(platform, async () => 1)).toBe(true)
  expect(platform.logged.map(({ event }) => event)).toEqual(['backup.made', 'backup.failed'])
})
