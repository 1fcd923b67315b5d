import { copyInstallation, type Installation, removeInstallation } from './installation.ts'
import type { Load } from './load/load.ts'
import { cpuSecondsOf } from './machine.ts'
import { median } from './measure.ts'
import { toBytes } from './requests.ts'
import type { Measured } from './rows.ts'
import { startReferenceProduct, startSignet } from './server.ts'

/** Of the same product with the reference's signatures; the rest is scaled. */
const ofReference = 200
const ofTarget = 10_000

/** Each round in a process that was just started, on a copy of the same folder. While it runs, somebody else verifies. */
export async function measureBulk(installation: Installation, load: Load, rounds: number): Promise<Measured[]> {
  const count = installation.approved.length
  const ours: Award[] = []
  const [theirs, slowest]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    ours.push(await awardAll(installation))
    theirs.push(((await timeReference(installation)) * count) / ofReference)
    slowest.push(await slowestMeanwhile(installation, load))
  }
  const [value, reference] = [median(ours.map(({ seconds }) => seconds)), median(theirs)]
  const cpu = median(ours.map((one) => one.cpu))
  const note = count === ofTarget ? {} : { note: `${count} awards` }
  return [
    { id: 'bulk', value, cpu, reference: { value: reference }, ratio: reference / value, ...note },
    { id: 'busy-p99', value: median(slowest) },
  ]
}

interface Award {
  /** From the request until all are written. */
  seconds: number
  /** CPU microseconds of each. */
  cpu: number
}

async function awardAll(installation: Installation): Promise<Award> {
  const copy = copyInstallation(installation)
  const signet = await startSignet(copy)
  try {
    const before = cpuSecondsOf(signet.pid)
    const seconds = await runBulk(copy)
    return { seconds, cpu: ((cpuSecondsOf(signet.pid) - before) * 1e6) / copy.approved.length }
  } finally {
    await signet.close()
    removeInstallation(copy)
  }
}

/** Seconds. */
async function runBulk({ origin, tokens, approved }: Installation): Promise<number> {
  const headers = { Authorization: `Bearer ${tokens[0]}`, 'Content-Type': 'application/json' }
  const started = performance.now()
  const body = JSON.stringify({ submission_ids: approved })
  const response = await fetch(`${origin}/api/v1/awards/bulk`, { method: 'POST', headers, body })
  if (response.status !== 202) throw new Error(`The bulk award was answered with ${await response.text()}`)
  const { id } = (await response.json()) as { id: string }
  for (;;) {
    const bulk = (await (await fetch(`${origin}/api/v1/awards/bulk/${id}`, { headers })).json()) as Progress
    if (bulk.awarded === approved.length) return (performance.now() - started) / 1000
    if (bulk.ended_at !== null || bulk.refused > 0)
      throw new Error(`The bulk award has ended with ${bulk.awarded} awards: ${bulk.state}.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

interface Progress {
  state: string
  awarded: number
  refused: number
  ended_at: string | null
}

async function timeReference(installation: Installation): Promise<number> {
  const copy = copyInstallation({ ...installation, approved: installation.approved.slice(0, ofReference) })
  const reference = await startReferenceProduct(copy, copy.port)
  try {
    return await runBulk(copy)
  } finally {
    await reference.close()
    removeInstallation(copy)
  }
}

/** Milliseconds of one verification in a hundred, of 300 a second at random moments. */
async function slowestMeanwhile(installation: Installation, load: Load): Promise<number> {
  const copy = copyInstallation(installation)
  const signet = await startSignet(copy)
  try {
    const { awarded, origin, port } = copy
    const toVerify = (id: string) =>
      toBytes(port, {
        method: 'POST',
        path: '/api/v1/verify',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ url: `${origin}/c/${id}` }),
      })
    load.keep('meanwhile', awarded.map(toVerify))
    const loading = load.run({ port, requests: 'meanwhile', isOnce: false, from: 0, connections: 200, pace: 300 })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    load.record()
    await runBulk(copy)
    load.stop()
    const { latency, failed, failure } = await loading
    if (failed > 0) throw new Error(`${failed} verifications failed during a bulk award: ${failure}`)
    return latency.p99
  } finally {
    await signet.close()
    removeInstallation(copy)
  }
}
