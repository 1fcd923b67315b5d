import type { Dataset, Quad, Resource } from './dataset.ts'
import { NotDirect } from './not-direct.ts'

/** SHA-256 of UTF-8 text, lower-case hexadecimal. */
export type HashText = (text: string) => string
/** How strings are put in order; undefined is by UTF-16 code unit, the platform's own sort. */
export type Compare = ((a: string, b: string) => number) | undefined

interface Labelling {
  dataset: Dataset
  hash: HashText
  compare: Compare
  /** By blank node: `c14n0` …, once given. */
  labels: (string | undefined)[]
  firstDegreeHashes: string[]
  /** How many more nodes may be explored in depth. */
  remaining: number
}

/** Temporary labels along one path: node → `b0` …. */
type Issued = Map<number, string>

/** Labels blank nodes as RDFC-1.0 §4.4 says. Returns them by number, without `_:`. */
export function labelBlankNodes(dataset: Dataset, hash: HashText, compare: Compare): (string | undefined)[] {
  const labelling: Labelling = {
    dataset,
    hash,
    compare,
    labels: new Array(dataset.quadsOf.length).fill(undefined),
    firstDegreeHashes: dataset.quadsOf.map((_, node) => hashFirstDegree(dataset, node, hash, compare)),
    remaining: 0,
  }
  const nodesByHash = new Map<string, number[]>()
  labelling.firstDegreeHashes.forEach((digest, node) => {
    const nodes = nodesByHash.get(digest)
    if (nodes) nodes.push(node)
    else nodesByHash.set(digest, [node])
  })
  let count = 0
  const label = (node: number) => {
    labelling.labels[node] ??= `c14n${count++}`
  }
  const ties: number[][] = []
  for (const digest of [...nodesByHash.keys()].sort()) {
    const nodes = nodesByHash.get(digest) ?? []
    const [only] = nodes
    if (nodes.length > 1) ties.push(nodes)
    else if (only !== undefined) label(only)
  }
  labelling.remaining = ties.reduce((sum, nodes) => sum + nodes.length, 0)
  for (const nodes of ties) {
    const explored = nodes
      .filter((node) => labelling.labels[node] === undefined)
      .map((node) => hashInDepth(labelling, node, new Map([[node, 'b0']])))
    explored.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0))
    for (const { issued } of explored) for (const node of issued.keys()) label(node)
  }
  return labelling.labels
}

/** RDFC-1.0 §4.6.3, Hash First Degree Quads. */
function hashFirstDegree(dataset: Dataset, node: number, hash: HashText, compare: Compare): string {
  const quads = dataset.quadsOf[node] ?? []
  const lines = quads.map((quad) => firstDegreeLine(quad, node))
  if (lines.length > 1) lines.sort(compare)
  return hash(lines.length === 1 ? (lines[0] ?? '') : lines.join(''))
}

const firstDegreeLine = ({ subject, predicate, object, graph }: Quad, node: number): string =>
  `${seenFrom(node, subject)}${predicate}${seenFrom(node, object)}${graph === undefined ? '' : ` ${seenFrom(node, graph)}`} .\n`

function seenFrom(node: number, resource: Resource): string {
  if (typeof resource === 'string') return resource
  return resource === node ? '_:a' : '_:z'
}

/** RDFC-1.0 §4.8.3, Hash N-Degree Quads. */
function hashInDepth(labelling: Labelling, node: number, issued: Issued): { digest: string; issued: Issued } {
  if (labelling.remaining-- === 0) throw new NotDirect('deep iterations')
  const related = relatedByHash(labelling, node, issued)
  let data = ''
  let current = issued
  for (const digest of [...related.keys()].sort()) {
    const chosen = shortestPath(labelling, related.get(digest) ?? [], current)
    data += digest + chosen.path
    current = chosen.issued
  }
  return { digest: labelling.hash(data), issued: current }
}

/** RDFC-1.0 §4.7.3, Hash Related Blank Node, for every neighbour. A neighbour stands once for each quad that joins them. */
function relatedByHash(labelling: Labelling, node: number, issued: Issued): Map<string, number[]> {
  const related = new Map<string, number[]>()
  const add = (neighbour: string | number | undefined, position: 's' | 'o' | 'g', predicate: string) => {
    if (typeof neighbour !== 'number' || neighbour === node) return
    const name = labelling.labels[neighbour] ?? issued.get(neighbour)
    const written = name === undefined ? (labelling.firstDegreeHashes[neighbour] ?? '') : `_:${name}`
    const digest = labelling.hash(`${position}${position === 'g' ? '' : predicate.trim()}${written}`)
    const nodes = related.get(digest)
    if (nodes) nodes.push(neighbour)
    else related.set(digest, [neighbour])
  }
  for (const { subject, predicate, object, graph } of labelling.dataset.quadsOf[node] ?? []) {
    add(subject, 's', predicate)
    add(object, 'o', predicate)
    add(graph, 'g', predicate)
  }
  return related
}

/** Of all orders in which the neighbours can be named, the one whose path comes first. */
function shortestPath(labelling: Labelling, nodes: number[], issued: Issued): { path: string; issued: Issued } {
  let best: { path: string; issued: Issued } | undefined
  for (const order of distinctOrders(nodes)) {
    const found = pathAlong(labelling, order, issued, best?.path)
    if (found && (best === undefined || found.path < best.path)) best = found
  }
  return best ?? { path: '', issued }
}

/** Undefined as soon as the path can't become the first any more. */
function pathAlong(labelling: Labelling, order: number[], issued: Issued, best: string | undefined) {
  let names = new Map(issued)
  let path = ''
  const newlyNamed: number[] = []
  const isTooLate = () => best !== undefined && path > best
  for (const node of order) {
    const label = labelling.labels[node]
    if (label !== undefined) path += `_:${label}`
    else {
      if (!names.has(node)) {
        newlyNamed.push(node)
        names.set(node, `b${names.size}`)
      }
      path += `_:${names.get(node)}`
    }
    if (isTooLate()) return undefined
  }
  for (const node of newlyNamed) {
    const deeper = hashInDepth(labelling, node, names)
    path += `_:${names.get(node)}<${deeper.digest}>`
    names = deeper.issued
    if (isTooLate()) return undefined
  }
  return { path, issued: names }
}

/** The distinct permutations of a list that may name a node more than once. */
function* distinctOrders(nodes: number[]): Generator<number[]> {
  const [first] = nodes
  if (first === undefined || nodes.every((node) => node === first)) {
    yield nodes
    return
  }
  const tried = new Set<number>()
  for (const [at, node] of nodes.entries()) {
    if (tried.has(node)) continue
    tried.add(node)
    for (const rest of distinctOrders(nodes.toSpliced(at, 1))) yield [node, ...rest]
  }
}
