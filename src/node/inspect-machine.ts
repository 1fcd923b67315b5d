import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../platform/config.ts'
import type { MachineReport } from '../platform/platform.ts'
import { findLastBackup } from './backup.ts'

export async function inspectMachine({ dataDir, backupDir }: Config): Promise<MachineReport> {
  const [database, disk, lastBackup] = await Promise.all([
    stat(join(dataDir, 'signet.db')),
    statfs(dataDir),
    findLastBackup(backupDir),
  ])
  return {
    runtime: `Node ${process.versions.node}`,
    isManaged: false,
    databaseSize: database.size,
    freeSpace: disk.bavail * disk.bsize,
    lastBackup,
  }
}
