import type { Dataset, Description, Link } from './dataset.ts'
import { NotDirect } from './not-direct.ts'
import { type Order, sortInPlace } from './text-order.ts'
import { type Labels, linesOf } from './write-nquads.ts'

/** SHA-256 of UTF-8 text, lower-case hexadecimal. */
export type HashText = (text: string) => string

interface Labelling {
  dataset: Dataset
  hash: HashText
  /** By blank node, once given. */
  labels: (string | undefined)[]
  firstDegreeHashes: string[]
  /** How much more may be explored in depth. */
  remaining: { nodes: number; hashes: number }
}

/** Temporary labels along one path: node → `_:b0` …. */
type Issued = Map<number, string>

/** Bounds on telling apart nodes that look alike (RDFC-1.0 §7.1, Dataset Poisoning); as many nodes as canonicalize allows. */
const most = { nodes: 64, hashes: 4000 }

/** Labels blank nodes as RDFC-1.0 §4.4 says. */
export function labelBlankNodes(dataset: Dataset, hash: HashText, order: Order): Labels {
  const count = dataset.blankNodes.length
  const labels: (string | undefined)[] = new Array(count).fill(undefined)
  const firstDegreeHashes = dataset.blankNodes.map((_, node) => hashFirstDegree(dataset, node, hash, order))
  let issued = 0
  const label = (node: number) => {
    labels[node] ??= `_:c14n${issued++}`
  }
  const ties = labelUnique(firstDegreeHashes, label)
  const labelling: Labelling = { dataset, hash, labels, firstDegreeHashes, remaining: { ...most } }
  for (const nodes of ties) {
    const explored = nodes
      .filter((node) => labels[node] === undefined)
      .map((node) => hashInDepth(labelling, node, new Map([[node, '_:b0']])))
    explored.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0))
    for (const { issued } of explored) for (const node of issued.keys()) label(node)
  }
  return labels
}

/** Labels the nodes that their first-degree hash tells from all others. Returns the rest, those of one hash together. */
function labelUnique(hashes: readonly string[], label: (node: number) => void): number[][] {
  const inOrder = hashes.map((digest, node) => ({ digest, node }))
  inOrder.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0))
  const ties: number[][] = []
  for (let at = 0; at < inOrder.length; ) {
    const { digest } = inOrder[at] ?? { digest: '' }
    let end = at + 1
    while (inOrder[end]?.digest === digest) end++
    const nodes = inOrder.slice(at, end).map(({ node }) => node)
    const [only] = nodes
    if (nodes.length > 1) ties.push(nodes)
    else if (only !== undefined) label(only)
    at = end
  }
  return ties
}

/** RDFC-1.0 §4.6.3, Hash First Degree Quads. */
function hashFirstDegree(dataset: Dataset, node: number, hash: HashText, order: Order): string {
  const place = dataset.blankNodes[node]
  const lines: string[] = []
  for (const { from, predicate } of place?.linksTo ?? [])
    lines.push(`${nameFromAfar(from)}${predicate.text}_:a${from.graph.name === undefined ? ' .\n' : ' _:z .\n'}`)
  for (const description of place?.descriptions ?? []) {
    const end = description.graph.name === undefined ? ' .\n' : ' _:z .\n'
    for (const line of linesOf(description, anotherNode, end, order)) lines.push(`_:a${line}`)
  }
  for (const description of place?.graph?.descriptions ?? [])
    for (const line of linesOf(description, anotherNode, ' _:a .\n', order))
      lines.push(nameFromAfar(description) + line)
  sortInPlace(lines, order)
  return hash(lines.join(''))
}

const anotherNode = () => '_:z'
const nameFromAfar = ({ subject }: Description) => (typeof subject === 'string' ? subject : '_:z')

/** RDFC-1.0 §4.8.3, Hash N-Degree Quads. */
function hashInDepth(labelling: Labelling, node: number, issued: Issued): { digest: string; issued: Issued } {
  if (labelling.remaining.nodes-- === 0) throw new NotDirect('deep iterations')
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

type Position = 's' | 'o' | 'g'

/** RDFC-1.0 §4.7.3, Hash Related Blank Node, for every neighbor. A neighbor stands once for each quad that joins them. */
function relatedByHash(labelling: Labelling, node: number, issued: Issued): Map<string, number[]> {
  const related = new Map<string, number[]>()
  const add = (neighbor: string | number | undefined, position: Position, predicate: string) => {
    if (typeof neighbor !== 'number' || neighbor === node) return
    if (labelling.remaining.hashes-- === 0) throw new NotDirect('deep iterations')
    const name = labelling.labels[neighbor] ?? issued.get(neighbor)
    const written = name ?? labelling.firstDegreeHashes[neighbor] ?? ''
    const digest = labelling.hash(`${position}${position === 'g' ? '' : predicate.trim()}${written}`)
    const nodes = related.get(digest)
    if (nodes) nodes.push(neighbor)
    else related.set(digest, [neighbor])
  }
  const place = labelling.dataset.blankNodes[node]
  for (const { statements, links, graph } of place?.descriptions ?? []) {
    for (const _ of statements) add(graph.name, 'g', '')
    for (const link of links) addLink(add, link, ['o', 'g'])
  }
  for (const link of place?.linksTo ?? []) addLink(add, link, ['s', 'g'])
  for (const { subject, statements, links } of place?.graph?.descriptions ?? []) {
    for (const { predicate } of statements) add(subject, 's', predicate.text)
    for (const link of links) addLink(add, link, ['s', 'o'])
  }
  return related
}

type AddNeighbor = (neighbor: string | number | undefined, position: Position, predicate: string) => void

function addLink(add: AddNeighbor, { from, predicate, to }: Link, positions: readonly Position[]) {
  const neighbors = { s: from.subject, o: to, g: from.graph.name }
  for (const position of positions) add(neighbors[position], position, predicate.text)
}

/** Of all orders in which the neighbors can be named, the one whose path comes first. */
function shortestPath(labelling: Labelling, nodes: number[], issued: Issued): { path: string; issued: Issued } {
  let best: { path: string; issued: Issued } | undefined
  for (const order of ordersOf(nodes)) {
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
    if (label !== undefined) path += label
    else {
      if (!names.has(node)) {
        newlyNamed.push(node)
        names.set(node, `_:b${names.size}`)
      }
      path += names.get(node)
    }
    if (isTooLate()) return undefined
  }
  for (const node of newlyNamed) {
    const deeper = hashInDepth(labelling, node, names)
    path += `${names.get(node)}<${deeper.digest}>`
    names = deeper.issued
    if (isTooLate()) return undefined
  }
  return { path, issued: names }
}

/** A list in which some nodes, but not all, are the same has orders that libraries leave out; it is theirs to decide. */
function ordersOf(nodes: number[]): Iterable<number[]> {
  const distinct = new Set(nodes).size
  if (distinct === 1) return [nodes]
  if (distinct < nodes.length) throw new NotDirect('neighbors joined more than once')
  return permutations(nodes)
}

function* permutations(nodes: number[]): Generator<number[]> {
  if (nodes.length < 2) yield nodes
  else
    for (const [at, node] of nodes.entries())
      for (const rest of permutations(nodes.toSpliced(at, 1))) yield [node, ...rest]
}
