import { type ContextState, type ContextStates, rdf, type Term, type TypeScope } from './context-states.ts'
import {
  addGraph,
  addLink,
  addStatement,
  type Dataset,
  type Description,
  describe,
  type Graph,
  newBlankNode,
} from './dataset.ts'
import { distinctValue, nativeLiteral, readValueObject, textLiteral } from './literals.ts'
import { NotDirect } from './not-direct.ts'
import { hasRareCharacters } from './text-order.ts'

const nil = `<${rdf}nil>`
const deepest = 64

interface Walk {
  states: ContextStates
  dataset: Dataset
  depth: number
}
type JsonObject = Record<string, unknown>

/** JSON to quads in one pass: what JSON-LD expansion, node map generation and RDF deserialization do in three. */
export function walkDocument(states: ContextStates, document: JsonObject, dataset: Dataset): void {
  walkLoneNode({ states, dataset, depth: 0 }, document, states.root, undefined, dataset.defaultGraph)
}

/** Nothing refers to it, so JSON-LD drops it when it says nothing. */
function walkLoneNode(walk: Walk, node: JsonObject, outer: ContextState, via: Term | undefined, graph: Graph) {
  const opened = openNode(walk.states, node, outer, via)
  if (opened.valueKey !== undefined) throw new NotDirect('value on its own')
  walkNode(walk, node, opened, graph)
  if (!graph.descriptions.some(({ statements, links }) => statements.length + links.length > 0))
    throw new NotDirect('says nothing')
}

/** What has to be known of a JSON object before its members are read. */
interface OpenedNode {
  /** The context that its types and keywords are read in. */
  scope: ContextState
  typeKey: string | undefined
  idKey: string | undefined
  /** Set where the object stands for a literal. */
  valueKey: string | undefined
  /** It only names a node, and says nothing about it. */
  isReference: boolean
}

function openNode(states: ContextStates, node: JsonObject, outer: ContextState, via: Term | undefined): OpenedNode {
  const scope = scopeOf(states, node, outer, via)
  const opened: OpenedNode = { scope, typeKey: undefined, idKey: undefined, valueKey: undefined, isReference: true }
  for (const key in node) {
    const { keyword } = states.term(scope, key)
    if (keyword !== '@id') opened.isReference = false
    if (keyword === undefined) continue
    if (keyword === '@type' && opened.typeKey === undefined) opened.typeKey = key
    else if (keyword === '@id' && opened.idKey === undefined) opened.idKey = key
    else if (keyword === '@value' && opened.valueKey === undefined) opened.valueKey = key
    else if (!(key === '@context' && node[key] !== undefined) && keyword !== '@language' && keyword !== '@direction')
      throw new NotDirect(keyword)
  }
  return opened
}

/** JSON-LD 1.1 API §5.1.2 steps 7 to 9. */
function scopeOf(states: ContextStates, node: JsonObject, outer: ContextState, via: Term | undefined): ContextState {
  let state = outer
  if (outer.previous !== undefined && !staysScoped(states, node, outer)) state = outer.previous
  if (via?.scopedContext !== undefined) state = states.afterProperty(state, via.scopedContext)
  const local = node['@context']
  return local === undefined ? state : states.afterLocal(state, local)
}

/** Value objects and bare references stay in the context of the types around them. */
function staysScoped(states: ContextStates, node: JsonObject, state: ContextState): boolean {
  let first: string | undefined
  let second: string | undefined
  for (const key in node) {
    if (first === undefined) first = key
    else if (second === undefined) second = key
    else return false
  }
  if (first === undefined || first === '@context' || second === '@context') return false
  const { keyword } = states.term(state, first)
  if (second === undefined) return keyword === '@value' || keyword === '@id'
  return keyword === '@value' || states.term(state, second).keyword === '@value'
}

/** Answers with `<iri>` or the number of a blank node. */
function walkNode(walk: Walk, node: JsonObject, opened: OpenedNode, graph: Graph): string | number {
  const { states, dataset } = walk
  const { scope, typeKey, idKey } = opened
  const types = typeKey === undefined ? undefined : states.ofTypes(scope, node[typeKey])
  const state = types === undefined ? scope : types.state
  const subject = idKey === undefined ? newBlankNode(dataset) : subjectOf(walk, state, idKey, node[idKey])
  if (opened.isReference && idKey !== undefined) return subject
  if (++walk.depth > deepest) throw new NotDirect('depth')
  const description = describe(dataset, graph, subject)
  if (types !== undefined) addTypes(walk, description, types)
  for (const key in node) {
    if (key === idKey || key === '@context') continue
    const term = states.term(state, key)
    if (key === typeKey && term.keyword === '@type') continue
    if (term.keyword !== undefined || !term.isDirect) throw new NotDirect(key)
    walkProperty(walk, description, term, state, key, node[key])
  }
  walk.depth--
  return subject
}

