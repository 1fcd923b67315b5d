import { copyInstallation, type Installation, removeInstallation } from './installation.ts'
import type { Load } from './load/load.ts'
import { memoryOf } from './machine.ts'
import { median } from './measure.ts'
import { toBytes } from './requests.ts'
import type { Measured } from './rows.ts'
import { startSignet } from './server.ts'
import { signUploads } from './uploads.ts'

/** Processes that were just started, and what they take when nobody asks and when many do. */
export async function measureStartup(installation: Installation, load: Load, rounds: number): Promise<Measured[]> {
  const uploads = await signUploads(2000)
  const [ready, idle, loaded]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round++) {
    const copy = copyInstallation(installation)
    const signet = await startSignet(copy)
    ready.push(signet.readyAfter / 1000)
    await new Promise((resolve) => setTimeout(resolve, untilIdle))
    idle.push(memoryOf(signet.pid).resident)
    load.keep(
      'any',
      uploads.map((body) => toUpload(copy.port, body)),
    )
    const order = { port: copy.port, requests: 'any', isOnce: false, from: 0, connections: 50, pace: 'closed' as const }
    const loading = load.run({ ...order, milliseconds: 4000 })
    loaded.push(await mostMemoryUntil(loading, signet.pid))
    await signet.close()
    removeInstallation(copy)
  }
  return [
    { id: 'cold-start', value: median(ready) },
    { id: 'idle-memory', value: median(idle) },
    { id: 'load-memory', value: median(loaded) },
  ]
}

/** Milliseconds, after which what starting took is given back. */
const untilIdle = 20_000

const toUpload = (port: number, body: string) =>
  toBytes(port, { method: 'POST', path: '/api/v1/verify', headers: { 'Content-Type': 'application/vc' }, body })

async function mostMemoryUntil(done: Promise<unknown>, pid: number): Promise<number> {
  let most = 0
  const look = setInterval(() => {
    most = Math.max(most, memoryOf(pid).anonymous)
  }, 100)
  await done
  clearInterval(look)
  return most
}
