// Kills a process in the middle of a bulk award and of a roster: whoever starts next takes both up within ten seconds.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { startBulkAward } from '../../src/credentials/awards/start-bulk-award.ts'
import { startApplying } from '../../src/identity/rosters/apply-roster.ts'
import { readRoster } from '../../src/identity/rosters/read-roster.ts'
import { startRoster } from '../../src/identity/rosters/start-roster.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import {
  addApprovedSubmissions,
  buildProgram,
  conclude,
  createDistrict,
  newFolder,
  openInstallation,
  staffBundle,
} from './installation.ts'

const mostSeconds = 10
const runner = await buildProgram(new URL('./taken-up-runner.ts', import.meta.url))
const bulk = await drill('bulk_award', 'awarded', async (platform, district) => {
  const submissionIds = await addApprovedSubmissions(platform, district, 1500)
  await startBulkAward(platform, district.ada, { submissionIds })
})
const roster = await drill('roster_import', 'applied_rows', async (platform, { issuerId, ada }) => {
  const body = new Blob([staffBundle(20_000)]).stream()
  const { id } = await startRoster(platform, ada, issuerId, { fileName: 'staff.zip', body })
  await readRoster(platform, id)
  await startApplying(platform, ada, id)
})
const facts = {
  'bulk taken up after (s)': bulk.seconds,
  'bulk done': bulk.isDone,
  'roster taken up after (s)': roster.seconds,
  'roster done': roster.isDone,
  chains: `${bulk.chain} ${roster.chain}`,
}
const holds = [bulk, roster].every(
  ({ seconds, isDone, chain }) => seconds <= mostSeconds && isDone && chain === 'intact',
)
conclude('taken up', facts, holds)

async function drill(
  table: string,
  progress: string,
  prepare: (
    platform: ReturnType<typeof openInstallation>,
    district: Awaited<ReturnType<typeof createDistrict>>,
  ) => Promise<void>,
) {
  const dataDir = newFolder('taken-up')
  const preparing = openInstallation(dataDir)
  await prepare(preparing, await createDistrict(preparing))
  await preparing.close()
  const killedAt = await runUntilProgress(dataDir, table, progress)
  const platform = openInstallation(dataDir)
  const settled = () => Number(platform.sqlite.prepare(`select ${progress} from ${table}`).pluck().get())
  const before = settled()
  const startedAt = performance.now()
  platform.startJobs(jobHandlers)
  while (settled() === before && performance.now() - startedAt < 2000 * mostSeconds) await wait(20)
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const isOver = () => platform.sqlite.prepare(`select state from ${table}`).pluck().get() === 'done'
  for (let tries = 0; tries < 1200 && !isOver(); tries++) await wait(50)
  const outcome = { seconds, isDone: isOver() && before === killedAt.atLeast(before), chain: '' }
  await platform.close()
  const again = openInstallation(dataDir)
  outcome.chain = (await verifyAudit(again.db)).state
  await again.close()
  rmSync(dataDir, { recursive: true })
  return outcome
}

/** A process that runs jobs until it has said some progress; then it is killed. */
async function runUntilProgress(dataDir: string, table: string, progress: string) {
  let last = 0
  const child = spawn(process.execPath, [runner, dataDir, table, progress], { stdio: ['ignore', 'pipe', 'inherit'] })
  createInterface(child.stdout).on('line', (line) => {
    last = Number(line)
    if (last > 0) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.on('close', resolve))
  return { atLeast: (found: number) => Math.max(found, last) }
}
