import type { Dataset, Description, Link, Statement } from './dataset.ts'
import { type Order, sortInPlace } from './text-order.ts'

/** By blank node: `_:c14n0` …. */
export type Labels = readonly (string | undefined)[]

/**
 * The canonical form (RDFC-1.0 §4.4.3) of a dataset whose blank nodes are labeled. Sorting subjects, then the rest of their
 * lines, is sorting all lines: where a subject begins another (`_:c14n1`, `_:c14n10`), it comes first either way.
 */
export function writeNQuads(dataset: Dataset, labels: Labels, order: Order): string {
  const sections = new Map<string, string[]>()
  const labelOf = (node: number) => labels[node] ?? ''
  for (const { name, descriptions } of dataset.graphs) {
    const end = name === undefined ? ' .\n' : ` ${labelOf(name)} .\n`
    for (const description of descriptions) {
      const { subject } = description
      const lines = linesOf(description, labelOf, end, order)
      addSection(sections, typeof subject === 'string' ? subject : labelOf(subject), lines, order)
    }
  }
  const subjects = [...sections.keys()]
  sortInPlace(subjects, order)
  let text = ''
  for (const subject of subjects) for (const line of sections.get(subject) ?? []) text += subject + line
  return text
}

/** The same subject may be described in several graphs. */
function addSection(sections: Map<string, string[]>, subject: string, lines: string[], order: Order) {
  const others = sections.get(subject)
  if (others === undefined) {
    sections.set(subject, lines)
    return
  }
  others.push(...lines)
  sortInPlace(others, order)
}

/** What comes behind the subject in each of its lines, in order. */
export function linesOf(
  { statements, links }: Description,
  labelOf: (node: number) => string,
  end: string,
  order: Order,
): string[] {
  sortInPlace(statements, (a, b) => a.predicate.rank - b.predicate.rank || order(a.object, b.object))
  const lines: string[] = []
  let written = 0
  const writeUpTo = (rank: number) => {
    for (; written < statements.length; written++) {
      const { predicate, object } = statements[written] as Statement
      if (predicate.rank > rank) break
      lines.push(predicate.text + object + end)
    }
  }
  // Behind one predicate, blank nodes come last: `"` and `<` are before `_`.
  for (const { predicate, label } of inOrder(links, labelOf)) {
    writeUpTo(predicate.rank)
    lines.push(predicate.text + label + end)
  }
  writeUpTo(Number.POSITIVE_INFINITY)
  return lines
}

function inOrder(links: readonly Link[], labelOf: (node: number) => string) {
  const labeled = links.map(({ predicate, to }) => ({ predicate, label: labelOf(to) }))
  sortInPlace(labeled, (a, b) => a.predicate.rank - b.predicate.rank || (a.label < b.label ? -1 : 1))
  return labeled
}
