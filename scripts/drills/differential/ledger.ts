import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as z from 'zod'
import { addTallies, type BatchOutcome, emptyTally, type Tally } from './batch.ts'

const run = z.strictObject({
  /** Digest of what was compared. */
  code: z.string(),
  /** Digest of what makes the documents: the same makes the same ones of a seed. */
  documents: z.string(),
  seed: z.number(),
  /** From and to, both inclusive, in order. */
  batches: z.array(z.tuple([z.number(), z.number()])),
  tally: z.strictObject({ same: z.number(), left: z.number(), refused: z.number(), bounded: z.number() }),
  differences: z.array(z.string()),
})
type Run = z.infer<typeof run>
const ledgerFile = z.strictObject({ runs: z.array(run) })

export interface Ledger {
  /** Of all documents that this very code was compared on. */
  tally(): Tally
  differences(): string[]
  /** Batches of the seed that nobody has compared, without end. */
  missing(): Generator<number, never>
  keep(batch: number, outcome: BatchOutcome): void
}

/** Without a file it begins anew each time. */
export function openLedger(file: string | undefined, seed: number): Ledger {
  const { runs } = file && existsSync(file) ? ledgerFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : { runs: [] }
  const [code, documents] = [digestOf(compared, ['jsonld', 'rdf-canonize']), digestOf(makers, ['fast-check'])]
  const known = runs.find((one) => one.code === code && one.documents === documents && one.seed === seed)
  const mine = known ?? { code, documents, seed, batches: [], tally: emptyTally(), differences: [] }
  if (!known) runs.push(mine)
  const ofThisCode = () => runs.filter((one) => one.code === code)

  return {
    tally: () => ofThisCode().reduce((total, run) => addTallies(total, run.tally), emptyTally()),
    differences: () => ofThisCode().flatMap((run) => run.differences),
    *missing() {
      const done = mine.batches.map(([from, to]) => [from, to] as const)
      for (let batch = 0; ; batch++) if (!done.some(([from, to]) => from <= batch && batch <= to)) yield batch
    },
    keep(batch, outcome) {
      addBatch(mine.batches, batch)
      if ('difference' in outcome) mine.differences.push(outcome.difference)
      else mine.tally = addTallies(mine.tally, outcome.tally)
      if (file) writeWhole(file, JSON.stringify({ runs }))
    },
  }
}

function addBatch(batches: Run['batches'], batch: number) {
  batches.push([batch, batch])
  batches.sort(([one], [other]) => one - other)
  for (const [from, to] of batches.splice(0)) {
    const last = batches.at(-1)
    if (last && last[1] + 1 === from) last[1] = to
    else batches.push([from, to])
  }
}

const compared = [
  'src/openbadges/proofs/direct/',
  'src/openbadges/model/canonicalize.ts',
  'src/openbadges/model/contexts.ts',
]
const makers = [
  'test/support/arbitrary-credential.ts',
  'test/support/document-edits.ts',
  'scripts/drills/differential/batch.ts',
]

function digestOf(paths: readonly string[], packages: readonly string[]): string {
  const root = new URL('../../../', import.meta.url)
  const require = createRequire(import.meta.url)
  const files = paths.flatMap((path) =>
    path.endsWith('/') ? readdirSync(new URL(path, root)).map((name) => `${path}${name}`) : path,
  )
  const digest = createHash('sha256')
  for (const path of files.sort()) digest.update(readFileSync(new URL(path, root)))
  for (const name of packages) digest.update(readFileSync(require.resolve(`${name}/package.json`)))
  return digest.digest('hex').slice(0, 16)
}

/** A run may be stopped at any moment. */
function writeWhole(file: string, text: string) {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}
