import type { Load } from './load/load.ts'
import type { LoadOrder } from './load/order.ts'
import { cpuSecondsOf } from './machine.ts'
import { type MeasureSlice, watchMachine } from './measure.ts'
import type { RunningServer } from './server.ts'

interface LoadSlice {
  measure: MeasureSlice
  /** Milliseconds of the slowest of a hundred, of each slice so far. */
  slowest: number[]
}

type Wanted = Pick<LoadOrder, 'requests'> &
  Partial<LoadOrder> & {
    /** The work goes on behind the answers: that counts as well, and nobody else is measured until it is done. */
    settles?: boolean
    /** Holds one answer in a hundred to the reference, after the slice: the number of its request, and its body. */
    check?: (request: number, body: string) => Promise<void>
  }

/** As many requests as the server answers. A failed one fails the run. */
export function sliceOfLoad(
  load: Load,
  server: RunningServer,
  { check, settles = false, ...wanted }: Wanted,
): LoadSlice {
  const slowest: number[] = []
  let from = 0
  return {
    slowest,
    async measure() {
      const watch = watchMachine([server.pid, load.pid])
      const own = process.cpuUsage()
      const order = { port: server.port, isOnce: false, connections: 50, pace: 'closed' as const, ...wanted, from }
      const outcome = await load.run(order)
      const { user, system } = process.cpuUsage(own)
      const isQuiet = watch.isQuiet((user + system) / 1e6)
      if (settles) await untilIdle(server.pid)
      const [cpu = 0] = watch.worked()
      const { answered, failed, failure, seconds, samples, latency, sent } = outcome
      if (failed > 0 || answered === 0) throw new Error(`${failed} requests of ${wanted.requests} failed: ${failure}`)
      for (const { request, body } of samples) await check?.(request, Buffer.from(body).toString('utf8'))
      from += sent
      slowest.push(latency.p99)
      return { rate: answered / seconds, cpu: (cpu * 1e6) / answered, isQuiet }
    },
  }
}

/** Half a second without work, within a minute. */
async function untilIdle(pid: number): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const before = cpuSecondsOf(pid)
    await new Promise((resolve) => setTimeout(resolve, 500))
    if (cpuSecondsOf(pid) - before < 0.03) return
  }
}
