import type { ContextState, ContextStates, Term } from './context-states.ts'
import { addQuad, type Dataset, emptyDataset, newBlankNode, type Resource } from './dataset.ts'
import { escapeIri, escapeLiteral } from './escape.ts'
import { NotDirect } from './not-direct.ts'

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const typePredicate = ` <${rdf}type> `
const firstPredicate = ` <${rdf}first> `
const restPredicate = ` <${rdf}rest> `
const nil = `<${rdf}nil>`
const languageTag = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/
const deepest = 64

interface Walk {
  states: ContextStates
  dataset: Dataset
  depth: number
}
type JsonObject = Record<string, unknown>

/** JSON to quads in one pass: what JSON-LD expansion, node map generation and RDF deserialisation do in three. */
export function documentToDataset(states: ContextStates, document: JsonObject): Dataset {
  const walk: Walk = { states, dataset: emptyDataset(), depth: 0 }
  const { members } = walkNode(walk, document, states.root, undefined, undefined)
  if (members === 0) throw new NotDirect('empty document')
  return walk.dataset
}

/** What a JSON object became. `members` counts its types and properties. */
interface Walked {
  resource: Resource
  members: number
  isValue: boolean
}

function walkNode(
  walk: Walk,
  node: JsonObject,
  outer: ContextState,
  viaTerm: Term | undefined,
  graph: number | undefined,
): Walked {
  if (++walk.depth > deepest) throw new NotDirect('depth')
  const { states, dataset } = walk
  const keys = Object.keys(node)
  let state = staysScoped(states, node, keys, outer) ? outer : outer.reverted
  if (viaTerm?.scopedContext !== undefined) state = states.afterProperty(state, viaTerm.scopedContext)
  if ('@context' in node) state = states.afterLocal(state, node['@context'])

  const typeScope = state
  let typeKey: string | undefined
  for (const key of keys) {
    const { keyword } = states.term(state, key)
    if (keyword === undefined || keyword === '@id' || key === '@context') continue
    if (keyword === '@value') {
      walk.depth--
      return { resource: walkValueObject(walk, node, keys, state), members: 0, isValue: true }
    }
    if (keyword !== '@type' || typeKey !== undefined) throw new NotDirect(keyword)
    typeKey = key
  }
  const types = typeKey === undefined ? [] : asList(node[typeKey])
  if (types.length > 0) state = states.afterTypes(typeScope, state, types)

  const terms = keys.map((key) => states.term(state, key))
  const subject = subjectOf(walk, node, keys, terms, state)
  let members = types.length
  for (const type of types) addQuad(dataset, subject, typePredicate, states.typeIri(typeScope, type), graph)
  for (const [at, term] of terms.entries()) {
    const key = keys[at] ?? ''
    if (key === '@context' || term.keyword === '@id' || (term.keyword === '@type' && key === typeKey)) continue
    if (term.keyword !== undefined || !term.isDirect) throw new NotDirect(key)
    members++
    walkProperty(walk, subject, term, state, key, node[key], graph)
  }
  walk.depth--
  return { resource: subject, members, isValue: false }
}

/** JSON-LD 1.1 API §5.1.2 steps 7 and 8: value objects and bare references stay in the type-scoped context. */
function staysScoped(states: ContextStates, node: JsonObject, keys: string[], state: ContextState): boolean {
  if (!state.hasPrevious || keys.length > 2 || '@context' in node) return false
  for (const key of keys.length === 2 ? keys.toSorted() : keys) {
    const { keyword } = states.term(state, key)
    if (keyword === '@value') return true
    if (keyword === '@id' && keys.length === 1) return true
  }
  return false
}

function subjectOf(walk: Walk, node: JsonObject, keys: string[], terms: Term[], state: ContextState): Resource {
  let id: string | undefined
  for (const [at, term] of terms.entries()) {
    const key = keys[at] ?? ''
    if (term.keyword !== '@id' || key === '@context') continue
    const value = node[key]
    if (id !== undefined || typeof value !== 'string') throw new NotDirect('id')
    id = value
  }
  return id === undefined ? newBlankNode(walk.dataset) : walk.states.nodeIri(state, id)
}

function walkProperty(
  walk: Walk,
  subject: Resource,
  term: Term,
  state: ContextState,
  key: string,
  value: unknown,
  graph: number | undefined,
) {
  let valueState = state
  let valueTerm = term
  if (term.scopedContext !== undefined) {
    valueState = walk.states.afterProperty(state, term.scopedContext)
    valueTerm = walk.states.term(valueState, key)
    if (!valueTerm.isDirect || valueTerm.keyword !== undefined) throw new NotDirect('scoped term')
  }
  if (term.isList) return walkList(walk, subject, term.predicate, valueTerm, valueState, value, graph)
  if (!Array.isArray(value)) return walkValue(walk, subject, term, valueTerm, valueState, value, graph)
  for (const item of value) walkValue(walk, subject, term, valueTerm, valueState, item, graph)
}

