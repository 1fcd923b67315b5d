import ContextResolver from 'jsonld/lib/ContextResolver.js'
import contextProcessing, { type ActiveContext } from 'jsonld/lib/context.js'
import events from 'jsonld/lib/events.js'
import type { DocumentLoader } from '../../model/contexts.ts'
import { escapeIri } from './escape.ts'
import { NeedsTransition, NotDirect } from './not-direct.ts'
import { createPredicates, type Predicate } from './predicates.ts'

/**
 * Active contexts as the states of a graph. jsonld.js itself processes each context, once for every distinct transition;
 * walking documents only follows edges that are already there.
 */
export interface ContextState {
  readonly active: ActiveContext
  /** The state to go back to at the next node (JSON-LD 1.1 API §4.1, previous context). */
  readonly previous: ContextState | undefined
  readonly terms: Map<string, Term>
  readonly typeIris: Map<string, string>
  readonly typeScopes: Map<string, TypeScope>
  /** By what is processed: the URLs of a document's own context, the context of a term, the context of a type. */
  readonly afterLocal: Map<string, ContextState>
  readonly afterProperty: Map<unknown, ContextState>
  readonly afterType: Map<unknown, ContextState>
  /** IRIs that more than one term stands for. */
  readonly sharedIris: ReadonlySet<string>
}

/** What a key means in a context. */
export interface Term {
  /** The keyword the key stands for, such as `@id`. */
  keyword: string | undefined
  /** False when only the reference library may decide. */
  isDirect: boolean
  predicate: Predicate
  /** The `@context` of its definition; undefined when it has none. */
  scopedContext: unknown
  /** What a string is: the name of a node, a term or name, or a text. */
  strings: 'id' | 'vocabulary' | 'text'
  /** The IRI its values are typed with, if they are. */
  datatype: string | undefined
  isList: boolean
  isGraph: boolean
  /** Another term of the context stands for the same IRI. */
  hasSynonym: boolean
}

/** What the types of a node do: the state for its members, and the statements they make. */
export interface TypeScope {
  state: ContextState
  /** `<iri>` of each, once. */
  iris: readonly string[]
  /** How many types were given. */
  count: number
}

const noTerm: Term = {
  keyword: undefined,
  isDirect: false,
  predicate: { text: '', rank: 0 },
  scopedContext: undefined,
  strings: 'text',
  datatype: undefined,
  isList: false,
  isGraph: false,
  hasSynonym: false,
}

export interface ContextStates {
  readonly root: ContextState
  /** The predicates that JSON-LD has no terms for. */
  readonly rdf: { readonly type: Predicate; readonly first: Predicate; readonly rest: Predicate }
  /** The state after a document's own `@context`: only URLs are followed. */
  afterLocal(state: ContextState, localContext: unknown): ContextState
  afterProperty(state: ContextState, scopedContext: unknown): ContextState
  ofTypes(state: ContextState, types: unknown): TypeScope
  term(state: ContextState, key: string): Term
  /** `<iri>` of a type, or of a value that may be a term. */
  vocabularyIri(state: ContextState, value: unknown): string
  /** `<iri>` of a node. */
  nodeIri(state: ContextState, value: string): string
  datatypeIri(state: ContextState, value: string): string
}

export const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

