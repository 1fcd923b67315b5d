import type { Dataset, Description } from './dataset.ts'
import { escapeLiteral } from './escape.ts'
import { fillGaps, type GappedText, gapMark, hasGapMark, readGapMarks } from './gapped-text.ts'
import type { HashText } from './label-blank-nodes.ts'
import type { Predicate } from './predicates.ts'
import { byCodeUnit, hasRareCharacters, sortInPlace } from './text-order.ts'

/**
 * What a value may be. A `token` and a `moment` (whole seconds of UTC) are written alike in JSON, in an IRI and in a literal;
 * a `text` is the words of a literal, and is escaped.
 */
export type GapKind = 'token' | 'moment' | 'text'

/**
 * The canonical form of all documents that differ in some of their texts only. What does not depend on these is worked out
 * once: RDFC-1.0 sorts quads after it has labeled blank nodes, labels follow from the hashes of what is said about each node,
 * and so only nodes beside a gap are hashed again. Where that would not be the whole truth, no document is written.
 */
export interface DocumentTemplate {
  /** What all canonical forms begin with. */
  readonly start: string
  /** What comes behind it, by gap. Undefined where a value is not of its kind, two nodes would become one, or look alike. */
  write(values: readonly string[]): string | undefined
}

/** `dataset`: what the documents have in common, with marks where they differ. Undefined where the template would be in doubt. */
export function createDocumentTemplate(
  hash: HashText,
  dataset: Dataset,
  kinds: readonly GapKind[],
): DocumentTemplate | undefined {
  if (dataset.graphs.length > 1 || !isOrderFixed(dataset, kinds)) return undefined
  const labels = prepareLabels(dataset, hash, kinds.length)
  if (!labels) return undefined
  const { named, blank } = prepareSections(dataset, labels)
  const [first] = named
  const start = typeof first === 'string' ? first : ''
  const changing = start === '' ? named : named.slice(1)

  return {
    start,
    write(values) {
      const filled = toWrittenValues(values, kinds)
      if (!filled || !labels.add(filled)) return undefined
      let text = ''
      for (const block of changing) {
        const written = typeof block === 'string' ? block : writeInOrder(block, filled)
        if (written === undefined) return undefined
        text += written
      }
      for (const node of labels.inOrder()) {
        const section = blank[node]
        if (section) text += fillGaps(section, filled)
      }
      return text
    },
  }
}

/** By gap, as N-Quads have them. */
function toWrittenValues(values: readonly string[], kinds: readonly GapKind[]): string[] | undefined {
  const written: string[] = []
  for (const [gap, kind] of kinds.entries()) {
    const value = values[gap]
    if (value === undefined || !patterns[kind].test(value)) return undefined
    // Characters that are sorted in two ways take the general path, which knows both.
    if (kind === 'text' && hasRareCharacters(value)) return undefined
    written.push(kind === 'text' ? escapeLiteral(value) : value)
  }
  return written
}

const patterns: Record<GapKind, RegExp> = {
  token: /^[\w.:%-]+$/,
  moment: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  text: /[\s\S]/,
}

/**
 * Whether lines about one node stay in their order, and none can become another's double, whatever the values: then a gap is
 * the only statement of its predicate. A mark is no type, and a text is within quotes.
 */
function isOrderFixed(dataset: Dataset, kinds: readonly GapKind[]): boolean {
  const isText = (gap: number) => kinds[gap] === 'text'
  const hasText = (text: string) => readGapMarks(text).gaps.some(isText)
  for (const { subject, statements } of dataset.defaultGraph.descriptions) {
    if (typeof subject === 'string' && (hasText(subject) || hasRareBesidesMarks(subject))) return false
    for (const { predicate, object } of statements) {
      if (hasRareBesidesMarks(object)) return false
      if (!hasGapMark(object)) continue
      const isAlone = statements.filter((other) => other.predicate === predicate).length === 1
      const isLiteral = object.startsWith('"') && !hasGapMark(object.slice(object.lastIndexOf('"')))
      if (!isAlone || predicate.text.includes('#type>') || (hasText(object) && !isLiteral)) return false
    }
  }
  // The lines that lead to a node are sorted by where they come from.
  return dataset.blankNodes.every(
    ({ linksTo }) =>
      linksTo.length < 2 ||
      !linksTo.some(({ from: { subject } }) => typeof subject === 'string' && hasGapMark(subject)),
  )
}

const hasRareBesidesMarks = (text: string) => readGapMarks(text).texts.some(hasRareCharacters)

interface Labels {
  /** Adds what stands for blank nodes behind the values of the gaps. False where two nodes look alike. */
  add(values: string[]): boolean
  /** Nodes in the order of the labels that were added last. */
  inOrder(): number[]
  /** A mark for the label of a node. */
  markOf(node: number): string
  /** Marks for several objects of one predicate, which are sorted by their labels. */
  marksOf(nodes: readonly number[]): string[]
}

