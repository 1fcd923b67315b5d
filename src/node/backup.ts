import { createHash } from 'node:crypto'
import { constants, createReadStream, existsSync } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type Database from 'better-sqlite3'
import * as z from 'zod'
import { verifyAudit } from '../platform/audit/audit-log.ts'
import { connect } from '../platform/db/db.ts'
import { assertFileKey } from '../platform/file-key.ts'
import type { BackupReport, Files } from '../platform/platform.ts'
import { version } from '../platform/version.ts'
import { compression } from './compression.ts'
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
  const former = (await listBackups(folder))[0]
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

export type BackupVerdict = { isSound: true; manifest: BackupManifest } | { isSound: false; reason: string }

/** Reads a copy whole and compares it with its list. */
export async function verifyBackup(path: string): Promise<BackupVerdict> {
  const manifest = await readManifest(path)
  if (!manifest) return { isSound: false, reason: 'It has no list of what is in it.' }
  if ((await sha256Of(join(path, 'signet.db'))) !== manifest.database.sha256)
    return { isSound: false, reason: 'The database is not the one that was copied.' }
  for (const { key, sha256 } of manifest.files)
    if ((await sha256Of(join(path, 'files', key)).catch(() => undefined)) !== sha256)
      return { isSound: false, reason: `The file ${key} is missing or was changed.` }
  return manifest.isSound ? { isSound: true, manifest } : { isSound: false, reason: 'It was damaged when it was made.' }
}

/** Puts a sound copy where there is no data yet. */
export async function restore(path: string, { dataDir }: { dataDir: string }): Promise<BackupManifest> {
  if (existsSync(join(dataDir, 'signet.db'))) throw new Error(`${dataDir} has data already. Move it away first.`)
  const verdict = await verifyBackup(path)
  if (!verdict.isSound) throw new Error(`This copy is not sound: ${verdict.reason}`)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  for (const { key } of verdict.manifest.files) {
    const target = join(dataDir, 'files', 'kept', key)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await copyFile(join(path, 'files', key), target, constants.COPYFILE_EXCL)
  }
  // Last, so that what was begun and not finished is not taken for an installation.
  await copyFile(join(path, 'signet.db'), join(dataDir, 'signet.db'), constants.COPYFILE_EXCL)
  return verdict.manifest
}

export async function findLastBackup(folder: string): Promise<BackupReport | undefined> {
  for (const path of await listBackups(folder)) {
    const manifest = await readManifest(path)
    if (!manifest) continue
    const { madeAt, database, files, isSound } = manifest
    return { madeAt: new Date(madeAt), databaseSize: database.size, files: files.length, isSound }
  }
  return undefined
}

/** Newest first: their names sort by time. */
async function listBackups(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const isBackup = (name: string) => /^signet-\d{4}-\d\d-\d\dT[\d-]+Z$/.test(name)
  return names
    .filter(isBackup)
    .sort()
    .reverse()
    .map((name) => join(folder, name))
}

async function readManifest(path: string): Promise<BackupManifest | undefined> {
  const text = await readFile(join(path, 'manifest.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : manifestSchema.parse(JSON.parse(text))
}

/** A file never changes under its key, so what a former copy has is shared with it instead of written again. */
async function copyFiles(
  { files, filesFolder }: { files: Files; filesFolder: string },
  { to, former }: { to: string; former: string | undefined },
): Promise<BackupManifest['files']> {
  const formerFiles = former === undefined ? [] : ((await readManifest(former))?.files ?? [])
  const known = new Map(formerFiles.map((file) => [file.key, file]))
  const copied: BackupManifest['files'] = []
  for await (const { key } of files.list('')) {
    const target = join(to, key)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const before = known.get(key)
    const isShared = before && former && (await link(join(former, 'files', key), target).then(...yesOrNo))
    // What was deleted since the list was made is rightly not in the copy.
    const isCopied = isShared || (await copyFile(join(filesFolder, 'kept', key), target).then(...yesOrNo))
    if (!isCopied) continue
    copied.push(isShared && before ? before : { key, size: (await stat(target)).size, sha256: await sha256Of(target) })
  }
  return copied
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

async function sha256Of(file: string): Promise<string> {
  const digest = createHash('sha256')
  await pipeline(createReadStream(file), digest)
  return digest.digest('hex')
}

async function writeDurably(file: string, text: string) {
  await writeFile(file, text, { mode: 0o600, flush: true })
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function removeOld(folder: string, keep: number) {
  for (const path of (await listBackups(folder)).slice(keep)) await rm(path, { recursive: true, force: true })
}