function walkValue(
  walk: Walk,
  subject: Resource,
  term: Term,
  valueTerm: Term,
  state: ContextState,
  value: unknown,
  graph: number | undefined,
) {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) throw new NotDirect('nested array')
  if (term.isGraph) walkGraph(walk, subject, term.predicate, valueTerm, state, value)
  else addQuad(walk.dataset, subject, term.predicate, walkItem(walk, valueTerm, state, value, graph), graph)
}

/** `@container: @graph`: the object becomes a graph of its own, named by a blank node. */
function walkGraph(walk: Walk, subject: Resource, predicate: string, term: Term, state: ContextState, item: unknown) {
  if (typeof item !== 'object' || item === null) throw new NotDirect('scalar as graph')
  const graph = newBlankNode(walk.dataset)
  // An object that is no array is a JSON object.
  const { isValue, members } = walkNode(walk, item as JsonObject, state, term, graph)
  if (isValue || members === 0) throw new NotDirect('graph without a node')
  addQuad(walk.dataset, subject, predicate, graph, undefined)
}

function walkItem(walk: Walk, term: Term, state: ContextState, item: unknown, graph: number | undefined): Resource {
  if (typeof item === 'string') {
    if (term.type === '@id') return walk.states.nodeIri(state, item)
    if (term.type === '@vocab') return walk.states.typeIri(state, item)
    return `"${escapeLiteral(item)}"${term.datatype}`
  }
  // An object that is no array, nor null, is a JSON object.
  if (typeof item === 'object') return walkNode(walk, item as JsonObject, state, term, graph).resource
  if (term.type === '@id' || term.type === '@vocab' || term.type === '@none') throw new NotDirect('typed scalar')
  return nativeLiteral(walk, item, term.type)
}

function walkList(
  walk: Walk,
  subject: Resource,
  predicate: string,
  term: Term,
  state: ContextState,
  value: unknown,
  graph: number | undefined,
) {
  if (value === null || value === undefined) return
  const items = asList(value)
  for (const item of items) {
    const isPlain = typeof item !== 'object'
    if (!isPlain && (item === null || Array.isArray(item) || hasContainerKeyword(walk, state, item)))
      throw new NotDirect('list item')
  }
  let from = subject
  let link = predicate
  for (const item of items) {
    const cell = newBlankNode(walk.dataset)
    addQuad(walk.dataset, from, link, cell, graph)
    addQuad(walk.dataset, cell, firstPredicate, walkItem(walk, term, state, item, graph), graph)
    from = cell
    link = restPredicate
  }
  addQuad(walk.dataset, from, link, nil, graph)
}

const hasContainerKeyword = (walk: Walk, state: ContextState, item: object) =>
  Object.keys(item).some((key) => ['@list', '@set'].includes(walk.states.term(state, key).keyword ?? ''))

function walkValueObject(walk: Walk, node: JsonObject, keys: string[], state: ContextState): string {
  const members = new Map<string, unknown>()
  for (const key of keys) {
    const { keyword } = walk.states.term(state, key)
    if (keyword === undefined || !['@value', '@type', '@language'].includes(keyword) || members.has(keyword))
      throw new NotDirect('value object')
    members.set(keyword, node[key])
  }
  const value = members.get('@value')
  const language = members.get('@language') ?? undefined
  const type = members.get('@type') ?? undefined
  if (language !== undefined) {
    if (type !== undefined || typeof value !== 'string' || typeof language !== 'string' || !languageTag.test(language))
      throw new NotDirect('language')
    return `"${escapeLiteral(value)}"@${language.toLowerCase()}`
  }
  if (type !== undefined && typeof type !== 'string') throw new NotDirect('datatype')
  const datatype = type === undefined ? undefined : walk.states.datatypeIri(state, type)
  if (typeof value !== 'string') return nativeLiteral(walk, value, datatype)
  if (datatype === `${xsd}double`) throw new NotDirect('double as text')
  return `"${escapeLiteral(value)}"${datatype === undefined || datatype === `${xsd}string` ? '' : `^^<${escapeIri(datatype)}>`}`
}

/** Numbers and booleans, as JSON-LD 1.1 API §8.2.2 writes them. */
function nativeLiteral(walk: Walk, value: unknown, type: string | undefined): string {
  const [text, native] = writtenNatively(value, type)
  const datatype = type ?? native
  const literal = `"${escapeLiteral(text)}"${datatype === `${xsd}string` ? '' : `^^<${escapeIri(datatype)}>`}`
  walk.dataset.nativeLiterals.add(literal)
  return literal
}

function writtenNatively(value: unknown, type: string | undefined): [text: string, datatype: string] {
  if (typeof value === 'boolean') return [String(value), `${xsd}boolean`]
  if (typeof value !== 'number') throw new NotDirect('scalar')
  const isDouble = String(value).includes('.') || Math.abs(value) >= 1e21 || type === `${xsd}double`
  if (!isDouble) return [value.toFixed(0), `${xsd}integer`]
  return [value.toExponential(15).replace(/(\d)0*e\+?/, '$1E'), `${xsd}double`]
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