/** RDFC-1.0 §4.4 for nodes that their first-degree hash tells from all others. */
function prepareLabels(dataset: Dataset, hash: HashText, gapCount: number): Labels | undefined {
  const count = dataset.blankNodes.length
  const hashed = dataset.blankNodes.map((_, node) => readGapMarks(firstDegreeLines(dataset, node)))
  const known = hashed.map(({ texts, gaps }) => (gaps.length === 0 ? hash(texts[0] ?? '') : undefined))
  const fixed = known.flatMap((digest, node) => (digest === undefined ? [] : [{ digest, node }]))
  if (new Set(fixed.map(({ digest }) => digest)).size < fixed.length) return undefined
  const changing = hashed.flatMap((lines, node) => (known[node] === undefined ? [{ lines, node }] : []))
  const names = Array.from({ length: count }, (_, at) => `_:c14n${at}`)
  const namesInOrder = [...names.keys()].sort((a, b) => byCodeUnit(names[a] ?? '', names[b] ?? ''))
  const groups: (readonly number[])[] = []
  const groupStarts: number[] = []
  let next = gapCount + count
  let nodes: { digest: string; node: number }[] = []
  return {
    add(values) {
      nodes = changing.map(({ lines, node }) => ({ digest: hash(fillGaps(lines, values)), node }))
      nodes.push(...fixed)
      sortInPlace(nodes, (a, b) => byCodeUnit(a.digest, b.digest))
      for (const [place, { digest, node }] of nodes.entries()) {
        if (digest === nodes[place + 1]?.digest) return false
        values[gapCount + node] = names[place] ?? ''
      }
      for (const [group, members] of groups.entries()) {
        const labels = members.map((node) => values[gapCount + node] ?? '').sort()
        for (const [at, label] of labels.entries()) values[(groupStarts[group] ?? 0) + at] = label
      }
      return true
    },
    inOrder: () => namesInOrder.map((place) => nodes[place]?.node ?? 0),
    markOf: (node) => gapMark(gapCount + node),
    marksOf(members) {
      if (members.length === 1) return members.map((node) => gapMark(gapCount + node))
      groups.push(members)
      groupStarts.push(next)
      next += members.length
      return members.map((_, at) => gapMark(next - members.length + at))
    },
  }
}

/** RDFC-1.0 §4.6.3: all lines that speak of a node, with `_:a` for it and `_:z` for others. */
function firstDegreeLines(dataset: Dataset, node: number): string {
  const place = dataset.blankNodes[node]
  const lines = (place?.linksTo ?? []).map(
    ({ from: { subject }, predicate }) => `${typeof subject === 'string' ? subject : '_:z'}${predicate.text}_:a .\n`,
  )
  for (const { statements, links } of place?.descriptions ?? []) {
    for (const { predicate, object } of statements) lines.push(`_:a${predicate.text}${object} .\n`)
    for (const { predicate } of links) lines.push(`_:a${predicate.text}_:z .\n`)
  }
  return lines.sort(byCodeUnit).join('')
}

/** A subject with all its lines. */
interface Section {
  subject: GappedText
  lines: GappedText
}

/** Sections whose order depends on values, and the lines of all others, put together as far as they stay together. */
type Block = string | Section[]

function prepareSections(dataset: Dataset, labels: Labels): { named: Block[]; blank: (GappedText | undefined)[] } {
  const sections: Section[] = []
  const blank: (GappedText | undefined)[] = []
  for (const description of dataset.defaultGraph.descriptions) {
    const { subject } = description
    const name = typeof subject === 'string' ? subject : labels.markOf(subject)
    const lines = readGapMarks(linesOf(description, name, labels))
    if (typeof subject === 'string') sections.push({ subject: readGapMarks(subject), lines })
    else blank[subject] = lines
  }
  return { named: inBlocks(sections), blank }
}

/** What comes before its first gap places a subject among all that do not begin so. */
function inBlocks(sections: Section[]): Block[] {
  const startOf = ({ subject }: Section) => subject.texts[0] ?? ''
  const hasGaps = ({ subject }: Section) => subject.gaps.length > 0
  sections.sort((a, b) => byCodeUnit(startOf(a), startOf(b)) || Number(hasGaps(b)) - Number(hasGaps(a)))
  const blocks: Block[] = []
  let start: string | undefined
  for (const section of sections) {
    const last = blocks.at(-1)
    if (start !== undefined && Array.isArray(last) && startOf(section).startsWith(start)) last.push(section)
    else {
      start = hasGaps(section) ? startOf(section) : undefined
      const isFixed = section.subject.gaps.length + section.lines.gaps.length === 0
      const text = section.lines.texts[0] ?? ''
      if (!isFixed) blocks.push([section])
      else if (typeof last === 'string') blocks[blocks.length - 1] = last + text
      else blocks.push(text)
    }
  }
  return blocks
}

/** Undefined when two subjects are the same: their lines would belong together. */
function writeInOrder(sections: readonly Section[], values: readonly string[]): string | undefined {
  const [only] = sections
  if (sections.length === 1 && only) return fillGaps(only.lines, values)
  const named = sections.map(({ subject, lines }) => ({ name: fillGaps(subject, values), lines }))
  sortInPlace(named, (a, b) => byCodeUnit(a.name, b.name))
  let text = ''
  for (const [at, { name, lines }] of named.entries()) {
    if (name === named[at + 1]?.name) return undefined
    text += fillGaps(lines, values)
  }
  return text
}

/** As writeNQuads has them: by predicate, and behind each predicate blank nodes last. */
function linesOf({ statements, links }: Description, name: string, labels: Labels): string {
  const predicates = new Map<string, { objects: string[]; nodes: number[] }>()
  const about = ({ text }: Predicate) => {
    const known = predicates.get(text) ?? { objects: [], nodes: [] }
    predicates.set(text, known)
    return known
  }
  for (const { predicate, object } of statements) about(predicate).objects.push(object)
  for (const { predicate, to } of links) about(predicate).nodes.push(to)
  let lines = ''
  for (const text of [...predicates.keys()].sort(byCodeUnit)) {
    const { objects = [], nodes = [] } = predicates.get(text) ?? {}
    const marks = nodes.length > 0 ? labels.marksOf(nodes) : []
    for (const object of [...objects.sort(byCodeUnit), ...marks]) lines += `${name}${text}${object} .\n`
  }
  return lines
}
