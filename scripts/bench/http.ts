import { createHash } from 'node:crypto'
import { copyInstallation, freePort, type Installation, removeInstallation } from './installation.ts'
import type { Load } from './load/load.ts'
import { sliceOfLoad } from './load-slice.ts'
import { type Figure, median, takeTurns } from './measure.ts'
import { controllerDocument } from './parties.ts'
import { assertAsReference } from './reference-check.ts'
import { toBytes } from './requests.ts'
import type { Measured, RowId } from './rows.ts'
import { type RunningServer, startReferenceProduct } from './server.ts'
import { signUploads } from './uploads.ts'

export interface Servers {
  installation: Installation
  signet: RunningServer
  reference: RunningServer
  load: Load
}

/** How much of everything a run takes. */
export interface HttpEffort {
  rounds: number
  /** Turns of each before anything counts: servers compile what they do often, for some seconds. */
  warmUps: number
  milliseconds: number
  /** Awards of one slice. */
  awards: number
  /** Different uploads: more than any cache remembers. */
  uploads: number
}

export const awardsNeeded = ({ rounds, awards, warmUps }: HttpEffort) => awards * (2 * rounds + warmUps)
/** Writes that one person may make in a minute, with some to spare. */
export const awardsPerPerson = 500

export async function measureAwards(servers: Servers, effort: HttpEffort): Promise<Measured[]> {
  const { installation, signet, reference, load } = servers
  const copy = copyInstallation(installation)
  const same = await startReferenceProduct(copy, await freePort())
  const requests = installation.approved.map((id, at) =>
    toBytes(signet.port, {
      method: 'POST',
      path: `/api/v1/submissions/${id}/award`,
      headers: { Authorization: `Bearer ${installation.tokens[Math.floor(at / awardsPerPerson)]}` },
    }),
  )
  load.keep('award', requests)
  load.keep('reference award', [toBytes(reference.port, { method: 'POST', path: '/award' })])
  const ours = sliceOfLoad(load, signet, {
    requests: 'award',
    isOnce: true,
    most: effort.awards,
    settles: true,
    check: (_, body) => assertAwardAsReference(installation, body),
  })
  const { milliseconds } = effort
  const theirs = sliceOfLoad(load, same, { requests: 'award', isOnce: true, milliseconds, settles: true })
  const bare = sliceOfLoad(load, reference, { requests: 'reference award', milliseconds, connections: 20 })
  const turns = { ours: ours.measure, theirs: theirs.measure, bare: bare.measure }
  const figures = await takeTurns(turns, effort)
  await same.close()
  removeInstallation(copy)
  const timesBare = figures.ours.rate / figures.bare.rate
  const note = `${timesBare.toFixed(1)}× what @digitalbazaar/vc does when it signs and inserts and nothing else`
  return [{ ...overHttp('award', figures.ours, figures.theirs), note }]
}

