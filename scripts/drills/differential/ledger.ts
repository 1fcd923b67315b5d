import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as z from 'zod'
import { type BatchOutcome, batchSize, emptyTally } from './batch.ts'

const run = z.strictObject({
  /** What was compared, and what made the documents. */
  code: z.string(),
  seed: z.number(),
  batchSize: z.number(),
  /** From and to, both inclusive, in order. */
  batches: z.array(z.tuple([z.number(), z.number()])),
  tally: z.strictObject({ same: z.number(), left: z.number(), refused: z.number(), bounded: z.number() }),
  differences: z.array(z.string()),
})
type Run = z.infer<typeof run>
const ledgerFile = z.strictObject({ runs: z.array(run) })

export interface Ledger extends Readonly<Pick<Run, 'tally' | 'differences'>> {
  /** The batches below `end` that nobody has compared. */
  missing(end: number): Generator<number, void>
  keep(batch: number, outcome: BatchOutcome): void
}

/** What was compared so far of one seed, by this very code. Without a file it begins anew each time. */
export function openLedger(file: string | undefined, seed: number): Ledger {
  const { runs } = file && existsSync(file) ? ledgerFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : { runs: [] }
  const code = digestOfCode()
  let mine = runs.find((one) => one.code === code && one.seed === seed && one.batchSize === batchSize)
  if (!mine) {
    mine = { code, seed, batchSize, batches: [], tally: emptyTally(), differences: [] }
    runs.push(mine)
  }
  const { batches, tally, differences } = mine

  return {
    tally,
    differences,
    *missing(end) {
      const done = batches.map(([from, to]) => [from, to] as const)
      for (let batch = 0; batch < end; batch++)
        if (!done.some(([from, to]) => from <= batch && batch <= to)) yield batch
    },
    keep(batch, outcome) {
      addBatch(batches, batch)
      if ('difference' in outcome) differences.push(outcome.difference)
      else for (const name of Object.keys(tally) as (keyof typeof tally)[]) tally[name] += outcome.tally[name]
      if (file) writeWhole(file, JSON.stringify({ runs }, null, 1))
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

/** The same seed makes the same documents only while all this stays as it is. */
function digestOfCode(): string {
  const digest = createHash('sha256')
  const root = new URL('../../../', import.meta.url)
  const direct = readdirSync(new URL('src/openbadges/direct/', root)).map((name) => `src/openbadges/direct/${name}`)
  const others = [
    'src/openbadges/canonicalize.ts',
    'src/openbadges/contexts.ts',
    'test/support/arbitrary-credential.ts',
    'test/support/document-edits.ts',
  ]
  for (const path of [...direct, ...others].sort()) digest.update(path).update(readFileSync(new URL(path, root)))
  const require = createRequire(import.meta.url)
  for (const name of ['jsonld', 'rdf-canonize', 'fast-check'])
    digest.update(readFileSync(require.resolve(`${name}/package.json`)))
  return digest.digest('hex').slice(0, 16)
}

/** A run may be stopped at any moment. */
function writeWhole(file: string, text: string) {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}
