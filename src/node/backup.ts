import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type Database from 'better-sqlite3'
import * as z from 'zod'
import { verifyAudit } from '../platform/audit/audit-log.ts'
import { compression } from '../platform/compression.ts'
import { connect } from '../platform/db/db.ts'
import { AppError, type Refusal } from '../platform/errors.ts'
import { assertFileKey } from '../platform/file-key.ts'
import { noPreferences } from '../platform/language/preferences.ts'
import { sayRefusal } from '../platform/language/say-refusal.ts'
import { speakTo } from '../platform/language/speech.ts'
import type { BackupReport, Files } from '../platform/platform.ts'
import { version } from '../platform/version.ts'
import { openSqlite } from './sqlite-d1.ts'

const manifestSchema = z.object({
  madeAt: z.iso.datetime(),
  version: z.string(),
  database: z.object({ size: z.number(), sha256: z.string() }),
  audit: z.object({ entries: z.number(), head: z.string() }),
  files: z.array(z.object({ key: z.string().transform(assertFileKey), size: z.number(), sha256: z.string() })),
  isSound: z.boolean(),
})
export type BackupManifest = z.infer<typeof manifestSchema>

/**
 * A whole copy in a folder of its own, read back before it counts: database, files and a list of both. The key that
 * protects the signing keys is not in it: whoever steals a copy must not be able to sign.
 */
