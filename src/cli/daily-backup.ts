import { spawn } from 'node:child_process'
import { findLastBackup } from '../node/backup.ts'
import type { NodePlatform } from '../node/node-platform.ts'

/** While the server runs, a copy of all data each day, made by a process of its own: reading it back takes long. */
export function startDailyBackup(platform: NodePlatform): void {
  if (!platform.config.makesBackups) return
  const look = () => void backUpWhenDue(platform, runBackup)
  setTimeout(look, firstLook).unref()
  setInterval(look, hour).unref()
}

/** Whether a copy was due. What becomes of it is logged. */
export async function backUpWhenDue(
  { config, now, log }: Pick<NodePlatform, 'config' | 'now' | 'log'>,
  run: () => Promise<number>,
): Promise<boolean> {
  const last = await findLastBackup(config.backupDir)
  // A little less than a day, or it would come an hour later each day.
  if (last && now().getTime() - last.madeAt.getTime() < 23.5 * hour) return false
  const code = await run()
  log(code === 0 ? { level: 'info', event: 'backup.made' } : { level: 'error', event: 'backup.failed', code })
  return true
}

const minute = 60_000
const hour = 60 * minute
const firstLook = 5 * minute

/** This program again, with another command. */
const runBackup = () =>
  new Promise<number>((resolve) => {
    const [program = ''] = process.argv.slice(1)
    const child = spawn(process.execPath, [program, 'backup'], { stdio: 'ignore' })
    child.once('error', () => resolve(-1))
    child.once('exit', (code) => resolve(code ?? -1))
  })
