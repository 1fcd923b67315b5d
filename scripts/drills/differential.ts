// Writes documents over the whole data model, broken ones included, both directly and with the reference library.
//   npm run drill:differential -- --documents 1000000 [--from 250000] [--seed 1]
// The same seed makes the same documents, so a run that was stopped goes on with --from.
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { arbitraryCredential } from '../../test/support/arbitrary-credential.ts'
import { compareWithReference } from '../../test/support/differential.ts'

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '20000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    share: { type: 'string' },
  },
})
const [documents, from, seed] = [Number(values.documents), Number(values.from), Number(values.seed)]
const processes = availableParallelism()
/** Documents of one seed. */
const batchSize = 500

interface Tally {
  same: number
  left: number
  refused: number
  bounded: number
}
type Message = { done: Tally } | { difference: string }

if (values.share === undefined) await compareInProcesses()
else await compareShare(Number(values.share))

async function compareInProcesses() {
  const started = performance.now()
  const total: Tally = { same: 0, left: 0, refused: 0, bounded: 0 }
  const differences: string[] = []
  const compared = () => total.same + total.left + total.refused + total.bounded
  const children = Array.from({ length: processes }, (_, share) =>
    fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--share', String(share)]),
  )
  for (const child of children) {
    child.on('message', (message: Message) => {
      if ('difference' in message) differences.push(message.difference)
      else for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += message.done[name]
      if (compared() % 10_000 < batchSize) process.stderr.write(`${from + compared()} documents\n`)
    })
  }
  const ends = await Promise.all(
    children.map((child) => new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)))),
  )
  const seconds = (performance.now() - started) / 1000
  for (const difference of differences) process.stderr.write(`${difference}\n`)
  for (const end of ends) if (end !== 0) process.stderr.write(`A process ended with ${end}.\n`)
  const isWhole = ends.every((end) => end === 0) && compared() >= documents - from
  process.stdout.write(
    `${isWhole && differences.length === 0 ? 'alike' : 'NOT ALIKE'}: ${compared()} documents, ${total.same} written alike, ` +
      `${total.left} left to the library, ${total.refused} refused by both, ${total.bounded} too alike for the library, ` +
      `${differences.length} differences; seed ${seed}, from ${from}, ${(compared() / seconds).toFixed(0)} documents/s\n`,
  )
  process.exitCode = isWhole && differences.length === 0 ? 0 : 1
}

async function compareShare(share: number) {
  const [firstBatch, lastBatch] = [Math.floor(from / batchSize), Math.ceil(documents / batchSize)]
  for (let batch = firstBatch; batch < lastBatch; batch++) {
    if (batch % processes === share) process.send?.(await compareBatch(batch))
  }
  process.disconnect?.()
}

async function compareBatch(batch: number): Promise<Message> {
  const done: Tally = { same: 0, left: 0, refused: 0, bounded: 0 }
  const property = fc.asyncProperty(arbitraryCredential, async (document) => {
    const outcome = await compareWithReference(document)
    if (typeof outcome === 'object') return false
    done[outcome]++
    return true
  })
  const { failed, counterexample } = await fc.check(property, { numRuns: batchSize, seed: seed * 1_000_000 + batch })
  if (!failed) return { done }
  return { difference: `batch ${batch}: ${JSON.stringify(counterexample)}` }
}