const absoluteIri = /^([A-Za-z][A-Za-z0-9+\-.]*|_):[^\s]*$/
/** Needs no escapes, and is in the same place in every order. */
const plainAsciiIri = /^[A-Za-z][A-Za-z0-9+\-.]*:[!#-;=?-[\]_a-z~]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what makes an IRI need escapes.
const plainIri = /^[A-Za-z][A-Za-z0-9+\-.]*:[^\s\u0000-\u0020<>"{}|^`\\]*$/

/** The pinned contexts need some hundred states; a stranger can combine types and contexts without end. */
const mostStates = 600
/** More types than any node of the standards has; longer lists are not remembered. */
const mostTypes = 8

export function createContextStates(documentLoader: DocumentLoader): ContextStates {
  const predicates = createPredicates()
  const graph = createGraph(documentLoader)
  const expand: Expand = (state, value, relativeTo) =>
    contextProcessing.expandIri(state.active, value, relativeTo, graph.lookUp)
  const vocabularyIri = (state: ContextState, value: unknown) => rememberVocabularyIri(state, value, expand)
  return {
    root: graph.stateOf(rootContext()),
    rdf: {
      type: predicates.of(` <${rdf}type> `),
      first: predicates.of(` <${rdf}first> `),
      rest: predicates.of(` <${rdf}rest> `),
    },

    afterLocal(state, localContext) {
      const urls: readonly unknown[] = Array.isArray(localContext) ? localContext : [localContext]
      if (!urls.every((url) => typeof url === 'string')) throw new NotDirect('inline context')
      const how = { propagate: true, overrideProtected: false }
      return graph.follow(state.afterLocal, urls.join(' '), state, localContext, how)
    },

    afterProperty: (state, scopedContext) =>
      graph.follow(state.afterProperty, scopedContext, state, scopedContext, {
        propagate: true,
        overrideProtected: true,
      }),

    ofTypes: (state, types) => rememberScope(state, types, { graph, vocabularyIri }),

    term(state, key) {
      const known = state.terms.get(key)
      if (known !== undefined) return known
      // Keys can be IRIs as well, or be completed to one by `@vocab`. The reference library decides what they are.
      if (!isTerm(state, key) && !contextProcessing.isKeyword(key)) return noTerm
      const term = describeTerm(state, key, { expand, predicates })
      state.terms.set(key, term)
      return term
    },

    vocabularyIri,
    nodeIri,
    datatypeIri(state, value) {
      const iri = expand(state, value, { vocab: true, base: true })
      if (iri === null || iri.startsWith('@') || !absoluteIri.test(iri) || iri.startsWith('_:'))
        throw new NotDirect('datatype')
      return iri
    },
  }
}

type Expand = (
  state: ContextState,
  value: string,
  relativeTo: { vocab?: boolean; base?: boolean },
) => ReturnType<typeof contextProcessing.expandIri>

type Graph = ReturnType<typeof createGraph>

/** The states there are, and the edges between them: each is made once, by jsonld.js, when it is first needed. */
function createGraph(documentLoader: DocumentLoader) {
  const states = new WeakMap<ActiveContext, ContextState>()
  const resolvedContexts = new Map<string, unknown>()
  let stateCount = 0

  const options = () => ({
    processingMode: 'json-ld-1.1',
    base: null,
    documentLoader,
    contextResolver: new ContextResolver({ sharedCache: resolvedContexts }),
    eventHandler: [events.safeEventHandler],
  })
  const stateOf = (active: ActiveContext): ContextState => {
    const known = states.get(active)
    if (known) return known
    stateCount++
    const state: ContextState = {
      active,
      previous: active.previousContext && stateOf(active.previousContext),
      terms: new Map(),
      typeIris: new Map(),
      typeScopes: new Map(),
      afterLocal: new Map(),
      afterProperty: new Map(),
      afterType: new Map(),
      sharedIris: sharedIrisOf(active),
    }
    states.set(active, state)
    return state
  }

  function follow<Key>(
    edges: Map<Key, ContextState>,
    key: Key,
    state: ContextState,
    localCtx: unknown,
    how: { propagate: boolean; overrideProtected: boolean },
  ): ContextState {
    const next = edges.get(key)
    if (next) return next
    if (stateCount >= mostStates) throw new NotDirect('too many contexts')
    throw new NeedsTransition(async () => {
      const active = await contextProcessing.process({ activeCtx: state.active, localCtx, options: options(), ...how })
      edges.set(key, stateOf(active))
    })
  }

  return { lookUp: options(), stateOf, follow }
}

const isTerm = (state: ContextState, name: string) => state.active.mappings.has(name)

function describeTerm(
  state: ContextState,
  key: string,
  { expand, predicates }: { expand: Expand; predicates: ReturnType<typeof createPredicates> },
): Term {
  const iri = expand(state, key, { vocab: true })
  const value = (name: string) => contextProcessing.getContextValue(state.active, key, name)
  const keyword = typeof iri === 'string' && contextProcessing.isKeyword(iri) ? iri : undefined
  const type = value('@type')
  // getContextValue answers with the JSON of a context that has passed processing: containers are lists of keywords.
  const containers = (value('@container') ?? []) as readonly string[]
  const isProperty = typeof iri === 'string' && plainAsciiIri.test(iri) && iri !== `${rdf}type`
  return {
    keyword,
    isDirect:
      (keyword !== undefined || isProperty) &&
      !state.active.mappings.get(key)?.reverse &&
      containers.every((container) => container === '@set' || container === '@list' || container === '@graph') &&
      isAbsent(value('@language')) &&
      isAbsent(value('@direction')) &&
      type !== '@json',
    predicate: isProperty ? predicates.of(` <${iri}> `) : noTerm.predicate,
    scopedContext: value('@context'),
    strings: type === '@id' ? 'id' : type === '@vocab' ? 'vocabulary' : 'text',
    datatype: typeof type === 'string' && !type.startsWith('@') ? type : undefined,
    isList: containers.includes('@list'),
    isGraph: containers.includes('@graph'),
    hasSynonym: typeof iri === 'string' && state.sharedIris.has(iri),
  }
}

function rememberVocabularyIri(state: ContextState, value: unknown, expand: Expand): string {
  if (typeof value !== 'string') throw new NotDirect('name')
  const known = state.typeIris.get(value)
  if (known !== undefined) return known
  const iri = expand(state, value, { vocab: true, base: true })
  if (iri === null || iri.startsWith('@') || !absoluteIri.test(iri) || iri.startsWith('_:')) throw new NotDirect('name')
  const written = `<${escapeIri(iri)}>`
  if (isTerm(state, value)) state.typeIris.set(value, written)
  return written
}

interface Scoping {
  graph: Graph
  vocabularyIri(state: ContextState, value: unknown): string
}

function rememberScope(state: ContextState, types: unknown, scoping: Scoping): TypeScope {
  const list: readonly unknown[] = Array.isArray(types) ? types : [types]
  for (const type of list) if (typeof type !== 'string') throw new NotDirect('type')
  // Names of terms have no spaces, so names and their number tell lists apart.
  const name = list.length === 1 ? String(list[0]) : list.join(' ')
  const known = state.typeScopes.get(name)
  if (known?.count === list.length) return known
  const scope = scopeOf(state, list, scoping)
  // Only what the contexts define is remembered: a stranger's inventions have no end.
  if (list.length <= mostTypes && list.every((type) => isTerm(state, String(type)))) state.typeScopes.set(name, scope)
  return scope
}

function scopeOf(state: ContextState, types: readonly unknown[], { graph, vocabularyIri }: Scoping): TypeScope {
  const iris = new Set(types.map((type) => vocabularyIri(state, type)))
  let next = state
  for (const type of types.length > 1 ? types.toSorted() : types) {
    const scoped = contextProcessing.getContextValue(state.active, String(type), '@context')
    if (scoped !== undefined)
      next = graph.follow(next.afterType, scoped, next, scoped, { propagate: false, overrideProtected: false })
  }
  return { state: next, iris: [...iris], count: types.length }
}

function nodeIri(state: ContextState, value: string): string {
  const colon = value.indexOf(':')
  if (colon < 1 || value.startsWith('@')) throw new NotDirect('relative id')
  let whole = value
  const isWhole = value.startsWith('//', colon + 1)
  if (!isWhole) {
    const prefix = value.slice(0, colon)
    if (prefix === '_') throw new NotDirect('blank node id')
    const mapping = state.active.mappings.get(prefix)
    if (mapping?._prefix) whole = `${mapping['@id']}${value.slice(colon + 1)}`
  }
  if (plainIri.test(whole)) return `<${whole}>`
  if (!absoluteIri.test(whole) || whole.startsWith('_:')) throw new NotDirect('id')
  return `<${escapeIri(whole)}>`
}

const isAbsent = (value: unknown) => value === undefined || value === null

function sharedIrisOf({ mappings }: ActiveContext): ReadonlySet<string> {
  const met = new Set<string>()
  const shared = new Set<string>()
  for (const mapping of mappings.values()) {
    const iri = mapping?.['@id']
    if (typeof iri !== 'string') continue
    if (met.has(iri)) shared.add(iri)
    met.add(iri)
  }
  return shared
}

/** jsonld.js copies contexts with a `clone` of its own that walks every term anew; the root gets one that copies the map. */
function rootContext(): ActiveContext {
  const initial = contextProcessing.getInitialContext({ processingMode: 'json-ld-1.1' })
  return {
    ...initial,
    mappings: new Map(),
    protected: {},
    clone(this: ActiveContext) {
      const copy: ActiveContext = { mappings: new Map(this.mappings) }
      for (const name of ['clone', 'getInverse', 'revertToPreviousContext']) copy[name] = this[name]
      copy.inverse = null
      copy.protected = { ...(this.protected as object) }
      if (this.previousContext) copy.previousContext = this.previousContext
      for (const name of ['@base', '@language', '@vocab']) if (name in this) copy[name] = this[name]
      return copy
    },
    revertToPreviousContext(this: ActiveContext) {
      return this.previousContext ?? this
    },
  }
}