export async function backUp(
  source: { sqlite: Database.Database; files: Files; filesFolder: string },
  { folder, now, keep }: { folder: string; now: Date; keep: number },
): Promise<{ path: string; manifest: BackupManifest }> {
  const name = `signet-${now.toISOString().replace(/[:.]/g, '-')}`
  const path = join(folder, name)
  const unfinished = `${path}.unfinished`
  const former = await findLastSound(folder)
  await mkdir(join(unfinished, 'files'), { recursive: true, mode: 0o700 })
  try {
    await source.sqlite.backup(join(unfinished, 'signet.db'))
    const files = await copyFiles(source, { to: join(unfinished, 'files'), former })
    const manifest = await describe(unfinished, { files, now })
    await writeDurably(join(unfinished, 'manifest.json'), JSON.stringify(manifest, null, 1))
    await rename(unfinished, path)
    await syncFolder(folder)
    await removeOld(folder, keep)
    return { path, manifest }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

export type BackupVerdict = { isSound: true; manifest: BackupManifest } | { isSound: false; reason: Refusal }

/** Reads a copy whole and compares it with its list. */
export const verifyBackup = (path: string): Promise<BackupVerdict> => compareWithList(path, () => true)

/**
 * Reads a share of the newest copy again, another each day and all of it in a week, and the database of one older copy. A disk that
 * lets go of what it holds says so to nobody who does not read. What is damaged or was left half-written is set aside under a name
 * of its own, where `restore` still finds what is sound of it.
 */
export async function reviewBackups(folder: string, now: Date): Promise<SetAside[]> {
  const today = Math.floor(now.getTime() / day)
  const setAside: SetAside[] = []
  for (const name of await listNames(folder, unfinishedName)) {
    const begunAt = (await stat(join(folder, name)).catch(() => undefined))?.mtime
    if (begunAt && now.getTime() - begunAt.getTime() > longestBackup)
      setAside.push(await putAside(join(folder, name), { key: 'refused.copyUnfinished' }))
  }
  for (const [age, path] of (await listBackups(folder)).entries()) {
    const isDue = age === 0 ? (key: string) => shareOf(key) === today % week : () => false
    const isDatabaseDue = age === 0 || age % week === today % week
    const verdict = await compareWithList(path, isDue, { withDatabase: isDatabaseDue }).catch(unreadable)
    if (!verdict.isSound) setAside.push(await putAside(path, verdict.reason))
  }
  return setAside
}

export interface SetAside {
  path: string
  reason: Refusal
}

export interface Restored {
  manifest: BackupManifest
  /** Keys of files that the copy names and does not hold as they were. */
  lost: string[]
}

/**
 * Puts what is sound of a copy where there is no data yet, and says what is not. Run again after it was interrupted, it goes on:
 * the database comes last, so what was begun and not finished is not taken for an installation.
 */
export async function restore(path: string, { dataDir }: { dataDir: string }): Promise<Restored> {
  const database = join(dataDir, 'signet.db')
  if (existsSync(database)) throw new AppError('state-conflict', 'refused.dataThere', { path: dataDir })
  const verdict = await compareWithList(path, () => false)
  if (!verdict.isSound) throw new AppError('internal', verdict.reason.key, verdict.reason.values)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lost: string[] = []
  for (const { key, sha256 } of verdict.manifest.files) {
    const target = join(dataDir, 'files', 'kept', key)
    if (!(await isRestored(join(path, 'files', key), target, sha256))) lost.push(key)
  }
  if (!(await isRestored(join(path, 'signet.db'), database, verdict.manifest.database.sha256)))
    throw new AppError('internal', 'refused.copyDatabaseUnread')
  return { manifest: verdict.manifest, lost }
}

export async function findLastBackup(folder: string): Promise<BackupReport | undefined> {
  const setAside = (await listNames(folder, /\.damaged$/)).length
  for (const path of await listBackups(folder)) {
    const manifest = await readManifest(path)
    if (!manifest) continue
    const { madeAt, database, files, isSound } = manifest
    return { madeAt: new Date(madeAt), databaseSize: database.size, files: files.length, isSound, setAside }
  }
  return undefined
}

const day = 24 * 60 * 60_000
const week = 7
const longestBackup = day / 2
const mostSetAside = 3

async function compareWithList(
  path: string,
  isDue: (key: string) => boolean,
  { withDatabase = true } = {},
): Promise<BackupVerdict> {
  const manifest = await readManifest(path)
  if (!manifest) return { isSound: false, reason: { key: 'refused.copyNoList' } }
  if (withDatabase && !(await isAsListed(join(path, 'signet.db'), manifest.database.sha256)))
    return { isSound: false, reason: { key: 'refused.copyOtherDatabase' } }
  for (const { key, sha256 } of manifest.files)
    if (isDue(key) && !(await isAsListed(join(path, 'files', key), sha256)))
      return { isSound: false, reason: { key: 'refused.copyFileChanged', values: { file: key } } }
  return manifest.isSound
    ? { isSound: true, manifest }
    : { isSound: false, reason: { key: 'refused.copyDamagedWhenMade' } }
}

const unreadable = (): BackupVerdict => ({ isSound: false, reason: { key: 'refused.copyUnreadable' } })

const shareOf = (key: string) => (createHash('sha256').update(key).digest()[0] ?? 0) % week

const isAsListed = async (file: string, sha256: string) => (await sha256Of(file).catch(() => undefined)) === sha256

/** Few stay: they share their bytes with sound ones, and nobody needs more to see what happened. */
async function putAside(path: string, reason: Refusal): Promise<SetAside> {
  const aside = `${path.replace(/\.unfinished$/, '')}.damaged`
  await rename(path, aside)
  await writeFile(join(aside, 'reason.txt'), `${sayRefusal(reason, speakTo(noPreferences, 'UTC'))}\n`).catch(
    () => undefined,
  )
  const all = (await listNames(dirname(path), /\.damaged$/)).reverse()
  for (const name of all.slice(mostSetAside)) await rm(join(dirname(path), name), { recursive: true, force: true })
  return { path: aside, reason }
}

/** Under its name when it is whole. */
async function isRestored(from: string, to: string, sha256: string): Promise<boolean> {
  if (await isAsListed(to, sha256)) return true
  const temporary = `${to}.restoring`
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const isCopied = await copyFile(from, temporary).then(...yesOrNo)
  if (!isCopied || !(await isAsListed(temporary, sha256))) {
    await rm(temporary, { force: true })
    return false
  }
  await syncFile(temporary)
  await rename(temporary, to)
  await syncFolder(dirname(to))
  return true
}

/** Newest first: their names sort by time. */
const listBackups = async (folder: string): Promise<string[]> =>
  (await listNames(folder, /^signet-\d{4}-\d\d-\d\dT[\d-]+Z$/)).reverse().map((name) => join(folder, name))

const unfinishedName = /^signet-[\dTZ-]+\.unfinished$/

const listNames = async (folder: string, which: RegExp): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => which.test(name)).sort()

/** None where it is half-written: that copy is then no copy. */
async function readManifest(path: string): Promise<BackupManifest | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')))
  } catch {
    return undefined
  }
}

