// Measures Signet against what anyone would build, in one run, and writes docs/benchmarks.md.
//   npm run bench [-- --quick] [--only award] [--million] [--no-write]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installPeers } from './install-peers.ts'

const { values: options } = parseArgs({
  options: {
    /** Fewer and shorter rounds: to see that everything works. */
    quick: { type: 'boolean', default: false },
    /** One row, and what is measured with it. */
    only: { type: 'string' },
    /** A database of 1,000,000 credentials as well, which takes a quarter of an hour. */
    million: { type: 'boolean', default: false },
    /** Only prints. */
    'no-write': { type: 'boolean', default: false },
  },
})

installPeers()
// What follows loads the libraries that have just been installed.
const { runBench } = await import('./run-bench.ts')
const { shortfall, toMarkdown, toText } = await import('./report.ts')
const { isShort, targetOf } = await import('./rows.ts')

const report = await runBench({ isQuick: options.quick, only: options.only, withMillion: options.million })
process.stdout.write(`${toText(report.rows)}\n${report.checks} answers held to the reference.\n`)
if (!options['no-write'] && options.only === undefined && !options.quick)
  writeFileSync(new URL('../../docs/benchmarks.md', import.meta.url), toMarkdown(report))

const short = report.rows.filter(isShort)
for (const { id } of short) process.stderr.write(`More than ${shortfall} short: ${targetOf(id).title}\n`)
process.exit(short.length === 0 ? 0 : 1)
