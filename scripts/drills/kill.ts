// Issues awards in a process that is killed again and again, then looks for what is missing, doubled or broken.
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ne } from 'drizzle-orm'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { award } from '../../src/credentials/awards/awards-tables.ts'
import { readStoredCredential } from '../../src/credentials/awards/stored-credential.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { sha256Hex } from '../../src/platform/encoding.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { runDueJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import {
  addApprovedSubmissions,
  buildProgram,
  conclude,
  createDistrict,
  newFolder,
  openInstallation,
} from './installation.ts'

const count = Number(process.argv[2] ?? 2000)
const dataDir = newFolder('kill')
const preparing = openInstallation(dataDir)
const district = await createDistrict(preparing)
await addApprovedSubmissions(preparing, district, count)
const entriesBefore = await verifyAudit(preparing.db)
await preparing.close()

const issuer = await buildProgram(new URL('./kill-issuer.ts', import.meta.url))
const acknowledged = new Map<string, string>()
let kills = 0
while (!(await issueUntilKilled())) kills++

const platform = openInstallation(dataDir)
const awards = await platform.db.select().from(award)
const idOf = new Map(awards.map((row) => [row.submissionId, row.id]))
const lost = [...acknowledged].filter(([submissionId, awardId]) => idOf.get(submissionId) !== awardId).length
const digests = await Promise.all(
  awards.map(async (row) => row.digest === (await sha256Hex(await readStoredCredential(platform.db, row)))),
)
while ((await runDueJobs(platform, jobHandlers, { limit: 100 })) > 0);
const unverified = await platform.db.$count(outbox, ne(outbox.state, 'done'))
const audit = await verifyAudit(platform.db)
const facts = {
  awards: awards.length,
  kills,
  acknowledged: acknowledged.size,
  lost,
  'twice for one submission': awards.length - idOf.size,
  'positions shared': awards.length - new Set(awards.map((row) => `${row.statusListId}/${row.statusPosition}`)).size,
  'digests wrong': digests.filter((isRight) => !isRight).length,
  unverified,
  chain: audit.state,
  integrity: String(platform.sqlite.pragma('integrity_check', { simple: true })),
}
const entries =
  audit.state === 'intact' && entriesBefore.state === 'intact' ? audit.entries - entriesBefore.entries : -1
await platform.close()
rmSync(dataDir, { recursive: true })
const zeros = [
  facts.lost,
  facts['twice for one submission'],
  facts['positions shared'],
  facts['digests wrong'],
  unverified,
]
conclude(
  'kill',
  facts,
  awards.length === count && entries === count && zeros.every((n) => n === 0) && facts.integrity === 'ok',
)

/** True when it came to its end. Killed at a random moment once it issues. */
function issueUntilKilled(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [issuer, dataDir, district.ada.personId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let isDone = false
    let timer: NodeJS.Timeout | undefined
    createInterface(child.stdout).on('line', (line) => {
      const [word, submissionId = '', awardId = ''] = line.split(' ')
      if (word === 'ready') timer = setTimeout(() => child.kill('SIGKILL'), randomInt(50, 400))
      if (word === 'award') acknowledged.set(submissionId, awardId)
      if (word === 'done') isDone = true
    })
    child.on('close', () => {
      clearTimeout(timer)
      resolve(isDone)
    })
  })
}
