import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What tells others on this machine whether this process lives. */
export interface ProcessLife {
  id: string
  /** Of these, those that are no more. */
  listEnded(ids: readonly string[]): string[]
  end(): void
}

/**
 * A life is a lock on a file of its own, which the system lets go when the process ends, however it ends: no clock says so later,
 * and no number of a process is given out twice.
 */
export function beginLife(dataDir: string): ProcessLife {
  const folder = join(dataDir, 'runners')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const id = randomUUID()
  const own = lock(fileOf(folder, id))
  for (const name of readdirSync(folder)) if (isOld(join(folder, name))) buryIfEnded(join(folder, name))
  return {
    id,
    listEnded: (ids) => ids.filter((one) => one !== id && buryIfEnded(fileOf(folder, one))),
    end() {
      own?.close()
      rmSync(fileOf(folder, id), { force: true })
    },
  }
}

const fileOf = (folder: string, id: string) => join(folder, `${id}.life`)

/** SQLite locks alike on every system. Absent where somebody else holds it. */
function lock(file: string): Database.Database | undefined {
  const held = new Database(file, { timeout: 0 })
  try {
    held.pragma('journal_mode = MEMORY')
    held.exec('begin exclusive')
    return held
  } catch {
    held.close()
    return undefined
  }
}

/** Who began at this moment may not hold theirs yet. */
const isOld = (file: string) => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 60_000

/** Whether nobody holds it: then the file is of no use to anyone. */
function buryIfEnded(file: string): boolean {
  const taken = lock(file)
  if (!taken) return false
  taken.close()
  rmSync(file, { force: true })
  return true
}
