// Writes documents over the whole data model, broken ones included, both directly and with the reference library.
//   npm run drill:differential -- --documents 1000000 [--state FILE] [--minutes 30] [--processes 1] [--seed 1]
// The same seed makes the same documents. With a state file, runs add up until there are as many documents as asked for.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { batchSize, sumOf } from './differential/batch.ts'
import { openLedger } from './differential/ledger.ts'
import { type Comparer, startComparer } from './differential/process.ts'

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '20000' },
    minutes: { type: 'string', default: 'Infinity' },
    processes: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string', default: '1' },
    state: { type: 'string' },
  },
})
const [documents, processes, seed] = [Number(values.documents), Number(values.processes), Number(values.seed)]
const started = performance.now()
const deadline = started + Number(values.minutes) * 60_000
/** A process that ends unasked is told, and its batch tried once more by the next. */
const mostTries = 2
const mostFailures = 10
/** After these a process makes room for a new one: the library does not give all memory back, and contexts are compiled up to a number. */
const most = { bytes: 1024 * 1024 * 1024, batches: 40 }

const ledger = openLedger(values.state, seed)
const before = sumOf(ledger.tally())
const failures: string[] = []

const waiting = ledger.missing()
/** Batches that are being compared. */
let running = 0
await Promise.all(Array.from({ length: processes }, compareBatches))
conclude()

async function compareBatches() {
  let comparer: Comparer | undefined
  for (let batch = nextBatch(); batch !== undefined; batch = nextBatch()) {
    for (let tries = 1; tries <= mostTries; tries++) {
      comparer ??= startComparer(seed)
      const answer = await comparer.compare(batch)
      if ('ended' in answer) {
        comparer = undefined
        tell(`Batch ${batch}: its process ended with ${answer.ended}.`)
        if (tries === mostTries) failures.push(`Batch ${batch} was not compared.`)
        continue
      }
      ledger.keep(batch, answer)
      if ('difference' in answer) tell(`Batch ${batch} differs: ${answer.difference}`)
      if (sumOf(ledger.tally()) % 10_000 < batchSize) tell(summary())
      if (answer.memory > most.bytes || comparer.answered() >= most.batches) comparer = comparer.close()
      break
    }
    running--
  }
  comparer?.close()
}

function nextBatch(): number | undefined {
  const isEnough = sumOf(ledger.tally()) + running * batchSize >= documents
  const isHopeless = failures.length + ledger.differences().length >= mostFailures
  if (isEnough || isHopeless || performance.now() >= deadline) return undefined
  running++
  return waiting.next().value
}

function summary() {
  const { same, left, refused, bounded } = ledger.tally()
  const all = sumOf(ledger.tally())
  const rate = (all - before) / ((performance.now() - started) / 1000)
  return (
    `${all} documents, ${same} written alike, ${left} left to the library, ${refused} refused by both, ` +
    `${bounded} too alike for the library, ${ledger.differences().length} differences; seed ${seed}, ${rate.toFixed(0)} documents/s`
  )
}

function conclude() {
  for (const text of [...ledger.differences(), ...failures]) tell(text)
  const isAlike = ledger.differences().length === 0 && failures.length === 0
  const isWhole = sumOf(ledger.tally()) >= documents
  process.stdout.write(`${isAlike ? (isWhole ? 'alike' : 'alike so far') : 'NOT ALIKE'}: ${summary()}\n`)
  process.exitCode = isAlike ? 0 : 1
}

function tell(text: string) {
  process.stderr.write(`${text}\n`)
}
