// A roster of 60,000 people: read, applied, and read again unchanged, in under a minute and 300 MiB. package.json bounds the
// heap: where there is room, Node lets garbage lie.
import { readFileSync, rmSync } from 'node:fs'
import { applyRoster, startApplying } from '../../src/identity/rosters/apply-roster.ts'
import { readRoster } from '../../src/identity/rosters/read-roster.ts'
import { getRoster } from '../../src/identity/rosters/read-rosters.ts'
import { startRoster } from '../../src/identity/rosters/start-roster.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { conclude, createDistrict, newFolder, openInstallation, staffBundle } from './installation.ts'

const people = Number(process.argv[2] ?? 60_000)
const mostSeconds = 60
const mostMebibytes = 300

const dataDir = newFolder('roster')
const platform = openInstallation(dataDir)
const { issuerId, ada } = await createDistrict(platform)
const file = staffBundle(people)

let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, memory())
}, 50)
const first = await timed(async () => {
  const { id } = await send()
  await startApplying(platform, ada, id)
  await applyRoster(platform, id, ada.personId)
  return await getRoster(platform, ada, id)
})
const again = await timed(async () => {
  const { id } = await send()
  return await getRoster(platform, ada, id)
})
clearInterval(watch)
const { state: chain } = await verifyAudit(platform.db)
await platform.close()
rmSync(dataDir, { recursive: true })

const facts = {
  people,
  seconds: first.seconds,
  secondsAgain: again.seconds,
  mebibytes: Math.round(peak),
  added: first.result.counts.positions.add,
  unchanged: again.result.counts.positions.same,
  chain,
}
conclude(
  'roster',
  facts,
  first.result.state === 'done' &&
    facts.added === people &&
    facts.unchanged === people &&
    facts.seconds <= mostSeconds &&
    facts.mebibytes <= mostMebibytes &&
    chain === 'intact',
)

async function send() {
  const body = new Blob([file]).stream()
  const { id } = await startRoster(platform, ada, issuerId, { fileName: 'staff.zip', body })
  await readRoster(platform, id)
  return { id }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = performance.now()
  const result = await work()
  return { result, seconds: Math.round((performance.now() - start) / 100) / 10 }
}

/** Of this process alone, without what it maps of files. */
function memory(): number {
  const [, kibibytes = '0'] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kibibytes) / 1024
}
