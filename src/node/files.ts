import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import { AppError } from '../platform/errors.ts'
import { assertFileKey } from '../platform/file-key.ts'
import type { FileContent, Files, StoredFile } from '../platform/platform.ts'

/** Files in a folder. Bytes go to a temporary file first and get their key's name when they are all on the disk. */
export function createFolderFiles(folder: string): Files {
  const pathOf = (key: string) => join(folder, 'kept', assertFileKey(key))
  return {
    async put(key, body, { maxBytes }): Promise<StoredFile> {
      const target = pathOf(key)
      const temporary = join(folder, 'incoming', v7())
      try {
        await mkdir(dirname(temporary), { recursive: true })
        const written = await write(temporary, body, maxBytes)
        await moveForGood(temporary, target, dirname(folder))
        return { key, ...written }
      } catch (error) {
        await rm(temporary, { force: true })
        throw asAppError(error)
      }
    },

    async get(key, range): Promise<FileContent | undefined> {
      const path = pathOf(key)
      const found = await stat(path).catch(undefinedWhenMissing)
      if (!found?.isFile()) return undefined
      const stream = createReadStream(path, range ? { start: range.start, end: range.end } : {})
      // Node's own types of the two web streams differ in name only.
      return { body: Readable.toWeb(stream) as ReadableStream<Uint8Array>, size: found.size }
    },

    async delete(key) {
      await rm(pathOf(key), { force: true })
    },

    async *list(prefix) {
      const found = await readdir(join(folder, 'kept'), { recursive: true, withFileTypes: true }).catch(
        undefinedWhenMissing,
      )
      const root = join(folder, 'kept').length + 1
      const keys = (found ?? [])
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root).replaceAll('\\', '/'))
      for (const key of keys.filter((key) => key.startsWith(prefix)).sort()) {
        const found = await stat(pathOf(key)).catch(undefinedWhenMissing)
        if (found) yield { key, storedAt: found.mtime }
      }
    },
  }
}

/** What a crash left half-written. What others write at this moment is younger than any sensible `before`. */
export async function removeHalfWritten(folder: string, before: Date) {
  const incoming = join(folder, 'incoming')
  for (const name of (await readdir(incoming).catch(undefinedWhenMissing)) ?? []) {
    const path = join(incoming, name)
    const found = await stat(path).catch(undefinedWhenMissing)
    if (found && found.mtime < before) await rm(path, { force: true })
  }
}

async function write(path: string, body: ReadableStream<Uint8Array> | Uint8Array, maxBytes: number) {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    const written = await writeAll(file, body, maxBytes)
    await file.sync()
    return written
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, body: ReadableStream<Uint8Array> | Uint8Array, maxBytes: number) {
  const digest = createHash('sha256')
  let size = 0
  // Leaving the loop by an error cancels the stream, so that a client that sends too much is not read to its end.
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new AppError('payload-too-large', 'refused.fileTooLarge', { most: maxBytes })
    digest.update(chunk)
    await writeWhole(file, chunk)
  }
  return { size, sha256: digest.digest('hex') }
}

/** One write may take less than it was given, when the disk is nearly full. */
async function writeWhole(file: FileHandle, chunk: Uint8Array) {
  for (let at = 0; at < chunk.byteLength; ) at += (await file.write(chunk, at)).bytesWritten
}

/**
 * A new name survives a loss of power only when its folder was synced, and a new folder when the one above it was. All of
 * them are, up to the one that was there before the first file: another upload may have made one and not synced it yet.
 */
async function moveForGood(from: string, to: string, top: string) {
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  for (let path = dirname(to); ; path = dirname(path)) {
    await syncFolder(path)
    if (path === top) return
  }
}

async function syncFolder(path: string) {
  const folder = await open(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

const asAppError = (error: unknown) =>
  codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'
    ? new AppError('storage-full', 'refused.fileNotSaved', {}, { cause: error })
    : error

function undefinedWhenMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw error
}
