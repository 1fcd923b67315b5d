import type { ListedFile, Platform } from '../../platform/platform.ts'
import { listKnownFileKeys } from './submissions-store.ts'

/** No upload takes so long that its row is still to come. */
const longestUpload = 24 * 60 * 60_000
const keysAtATime = 90

/** Removes files that no evidence names: a crash between bytes and row left them. Says how many. */
export async function sweepEvidenceFiles(platform: Pick<Platform, 'db' | 'files' | 'now'>): Promise<number> {
  const before = platform.now().getTime() - longestUpload
  let removed = 0
  let page: ListedFile[] = []
  const sweepPage = async () => {
    const old = page.filter(({ storedAt }) => storedAt.getTime() < before).map(({ key }) => key)
    const known = new Set(old.length > 0 ? await listKnownFileKeys(platform.db, old) : [])
    for (const key of old.filter((key) => !known.has(key))) {
      await platform.files.delete(key)
      removed++
    }
    page = []
  }
  for await (const file of platform.files.list('evidence/')) {
    page.push(file)
    if (page.length === keysAtATime) await sweepPage()
  }
  await sweepPage()
  return removed
}
