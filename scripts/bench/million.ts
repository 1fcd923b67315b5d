import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { runBulkAward } from '../../src/credentials/awards/run-bulk-award.ts'
import { startBulkAward } from '../../src/credentials/awards/start-bulk-award.ts'
import type { NodePlatform } from '../../src/node/node-platform.ts'
import { addApprovedSubmissions, openInstallation } from '../drills/installation.ts'
import { prepareCopies } from './copied-awards.ts'
import { createInstallation, type Installation, removeInstallation } from './installation.ts'
import { median } from './measure.ts'
import type { Measured } from './rows.ts'

const million = 1_000_000
const inOneGo = 10_000
const file = new URL('./million.json', import.meta.url)

const remembered = z.strictObject({
  date: z.string(),
  megabytes: z.number(),
  megabytesOfAll: z.number(),
  rate: z.number(),
  rateWhenEmpty: z.number(),
})

/** It takes long, so the table shows the last time it was done. */
export function rememberedMillion(): Measured[] {
  return existsSync(file) ? toRows(remembered.parse(JSON.parse(readFileSync(file, 'utf8')))) : []
}

/**
 * A ledger of a million: ten thousand that were awarded, and copies of their rows with ids of their own and older times. Then
 * as many more are awarded into it and into an empty one, in turns.
 */
export async function measureMillion({ isQuick }: { isQuick: boolean }): Promise<Measured[]> {
  const [full, empty] = [await openLedger(), await openLedger()]
  await awardMany(full)
  const copyAwards = prepareCopies(full.platform.sqlite)
  for (let copy = 1; copy < (isQuick ? 2 : million / inOneGo); copy++) {
    copyAwards(copy)
    if (copy % 10 === 0) process.stderr.write(`${(copy + 1) * inOneGo} awards\n`)
  }
  assertAwards(full.platform, isQuick ? 2 * inOneGo : million)
  full.platform.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const megabytes = toMegabytes(sizeOfCredentials(full.platform))
  const megabytesOfAll = toMegabytes(sizeOfAll(full.installation))
  const [rates, ratesWhenEmpty]: [number[], number[]] = [[], []]
  for (let round = 0; round < 3; round++) {
    rates.push(await awardMany(full))
    ratesWhenEmpty.push(await awardMany(empty))
  }
  for (const { platform, installation } of [full, empty]) {
    await platform.close()
    removeInstallation(installation)
  }
  const [rate, rateWhenEmpty] = [median(rates), median(ratesWhenEmpty)]
  const result = { date: new Date().toISOString().slice(0, 10), megabytes, megabytesOfAll, rate, rateWhenEmpty }
  if (!isQuick) writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  return toRows(result)
}

interface Ledger {
  installation: Installation
  platform: NodePlatform
}

async function openLedger(): Promise<Ledger> {
  const installation = await createInstallation({ awarders: 1, approved: 0, awarded: 0 })
  return { installation, platform: openInstallation(installation.dataDir, { origin: installation.origin }) }
}

/** Awards a second. The work that they are for is there before the clock starts. */
async function awardMany({ platform, installation: { district } }: Ledger): Promise<number> {
  const submissionIds = await addApprovedSubmissions(platform, district, inOneGo)
  const { id } = await startBulkAward(platform, district.ada, { submissionIds })
  const started = performance.now()
  while ((await runBulkAward(platform, id, { chunks: 40 })) === 'more');
  return inOneGo / ((performance.now() - started) / 1000)
}

function assertAwards({ sqlite }: NodePlatform, expected: number) {
  const count = Number(sqlite.prepare('select count(*) from award').pluck().get())
  if (count !== expected) throw new Error(`There are ${count} awards instead of ${expected}.`)
}

/** Bytes of the rows and indexes that hold them and their status. */
const sizeOfCredentials = ({ sqlite }: NodePlatform): number =>
  Number(
    sqlite
      .prepare(
        `select sum(pgsize) from dbstat where name in (select name from sqlite_master
          where tbl_name in ('award', 'credential_dictionary', 'status_list', 'status_position', 'revocation'))`,
      )
      .pluck()
      .get(),
  )

const sizeOfAll = ({ dataDir }: Installation): number => statSync(join(dataDir, 'signet.db')).size

const toMegabytes = (bytes: number) => Math.round(bytes / 1e6)

const toRows = ({ date, megabytes, megabytesOfAll, rate, rateWhenEmpty }: z.infer<typeof remembered>): Measured[] => [
  { id: 'million-size', value: megabytes, note: `${date}; ${megabytesOfAll} MB with the work and the reviews of all` },
  { id: 'million-rate', value: rate / rateWhenEmpty, note: `${date}, ${rate.toFixed(0)}/s` },
]