/**
 * A file never changes under its key, so what a former copy has is shared with it instead of written again; but only what is read
 * again and found as it was. No digest is passed on: a copy that was damaged since would spoil all that come after it.
 */
async function copyFiles(
  { files, filesFolder }: { files: Files; filesFolder: string },
  { to, former }: { to: string; former: string | undefined },
): Promise<BackupManifest['files']> {
  const formerFiles = former === undefined ? [] : ((await readManifest(former))?.files ?? [])
  const known = new Map(formerFiles.map(({ key, sha256 }) => [key, sha256]))
  const copied: BackupManifest['files'] = []
  for await (const { key } of files.list('')) {
    const target = join(to, key)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const shared = former !== undefined && (await readShared(join(former, 'files', key), target, known.get(key)))
    // What was deleted since the list was made is rightly not in the copy.
    const isCopied = shared || (await copyFile(join(filesFolder, 'kept', key), target).then(...yesOrNo))
    if (isCopied) copied.push({ key, size: (await stat(target)).size, sha256: await sha256Of(target) })
  }
  return copied
}

/** Whether it is there now, as the former copy names it. */
async function readShared(from: string, to: string, sha256: string | undefined): Promise<boolean> {
  if (sha256 === undefined || !(await isAsListed(from, sha256))) return false
  return await link(from, to).then(...yesOrNo)
}

const yesOrNo = [() => true, () => false] as const

/** Opens the copied database and reads all of it. */
async function describe(
  folder: string,
  { files, now }: { files: BackupManifest['files']; now: Date },
): Promise<BackupManifest> {
  const file = join(folder, 'signet.db')
  const { binding, sqlite, close } = openSqlite(file)
  try {
    const integrity = sqlite.pragma('integrity_check', { simple: true })
    const orphans = sqlite.pragma('foreign_key_check') as unknown[]
    // drizzle calls prepare and batch of D1Database and nothing else; both are here.
    const audit = await verifyAudit(connect(binding as Parameters<typeof connect>[0], compression))
    sqlite.pragma('journal_mode = DELETE')
    close()
    return {
      madeAt: now.toISOString(),
      version,
      database: { size: (await stat(file)).size, sha256: await sha256Of(file) },
      audit: audit.state === 'intact' ? { entries: audit.entries, head: audit.head } : { entries: 0, head: '' },
      files,
      isSound: integrity === 'ok' && orphans.length === 0 && audit.state === 'intact',
    }
  } finally {
    if (sqlite.open) close()
  }
}

/** With whom files may be shared. */
async function findLastSound(folder: string): Promise<string | undefined> {
  for (const path of await listBackups(folder)) if ((await readManifest(path))?.isSound) return path
  return undefined
}

async function sha256Of(file: string): Promise<string> {
  const digest = createHash('sha256')
  await pipeline(createReadStream(file), digest)
  return digest.digest('hex')
}

async function writeDurably(file: string, text: string) {
  await writeFile(file, text, { mode: 0o600, flush: true })
}

async function syncFile(file: string) {
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function removeOld(folder: string, keep: number) {
  for (const path of (await listBackups(folder)).slice(keep)) await rm(path, { recursive: true, force: true })
}