export async function measureReading(servers: Servers, effort: HttpEffort): Promise<Measured[]> {
  const { installation, signet, reference, load } = servers
  const { awarded, origin } = installation
  const uploads = await signUploads(effort.uploads)
  const verify = (body: string, type: string) =>
    toBytes(signet.port, { method: 'POST', path: '/api/v1/verify', headers: { 'Content-Type': type }, body })

  load.keep(
    'url',
    awarded.map((id) => verify(JSON.stringify({ url: `${origin}/c/${id}` }), 'application/json')),
  )
  load.keep(
    'upload',
    uploads.map((text) => verify(text, 'application/vc')),
  )
  load.keep(
    'again',
    uploads.slice(0, 200).map((text) => verify(text, 'application/vc')),
  )
  load.keep(
    'page',
    awarded.map((id) => toBytes(signet.port, { path: `/c/${id}`, headers: { Accept: 'text/html' } })),
  )
  load.keep(
    'reference upload',
    uploads.slice(0, 1000).map((body) =>
      toBytes(reference.port, {
        method: 'POST',
        path: '/verify',
        headers: { 'Content-Type': 'application/json' },
        body,
      }),
    ),
  )
  load.keep(
    'reference url',
    Array.from({ length: 50 }, (_, n) => toBytes(reference.port, { method: 'POST', path: `/verify/${n}` })),
  )

  const { milliseconds } = effort
  const isAwardValid = (at: number, body: string) =>
    assertOwnValid(installation, awarded[at % awarded.length] ?? '', body)
  const isUploadValid = async (at: number, body: string) => assertValid(JSON.parse(uploads[at] ?? '{}'), body)
  const page = sliceOfLoad(load, signet, { requests: 'page', milliseconds })
  const contenders = {
    url: sliceOfLoad(load, signet, { requests: 'url', milliseconds, check: isAwardValid }),
    upload: sliceOfLoad(load, signet, { requests: 'upload', milliseconds, check: isUploadValid }),
    again: sliceOfLoad(load, signet, { requests: 'again', milliseconds, check: isUploadValid }),
    page,
    referenceUrl: sliceOfLoad(load, reference, { requests: 'reference url', milliseconds, connections: 20 }),
    referenceUpload: sliceOfLoad(load, reference, { requests: 'reference upload', milliseconds, connections: 20 }),
  }
  const names = Object.keys(contenders) as (keyof typeof contenders)[]
  const measures = Object.fromEntries(names.map((name) => [name, contenders[name].measure]))
  const figures = await takeTurns(measures as Record<keyof typeof contenders, typeof page.measure>, effort)
  return [
    overHttp('verify-url', figures.url, figures.referenceUrl),
    overHttp('verify-upload', figures.upload, figures.referenceUpload),
    overHttp('verify-again', figures.again),
    overHttp('page', figures.page),
    { id: 'page-p99', value: median(page.slowest.slice(-effort.rounds)), isNoisy: figures.page.isNoisy },
  ]
}

/** By wall time, since that is what whoever asks waits for; on a busy machine, which answers nobody well, by CPU time. */
function overHttp(id: RowId, ours: Figure, theirs?: Figure): Measured {
  const isNoisy = ours.isNoisy || (theirs?.isNoisy ?? false)
  const own = { id, value: ours.rate, cpu: ours.cpu, isNoisy }
  if (!theirs) return own
  const ratio = isNoisy ? theirs.cpu / ours.cpu : ours.rate / theirs.rate
  return { ...own, reference: { value: theirs.rate, cpu: theirs.cpu }, ratio }
}

async function assertAwardAsReference(installation: Installation, body: string) {
  const { id, sha256 } = JSON.parse(body) as { id: string; sha256: string }
  await assertOwnAsReference(installation, id, sha256)
}

const known = new Set<string>()

async function assertOwnValid(installation: Installation, awardId: string, body: string) {
  assertPassed(body, 'valid')
  if (known.has(awardId)) return
  known.add(awardId)
  await assertOwnAsReference(installation, awardId)
}

async function assertValid(credential: { id: string }, body: string) {
  assertPassed(body, 'unknown-issuer')
  if (known.has(credential.id)) return
  known.add(credential.id)
  await assertAsReference(credential, controllerDocument)
}

/** The key of an upload is its own name, so nobody can say whose it is; that its signature is right can be said. */
function assertPassed(body: string, verdict: 'valid' | 'unknown-issuer') {
  const report = JSON.parse(body) as { verdict: string; proofs: { state: string }[] }
  if (report.verdict !== verdict || report.proofs.length === 0 || report.proofs.some(({ state }) => state !== 'passed'))
    throw new Error(`What is ${verdict} was said to be ${report.verdict}: ${body}`)
}

/** As the public gets it. */
async function assertOwnAsReference({ origin, district }: Installation, awardId: string, sha256?: string) {
  const text = await textAt(`${origin}/c/${awardId}.json`)
  if (sha256 !== undefined && createHash('sha256').update(text).digest('hex') !== sha256)
    throw new Error(`The credential ${awardId} has other bytes than its award says.`)
  await assertAsReference(JSON.parse(text), JSON.parse(await textAt(`${origin}/issuers/${district.issuerId}/did.json`)))
}

async function textAt(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`)
  return response.text()
}
