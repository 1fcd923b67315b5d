import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { runBulkAward } from '../../src/awards/run-bulk-award.ts'
import { startBulkAward } from '../../src/awards/start-bulk-award.ts'
import type { NodePlatform } from '../../src/node/node-platform.ts'
import { addApprovedSubmissions, type District, openInstallation } from '../drills/installation.ts'
import { createInstallation, type Installation, removeInstallation } from './installation.ts'
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

/** Awards a million by the product's own bulk awards, and asks how large the database is and how the last ones went. */
export async function measureMillion({ isQuick }: { isQuick: boolean }): Promise<Measured[]> {
  const count = isQuick ? 2 * inOneGo : million
  const installation = await createInstallation({ awarders: 1, approved: 0, awarded: 50 })
  const platform = openInstallation(installation.dataDir, installation.origin)
  const { district } = installation
  const rateWhenEmpty = await awardMany(platform, district)
  let rate = rateWhenEmpty
  for (let awarded = inOneGo; awarded < count; awarded += inOneGo) {
    rate = await awardMany(platform, district)
    process.stderr.write(`${awarded + inOneGo} awards, ${rate.toFixed(0)}/s\n`)
  }
  platform.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const megabytes = toMegabytes(sizeOfCredentials(platform))
  const megabytesOfAll = toMegabytes(sizeOfAll(installation))
  await platform.close()
  removeInstallation(installation)
  const result = { date: new Date().toISOString().slice(0, 10), megabytes, megabytesOfAll, rate, rateWhenEmpty }
  if (!isQuick) writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  return toRows(result)
}

/** Awards a second. The work that they are for is there before the clock starts. */
async function awardMany(platform: NodePlatform, district: District): Promise<number> {
  const submissionIds = await addApprovedSubmissions(platform, district, inOneGo)
  const { id } = await startBulkAward(platform, district.ada, { submissionIds })
  const started = performance.now()
  while ((await runBulkAward(platform, id, { chunks: 40 })) === 'more');
  return inOneGo / ((performance.now() - started) / 1000)
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
