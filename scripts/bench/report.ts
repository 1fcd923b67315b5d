import type { LibraryFigures } from './library.ts'
import type { Machine } from './machine.ts'
import type { Figure } from './measure.ts'
import { isReached, isShort, type Measured, mostShortfall, targetOf } from './rows.ts'

export interface Report {
  machine: Machine
  date: string
  rows: readonly Measured[]
  stacks: LibraryFigures['stacks']
  limits: readonly { name: string; figure: Figure }[]
  /** How many signatures and canonical forms were held to the reference. */
  checks: number
}

export const toMarkdown = (report: Report): string =>
  `# Benchmarks

Written by \`npm run bench\`, which measures Signet and the libraries anyone would build with in turns, in the same run. Ratios
decide; what a machine does by itself depends on the machine. \`*\`: other processes were at work in too many of the slices.

${describe(report)}

| | Signet | CPU µs | @digitalbazaar/vc | CPU µs | times | at least | by itself | |
|---|--:|--:|--:|--:|--:|--:|--:|---|
${report.rows.map(toLine).join('\n')}

Libraries are compared by CPU time, servers by what they answer, or by CPU time where there is
a \`*\`. \`Signet\` and the reference sign the same credential: 93
statements, 11 blank nodes and 3.4 KB, or 358, 40 and 15.4 KB where it says full. An award, alone or in bulk, is held to
the same product with the library's signatures and verifications in the place of ours: it too knows who asks, chooses a status
position, writes its audit log and outbox, and verifies what it signed. Where credentials are verified over HTTP, the reference is a
server that reads them from a table and does nothing else. ${report.checks} answers were held to @digitalbazaar/vc: signature and canonical form.

## Libraries and limits

| | issue/s | CPU µs | times | verify/s | CPU µs | times |
|---|--:|--:|--:|--:|--:|--:|
${report.stacks.map((stack) => toStackLine(stack, report.stacks)).join('\n')}

| | answers/s | CPU µs |
|---|--:|--:|
${report.limits.map(({ name, figure }) => `| ${name} | ${amount(figure.rate)}${star(figure.isNoisy)} | ${amount(figure.cpu)} |`).join('\n')}
`

export const toText = (rows: readonly Measured[]): string =>
  rows
    .map((row) =>
      [
        targetOf(row.id).title.padEnd(64),
        inUnit(row, row.value).padStart(12),
        (row.cpu === undefined ? '' : `${amount(row.cpu)} µs CPU`).padStart(15),
        (row.ratio === undefined ? '' : `${amount(row.ratio)}×`).padStart(8),
        stateOf(row).padStart(8),
        row.note ?? '',
      ].join(' '),
    )
    .join('\n')

const describe = ({ date, machine }: Report) =>
  `${date}, commit ${machine.commit}: ${machine.processor}, ${machine.memory}, ${machine.system}, Node ${machine.node}.`

function toLine(row: Measured): string {
  const { title, ratio } = targetOf(row.id)
  const { reference } = row
  const cells = [
    row.note === undefined ? title : `${title} (${row.note})`,
    `${inUnit(row, row.value)}${star(row.isNoisy ?? false)}`,
    row.cpu === undefined ? '' : amount(row.cpu),
    reference ? inUnit(row, reference.value) : '',
    reference?.cpu === undefined ? '' : amount(reference.cpu),
    row.ratio === undefined ? '' : `${amount(row.ratio)}×`,
    ratio === undefined ? '' : `${ratio}×`,
    ownTarget(row),
    stateOf(row),
  ]
  return `| ${cells.join(' | ')} |`
}

const inUnit = ({ id }: Measured, value: number) => {
  const { unit = '/s' } = targetOf(id)
  return `${amount(value)}${unit.startsWith('/') || unit === '×' ? unit : ` ${unit}`}`
}

function ownTarget({ id }: Measured): string {
  const { least, most, unit = '' } = targetOf(id)
  const bound = least ?? most
  if (bound === undefined) return ''
  return `${least === undefined ? '≤' : '≥'} ${amount(bound)}${unit.startsWith('/') || unit === '×' ? unit : ` ${unit}`}`
}

/** `short` fails the run. */
function stateOf(row: Measured): string {
  if (isShort(row)) return 'short'
  return isReached(row) ? 'reached' : 'below'
}

function toStackLine({ name, issue, verify }: Report['stacks'][number], all: Report['stacks']): string {
  const reference = all[1]
  const cells = [
    [issue, reference?.issue],
    [verify, reference?.verify],
  ].flatMap(([figure, theirs]) =>
    figure && theirs
      ? [`${amount(figure.rate)}${star(figure.isNoisy)}`, amount(figure.cpu), `${amount(theirs.cpu / figure.cpu)}×`]
      : ['', '', ''],
  )
  return `| ${name} | ${cells.join(' | ')} |`
}

const star = (isNoisy: boolean) => (isNoisy ? ' *' : '')

function amount(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

export const shortfall = `${mostShortfall * 100} %`
