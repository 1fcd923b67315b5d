import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** One note of record-writes.c: write, truncate, sync, rename, unlink or mkdir. */
export interface Operation {
  kind: string
  path: string
  second: string
  offset: number
  data: Buffer
}

export function readOperations(bytes: Buffer): Operation[] {
  const list: Operation[] = []
  for (let at = 0; at < bytes.length; ) {
    const [pathLength, secondLength] = [bytes.readUInt32LE(at + 1), bytes.readUInt32LE(at + 5)]
    const [offset, length] = [Number(bytes.readBigUInt64LE(at + 9)), Number(bytes.readBigUInt64LE(at + 17))]
    const path = at + 25
    const data = path + pathLength + secondLength
    list.push({
      kind: String.fromCharCode(bytes[at] ?? 0),
      path: bytes.toString('utf8', path, path + pathLength),
      second: bytes.toString('utf8', path + pathLength, data),
      offset,
      data: bytes.subarray(data, data + length),
    })
    at = data + length
  }
  return list
}

/**
 * Leaves a copy of a folder as a loss of power could: what was synced is there; of everything else, each sector and each
 * change of a name is there or not, by chance. Harsher than most disks, and allowed by POSIX.
 */
export function leaveTorn(past: Operation[], { from, to }: { from: string; to: string }, random: () => number) {
  const onDisk = (path: string) => path.replace(from, to)
  const { fileOf, folderSyncs } = findFiles(past, onDisk)
  const isNameKept = (path: string, index: number) => (folderSyncs.get(dirname(path)) ?? -1) > index || random() < 0.5
  const names = new Map<string, File>()
  const lostFolders: string[] = []

  past.forEach(({ kind, path, second, offset, data }, index) => {
    const file = fileOf[index]
    if (kind === 'M' && !isNameKept(path, index)) lostFolders.push(`${path}/`)
    if (kind === 'U' && isNameKept(path, index)) {
      names.delete(path)
      rmSync(onDisk(path), { force: true })
    }
    if (!file) return
    const isSynced = index <= file.lastSync
    if (kind === 'R' && isNameKept(second, index)) {
      names.delete(path)
      names.set(second, file)
    }
    if (kind === 'W') {
      if (existsSync(onDisk(path)) || isNameKept(path, index)) names.set(path, file)
      writeSectors(file, offset, data, () => isSynced || random() < 0.5)
    }
    if (kind === 'T' && (isSynced || random() < 0.5)) resize(file, offset)
  })

  for (const [path, { room, size }] of names) {
    if (lostFolders.some((lost) => path.startsWith(lost))) continue
    mkdirSync(dirname(onDisk(path)), { recursive: true })
    writeFileSync(onDisk(path), room.subarray(0, size))
  }
}

interface File {
  /** Its bytes, and zeros to grow into. */
  room: Buffer
  size: number
  /** Index of the last operation that synced it; what came before is safe. */
  lastSync: number
}

/** Which file each operation is about, whatever it is called then, and when it and each folder were last synced. */
function findFiles(past: Operation[], onDisk: (path: string) => string) {
  const fileOf: (File | undefined)[] = []
  const files = new Map<string, File>()
  const folderSyncs = new Map<string, number>()
  const fileAt = (path: string) => {
    const known = files.get(path)
    if (known) return known
    const room = existsSync(onDisk(path)) ? readFileSync(onDisk(path)) : Buffer.alloc(0)
    const file = { room, size: room.length, lastSync: -1 }
    files.set(path, file)
    return file
  }
  past.forEach(({ kind, path, second }, index) => {
    // Folders are still there when the recording is over.
    if (kind === 'S' && existsSync(path) && statSync(path).isDirectory()) folderSyncs.set(path, index)
    else if (kind === 'S') fileAt(path).lastSync = index
    if (kind === 'W' || kind === 'T' || kind === 'R') fileOf[index] = fileAt(path)
    if (kind === 'R') files.set(second, fileAt(path))
    if (kind === 'R' || kind === 'U') files.delete(path)
  })
  return { fileOf, folderSyncs }
}

function writeSectors(file: File, offset: number, data: Buffer, isKept: () => boolean) {
  for (let at = 0; at < data.length; at += 512) {
    const sector = data.subarray(at, at + 512)
    if (!isKept()) continue
    resize(file, Math.max(file.size, offset + at + sector.length))
    sector.copy(file.room, offset + at)
  }
}

function resize(file: File, size: number) {
  if (size > file.room.length) file.room = Buffer.concat([file.room], 2 * size)
  file.room.fill(0, size, Math.max(size, file.size))
  file.size = size
}
