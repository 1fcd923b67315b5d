// Makes the load, in a process of its own, so that the server's answers are not waited for by whoever measures.
import { type Connection, openConnection, type Reply } from './connection.ts'
import { anyClient, clientHeader, type KeepRequests, type LoadOrder, type LoadOutcome } from './order.ts'

const sampleEvery = 100
/** Fewer than any limit of the server lets through in its window. */
const requestsPerClient = 50
let asked = 0

let stop = () => {}
let record = () => {}

const kept = new Map<string, Prepared[]>()
interface Prepared {
  request: Buffer
  /** Where in it the address of the client is. */
  client: number
}

process.on('message', (order: LoadOrder | KeepRequests | 'record' | 'stop') => {
  if (order === 'record') return record()
  if (order === 'stop') return stop()
  if ('keep' in order) return void kept.set(order.keep, order.requests.map(prepare))
  void run(order).then((outcome) => process.send?.(outcome))
})
process.send?.('ready')

async function run(order: LoadOrder): Promise<LoadOutcome> {
  const requests = kept.get(order.requests) ?? []
  const connections = Array.from({ length: order.connections }, () => openConnection(order.port))
  const latencies: number[] = []
  const samples: LoadOutcome['samples'] = []
  let [sent, answered, failed] = [0, 0, 0]
  let failure: string | undefined
  let isOver = false
  stop = () => {
    isOver = true
  }
  record = () => {
    latencies.length = 0
  }

  const isSpent = () =>
    sent >= (order.most ?? Number.POSITIVE_INFINITY) || (order.isOnce && order.from + sent >= requests.length)
  const hasNext = () => !isOver && !isSpent()

  function ask(connection: Connection, due: number, onDone: () => void) {
    const at = (order.from + sent++) % requests.length
    const prepared = requests[at]
    if (!prepared) throw new Error('There is nothing to ask.')
    nameClient(prepared)
    const onFailure = (error: Error) => {
      failed++
      failure ??= error.message
      isOver = true
      onDone()
    }
    const onReply = ({ status, body }: Reply) => {
      latencies.push(performance.now() - due)
      if (status < 200 || status > 299) {
        failed++
        failure ??= `${status}: ${body.toString('utf8').slice(0, 300)}`
      } else if (answered++ % sampleEvery === 0) samples.push({ request: at, body: Buffer.from(body) })
      onDone()
    }
    connection.ask(prepared.request, onReply, onFailure)
  }

  const started = performance.now()
  const timer = order.milliseconds === undefined ? undefined : setTimeout(stop, order.milliseconds)
  if (order.pace === 'closed') await runClosed()
  else await runAtRate(order.pace)
  const seconds = (performance.now() - started) / 1000
  clearTimeout(timer)
  for (const connection of connections) connection.close()
  latencies.sort((one, other) => one - other)
  const quantile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0
  return { answered, failed, failure, seconds, latency: { median: quantile(0.5), p99: quantile(0.99) }, sent, samples }

  async function runClosed() {
    const runOne = (connection: Connection) =>
      new Promise<void>((resolve) => {
        const next = () => (hasNext() ? ask(connection, performance.now(), next) : resolve())
        next()
      })
    await Promise.all(connections.map(runOne))
  }

  /** Poisson arrivals. Whoever finds no free connection waits for one, and the wait counts. */
  async function runAtRate(rate: number) {
    const free = [...connections]
    const queue: number[] = []
    let pending = 0
    let allDone = () => {}
    const begin = (connection: Connection, due: number) => {
      pending++
      ask(connection, due, () => {
        pending--
        const waiting = queue.shift()
        if (waiting !== undefined) begin(connection, waiting)
        else free.push(connection)
        if (pending === 0) allDone()
      })
    }
    for (let due = performance.now(); hasNext(); due += (-Math.log(1 - Math.random()) / rate) * 1000) {
      await until(due)
      // The one that rested longest: the server closes those that rest for seconds.
      const connection = free.shift()
      if (connection) begin(connection, due)
      else queue.push(due)
    }
    if (pending > 0) await new Promise<void>((resolve) => (allDone = resolve))
  }
}

function prepare(bytes: Uint8Array): Prepared {
  const request = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { request, client: request.indexOf(`${clientHeader}: `) + clientHeader.length + 2 }
}

function nameClient({ request, client }: Prepared) {
  const number = Math.floor(asked++ / requestsPerClient)
  const part = (shift: number) => String((number >> shift) & 255).padStart(3, '0')
  request.write(`010.${part(16)}.${part(8)}.${part(0)}`, client, anyClient.length, 'latin1')
}

/** Timers are late by up to a millisecond; the last stretch is waited for turn by turn. */
async function until(due: number) {
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) {
    await new Promise<void>((resolve) => (left > 1.5 ? setTimeout(resolve, left - 1) : setImmediate(resolve)))
  }
}
