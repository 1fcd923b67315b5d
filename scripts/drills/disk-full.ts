// Fills the disk under a running installation: what is written is refused as such, what is read works, and all goes on
// once there is room. On a small file system of its own where we may mount one, else with a database that may not grow.
import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { createApp } from '../../src/app/app.ts'
import { submission } from '../../src/assessment/submissions/submissions-tables.ts'
import { award } from '../../src/credentials/awards/awards-tables.ts'
import { startSession } from '../../src/identity/people/sessions.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { addApprovedSubmissions, conclude, createDistrict, newFolder, openInstallation } from './installation.ts'

const folder = newFolder('full')
const isMounted = mount(folder)
process.on('exit', () => {
  if (isMounted) execFileSync('umount', ['--lazy', folder])
  rmSync(folder, { recursive: true, force: true })
})
const platform = openInstallation(join(folder, 'data'))
const disk = isMounted ? smallDisk(folder) : smallDatabase(platform.sqlite)
const district = await createDistrict(platform)
await addApprovedSubmissions(platform, district, 300)
const { secret } = await startSession(platform, district.ada.personId, 'token')
const app = createApp(platform)
const ask = (method: string, path: string) =>
  app.request(`${platform.config.origin}${path}`, { method, headers: { authorization: `Bearer ${secret}` } })

const waiting = (await platform.db.select({ id: submission.id }).from(submission)).map(({ id }) => id)
const issue = async (id = '') => (await ask('POST', `/api/v1/submissions/${id}/award`)).status
disk.fill()
const before = await countUntilFull()
const whenFull = await issue(waiting[before])
const [issued] = await platform.db.select().from(award).limit(1)
const read = (await ask('GET', `/c/${issued?.id}`)).status
const upload = await platform.files
  .put('drill/large.bin', new Uint8Array(64 * 1024 * 1024), { maxBytes: 64 * 1024 * 1024 })
  .then(
    () => 'kept',
    (error: { code?: string }) => error.code ?? 'error',
  )
let halves = 0
for await (const _ of platform.files.list('drill/')) halves++
const kept = await platform.db.$count(award)

disk.clear()
const after = await issue(waiting[before])
const audit = await verifyAudit(platform.db)
const facts = {
  disk: isMounted ? 'tmpfs' : 'database that may not grow',
  'issued until full': before,
  'refused with': whenFull,
  'reading meanwhile': read,
  'upload meanwhile': upload,
  'halves kept': halves,
  'awards kept': kept,
  'issued with room again': after,
  chain: audit.state,
  integrity: String(platform.sqlite.pragma('integrity_check', { simple: true })),
}
await platform.close()
const isUploadRefused = !isMounted || (upload === 'storage-full' && halves === 0)
conclude(
  'disk full',
  facts,
  before > 0 &&
    whenFull === 507 &&
    read === 200 &&
    isUploadRefused &&
    kept === before &&
    after === 201 &&
    audit.state === 'intact' &&
    facts.integrity === 'ok',
)

async function countUntilFull() {
  for (let n = 0; n < waiting.length; n++) if ((await issue(waiting[n])) !== 201) return n
  throw new Error('The disk never became full.')
}

interface SmallDisk {
  /** Leaves room for a few awards. */
  fill(): void
  clear(): void
}

function mount(path: string) {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', path], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function smallDisk(path: string): SmallDisk {
  const ballast = join(path, 'ballast')
  return {
    fill() {
      const { bavail, bsize } = statfsSync(path)
      writeFileSync(ballast, new Uint8Array(bavail * bsize - 256 * 1024))
    },
    clear: () => rmSync(ballast),
  }
}

function smallDatabase(sqlite: Database.Database): SmallDisk {
  return {
    fill: () => void sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true })) + 40}`),
    clear: () => void sqlite.pragma('max_page_count = 1000000'),
  }
}
