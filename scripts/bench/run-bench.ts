import { measureBulk } from './bulk.ts'
import { awardsNeeded, awardsPerPerson, type HttpEffort, measureAwards, measureReading, type Servers } from './http.ts'
import { createInstallation, freePort, removeInstallation } from './installation.ts'
import { measureLibraries } from './library.ts'
import { measureLimits } from './limits.ts'
import { startLoad } from './load/load.ts'
import { describeMachine } from './machine.ts'
import { measureMillion, rememberedMillion } from './million.ts'
import { checks } from './reference-check.ts'
import type { Report } from './report.ts'
import { type Measured, type RowId, rows } from './rows.ts'
import { startReference, startSignet } from './server.ts'
import { measureSmall } from './small.ts'
import { measureStartup } from './startup.ts'
import { measureWorstUpload } from './worst-upload.ts'

interface Options {
  isQuick: boolean
  only: string | undefined
  withMillion: boolean
}

const groups = {
  library: ['sign', 'verify', 'verify-full', 'verify-ledger'],
  small: ['sign-template', 'bake', 'revocation'],
  award: ['award'],
  reading: ['verify-url', 'verify-upload', 'verify-again', 'page', 'page-p99'],
  worst: ['worst-upload'],
  startup: ['cold-start', 'idle-memory', 'load-memory'],
  bulk: ['bulk', 'busy-p99'],
} as const satisfies Record<string, readonly RowId[]>

const serverGroups = ['small', 'award', 'reading', 'worst', 'startup'] as const

export async function runBench({ isQuick, only, withMillion }: Options): Promise<Report> {
  if (only !== undefined && !(only in rows))
    throw new Error(`No row ${only}. There are: ${Object.keys(rows).join(', ')}`)
  const wanted = (group: keyof typeof groups) => only === undefined || groups[group].some((id) => id === only)
  const keep = async (group: string, measuring: Promise<readonly Measured[]>) => {
    process.stderr.write(`${group} …\n`)
    measured.push(...(await measuring))
  }
  const effort = isQuick
    ? {
        library: { rounds: 2, milliseconds: 150 },
        http: { rounds: 1, warmUps: 1, milliseconds: 500, awards: 200, uploads: 2000 },
      }
    : {
        library: { rounds: 5, milliseconds: 400 },
        http: { rounds: 3, warmUps: 3, milliseconds: 2500, awards: 2000, uploads: 15_000 },
      }
  const measured: Measured[] = []
  let [stacks, limits]: [Report['stacks'], Report['limits']] = [[], []]

  if (wanted('library')) {
    const measuring = measureLibraries(effort.library)
    await keep(
      'library',
      measuring.then((figures) => figures.rows),
    )
    stacks = (await measuring).stacks
  }
  if (serverGroups.some(wanted)) {
    await withServers(effort.http, wanted('award'), async (servers) => {
      const { installation, signet, reference, load } = servers
      if (wanted('small')) await keep('small', measureSmall(installation, effort.library))
      if (wanted('award')) await keep('award', measureAwards(servers, effort.http))
      // The reference has something to read from here on.
      await fetch(`http://localhost:${reference.port}/bulk/50`, { method: 'POST' })
      if (wanted('reading')) {
        await keep('reading', measureReading(servers, effort.http))
        limits = await measureLimits(reference, load, effort.http)
      }
      if (wanted('worst')) await keep('worst', measureWorstUpload(installation.origin, effort.http.rounds))
      await signet.close()
      if (wanted('startup')) await keep('startup', measureStartup(installation, load, effort.http.rounds))
    })
  }
  if (wanted('bulk')) {
    const installation = await createInstallation({ awarders: 1, approved: isQuick ? 1000 : 10_000, awarded: 200 })
    const load = await startLoad()
    await keep('bulk', measureBulk(installation, load, effort.http.rounds))
    load.close()
    removeInstallation(installation)
  }
  if (withMillion) await keep('million', measureMillion({ isQuick }))
  else measured.push(...rememberedMillion())
  return {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    rows: inOrder(measured),
    stacks,
    limits,
    checks: checks.made,
  }
}

async function withServers(effort: HttpEffort, isAwarding: boolean, work: (servers: Servers) => Promise<void>) {
  const approved = isAwarding ? awardsNeeded(effort) : 0
  const awarders = Math.max(1, Math.ceil(approved / awardsPerPerson))
  const installation = await createInstallation({ awarders, approved, awarded: 500 })
  const signet = await startSignet(installation)
  const reference = await startReference(installation.dataDir, await freePort())
  const load = await startLoad()
  try {
    await work({ installation, signet, reference, load })
  } finally {
    await signet.close()
    await reference.close()
    load.close()
    removeInstallation(installation)
  }
}

const inOrder = (measured: readonly Measured[]) =>
  (Object.keys(rows) as RowId[]).flatMap((id) => measured.find((row) => row.id === id) ?? [])