function subjectOf(walk: Walk, state: ContextState, idKey: string, id: unknown): string {
  if (typeof id !== 'string' || walk.states.term(state, idKey).keyword !== '@id') throw new NotDirect('id')
  noteRareCharacters(walk, id)
  return walk.states.nodeIri(state, id)
}

function noteRareCharacters({ dataset }: Walk, text: string) {
  if (hasRareCharacters(text)) dataset.hasRareCharacters = true
}

function addTypes(walk: Walk, description: Description, { iris }: TypeScope) {
  const predicate = walk.states.rdf.type
  for (const object of iris) {
    noteRareCharacters(walk, object)
    addStatement(walk.dataset, description, { predicate, object, value: undefined }, false)
  }
}

function walkProperty(
  walk: Walk,
  description: Description,
  term: Term,
  state: ContextState,
  key: string,
  value: unknown,
) {
  const property: Property = { term, valueTerm: term, state }
  if (term.scopedContext !== undefined) {
    property.state = walk.states.afterProperty(state, term.scopedContext)
    property.valueTerm = walk.states.term(property.state, key)
    if (!property.valueTerm.isDirect || property.valueTerm.keyword !== undefined) throw new NotDirect('scoped term')
  }
  if (term.isList) walkList(walk, description, property, value)
  else if (!Array.isArray(value)) walkValue(walk, description, property, value, term.hasSynonym)
  else for (const item of value) walkValue(walk, description, property, item, term.hasSynonym || value.length > 1)
}

/** A property as it was met, and in its own context, in which its values are read. */
interface Property {
  term: Term
  valueTerm: Term
  state: ContextState
}

function walkValue(walk: Walk, description: Description, property: Property, value: unknown, mayRepeat: boolean) {
  if (value === null || value === undefined) return
  const { term, valueTerm, state } = property
  if (typeof value !== 'object') {
    if (term.isGraph) throw new NotDirect('scalar as graph')
    const object = scalar(walk, valueTerm, state, value)
    const statement = { predicate: term.predicate, object, value: distinctValue(value, valueTerm.datatype) }
    addStatement(walk.dataset, description, statement, mayRepeat)
  } else if (Array.isArray(value)) throw new NotDirect('nested array')
  // An object that is no array is a JSON object.
  else if (term.isGraph) walkGraph(walk, description, property, value as JsonObject)
  else walkObject(walk, description, property, value as JsonObject, mayRepeat)
}

function scalar(walk: Walk, term: Term, state: ContextState, value: unknown): string {
  const { states } = walk
  if (typeof value !== 'string') return nativeLiteral(value, term.datatype)
  noteRareCharacters(walk, value)
  if (term.strings === 'id') return states.nodeIri(state, value)
  if (term.strings === 'vocabulary') return states.vocabularyIri(state, value)
  return textLiteral(value, term.datatype)
}

function walkObject(
  walk: Walk,
  description: Description,
  { term: { predicate }, valueTerm, state }: Property,
  object: JsonObject,
  mayRepeat: boolean,
) {
  const opened = openNode(walk.states, object, state, valueTerm)
  if (opened.valueKey !== undefined) {
    const literal = readValueObject(walk.states, object, opened.scope)
    noteRareCharacters(walk, literal.text)
    // jsonld.js takes texts for the same that differ in their direction only.
    if (literal.hasDirection && (mayRepeat || description.visits > 1)) throw new NotDirect('direction')
    addStatement(walk.dataset, description, { predicate, object: literal.text, value: literal.value }, mayRepeat)
    return
  }
  const resource = walkNode(walk, object, opened, description.graph)
  if (typeof resource === 'number') addLink(walk.dataset, description, predicate, resource)
  else addStatement(walk.dataset, description, { predicate, object: resource, value: undefined }, mayRepeat)
}

/** `@container: @graph`: the object becomes a graph of its own, named by a blank node. */
function walkGraph(walk: Walk, description: Description, { term, valueTerm, state }: Property, object: JsonObject) {
  const name = newBlankNode(walk.dataset)
  walkLoneNode(walk, object, state, valueTerm, addGraph(walk.dataset, name))
  addLink(walk.dataset, description, term.predicate, name)
}

/** `@container: @list`: a chain of cells, each a blank node with `rdf:first` and `rdf:rest`. */
function walkList(walk: Walk, description: Description, property: Property, value: unknown) {
  if (value === null || value === undefined) return
  const { rdf } = walk.states
  const inCell = { ...property, term: { ...property.term, predicate: rdf.first } }
  let from = description
  let link = property.term.predicate
  for (const item of Array.isArray(value) ? value : [value]) {
    if (item === null || item === undefined) throw new NotDirect('list item')
    const cell = newBlankNode(walk.dataset)
    addLink(walk.dataset, from, link, cell)
    from = describe(walk.dataset, description.graph, cell)
    walkValue(walk, from, inCell, item, false)
    link = rdf.rest
  }
  // Lists are never the same to jsonld.js, so empty ones stay as well.
  from.statements.push({ predicate: link, object: nil, value: undefined })
}
