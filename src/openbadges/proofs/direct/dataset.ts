import { NotDirect } from './not-direct.ts'
import type { Predicate } from './predicates.ts'

/** The quads of one document, by what they are about. */
export interface Dataset {
  defaultGraph: Graph
  /** The default graph first. */
  graphs: Graph[]
  blankNodes: BlankNode[]
  /** How many have been added in all. */
  statements: number
  /** Whether any text has characters that not everybody puts in the same order. */
  hasRareCharacters: boolean
}

/**
 * As many statements as there are values in a file that is read at all. What is within these bounds takes some hundredths of a
 * second, however it is made; the libraries take seconds for a list of thousands.
 */
const most = { blankNodes: 2000, statements: 10_100 }

export interface Graph {
  /** The blank node that names it; undefined for the default graph. */
  name: number | undefined
  descriptions: Description[]
  /** By `<iri>`. */
  named: Map<string, Description>
}

/** One subject in one graph, with all that is said about it there. */
export interface Description {
  /** `<iri>`, or the number of a blank node. */
  subject: string | number
  graph: Graph
  statements: Statement[]
  links: Link[]
  /** How many nodes of the document have added to it. */
  visits: number
  /** Of a long list: the first `count` statements as texts. */
  known: { texts: Set<string>; count: number } | undefined
}

/** A quad whose object is no blank node. */
export interface Statement {
  predicate: Predicate
  /** `<iri>` or a literal. */
  object: string
  /** Tells values apart that are written alike; undefined for the one that the text itself says. */
  value: string | undefined
}

/** A quad whose object is a blank node. */
export interface Link {
  from: Description
  predicate: Predicate
  to: number
}

/** The places a blank node occurs in. */
export interface BlankNode {
  descriptions: Description[]
  linksTo: Link[]
  /** The graph it names. */
  graph: Graph | undefined
}

export function emptyDataset(): Dataset {
  const defaultGraph = newGraph(undefined)
  return { defaultGraph, graphs: [defaultGraph], blankNodes: [], statements: 0, hasRareCharacters: false }
}

const newGraph = (name: number | undefined): Graph => ({ name, descriptions: [], named: new Map() })

export function newBlankNode({ blankNodes }: Dataset): number {
  if (blankNodes.length >= most.blankNodes) throw new NotDirect('too many blank nodes')
  return blankNodes.push({ descriptions: [], linksTo: [], graph: undefined }) - 1
}

/** A graph named by a blank node of its own. */
export function addGraph(dataset: Dataset, name: number): Graph {
  const graph = newGraph(name)
  dataset.graphs.push(graph)
  const node = dataset.blankNodes[name]
  if (node) node.graph = graph
  return graph
}

/** The description of a subject, begun when it is met first. */
export function describe(dataset: Dataset, graph: Graph, subject: string | number): Description {
  const known = typeof subject === 'string' ? graph.named.get(subject) : undefined
  if (known !== undefined) {
    known.visits++
    return known
  }
  const description = { subject, graph, statements: [], links: [], visits: 1, known: undefined }
  graph.descriptions.push(description)
  if (typeof subject === 'string') graph.named.set(subject, description)
  else dataset.blankNodes[subject]?.descriptions.push(description)
  return description
}

export function addLink(dataset: Dataset, from: Description, predicate: Predicate, to: number): void {
  const link = { from, predicate, to }
  from.links.push(link)
  dataset.blankNodes[to]?.linksTo.push(link)
}

/**
 * `mayRepeat`: it may have been stated before, and a dataset is a set. jsonld.js compares values before they are written, so
 * two values with one text (1 and "1"^^xsd:integer) both stay, and so do their lines.
 */
export function addStatement(
  dataset: Dataset,
  description: Description,
  statement: Statement,
  mayRepeat: boolean,
): void {
  if (++dataset.statements > most.statements) throw new NotDirect('too many statements')
  const isStated = (mayRepeat || description.visits > 1) && hasStatement(description, statement)
  if (!isStated) description.statements.push(statement)
}

function hasStatement(description: Description, statement: Statement): boolean {
  const { statements } = description
  if (statements.length > shortList) return isStatedInLongList(description, statement)
  for (const { predicate, object, value } of statements)
    if (object === statement.object && predicate === statement.predicate && value === statement.value) return true
  return false
}

const shortList = 16

/** Looking through a list takes longer with each statement, and a stranger's may have thousands. */
function isStatedInLongList(description: Description, statement: Statement): boolean {
  const { statements } = description
  description.known ??= { texts: new Set(), count: 0 }
  const { known } = description
  for (const each of statements.slice(known.count)) known.texts.add(textOf(each))
  known.count = statements.length
  return known.texts.has(textOf(statement))
}

/** Objects have their zero characters escaped, so that one ends them. */
const textOf = ({ predicate, object, value = '' }: Statement) => `${predicate.text}${object}\u0000${value}`
