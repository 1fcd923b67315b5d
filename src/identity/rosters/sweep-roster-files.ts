import type { Platform } from '../../platform/platform.ts'
import { isFileOfOpenRoster } from './rosters-store.ts'

/** No upload takes so long that its row is still to come. */
const longestUpload = 24 * 60 * 60_000

/** Removes files with names and addresses that no open roster is read from: a crash between the end of one and its file left them. */
export async function sweepRosterFiles(platform: Pick<Platform, 'db' | 'files' | 'now'>): Promise<number> {
  const before = platform.now().getTime() - longestUpload
  let removed = 0
  for await (const { key, storedAt } of platform.files.list('rosters/')) {
    if (storedAt.getTime() >= before || (await isFileOfOpenRoster(platform.db, key))) continue
    await platform.files.delete(key)
    removed++
  }
  return removed
}
