import ContextResolver from 'jsonld/lib/ContextResolver.js'
import contextProcessing, { type ActiveContext } from 'jsonld/lib/context.js'
import events from 'jsonld/lib/events.js'
import type { DocumentLoader } from '../contexts.ts'
import { escapeIri } from './escape.ts'
import { NeedsTransition, NotDirect } from './not-direct.ts'

/**
 * Active contexts as the states of a graph. jsonld.js itself processes each context, once for every distinct transition;
 * walking documents only follows edges that are already there.
 */
export interface ContextState {
  readonly active: ActiveContext
  /** The state to go back to at the next node (JSON-LD 1.1 API §4.1, previous context); itself when there is none. */
  readonly reverted: ContextState
  readonly hasPrevious: boolean
  readonly terms: Map<string, Term>
  readonly typeIris: Map<string, string>
  readonly byType: Map<string, ContextState>
  readonly transitions: Map<string, ContextState>
}

/** What a key means in a context. */
export interface Term {
  /** The keyword the key stands for, such as `@id`. */
  keyword: string | undefined
  /** False when only the reference library may decide. */
  isDirect: boolean
  /** ` <iri> `, ready to be put between subject and object. */
  predicate: string
  /** The `@context` of its definition; undefined when it has none. */
  scopedContext: unknown
  type: string | undefined
  /** `^^<datatype>`, or empty for plain strings. */
  datatype: string
  isList: boolean
  isGraph: boolean
}

export interface ContextStates {
  readonly root: ContextState
  /** The state after a document's own `@context`: only URLs are followed. */
  afterLocal(state: ContextState, localContext: unknown): ContextState
  afterProperty(state: ContextState, scopedContext: unknown): ContextState
  /** `base` is the context that gives the types their meaning; `state` the one they change. */
  afterTypes(base: ContextState, state: ContextState, types: readonly unknown[]): ContextState
  term(state: ContextState, key: string): Term
  typeIri(state: ContextState, value: unknown): string
  nodeIri(state: ContextState, value: string): string
  datatypeIri(state: ContextState, value: string): string
}

const absoluteIri = /^([A-Za-z][A-Za-z0-9+\-.]*|_):[^\s]*$/
const keywordShape = /^@[a-zA-Z]+$/
const xsdString = 'http://www.w3.org/2001/XMLSchema#string'
/** More than the standards' terms and types; a stranger's inventions are not remembered past it. */
const rememberedNames = 2000

export function createContextStates(documentLoader: DocumentLoader): ContextStates {
  const states = new WeakMap<ActiveContext, ContextState>()
  const scopedContextNames = new WeakMap<object, string>()
  const resolvedContexts = new Map<string, unknown>()
  let scopedContexts = 0

  const options = () => ({
    processingMode: 'json-ld-1.1',
    base: null,
    documentLoader,
    contextResolver: new ContextResolver({ sharedCache: resolvedContexts }),
    eventHandler: [events.safeEventHandler],
  })
  const lookUp = options()

  const stateOf = (active: ActiveContext): ContextState => {
    const known = states.get(active)
    if (known) return known
    const hasPrevious = active.previousContext !== undefined
    const state: ContextState = {
      active,
      hasPrevious,
      get reverted(): ContextState {
        return active.previousContext ? stateOf(active.previousContext) : state
      },
      terms: new Map(),
      typeIris: new Map(),
      byType: new Map(),
      transitions: new Map(),
    }
    states.set(active, state)
    return state
  }

  const follow = (
    state: ContextState,
    name: string,
    localCtx: unknown,
    how: { propagate: boolean; overrideProtected: boolean },
  ): ContextState => {
    const next = state.transitions.get(name)
    if (next) return next
    throw new NeedsTransition(async () => {
      const active = await contextProcessing.process({ activeCtx: state.active, localCtx, options: options(), ...how })
      state.transitions.set(name, stateOf(active))
    })
  }

  const nameOf = (scopedContext: unknown): string => {
    if (typeof scopedContext !== 'object' || scopedContext === null) return String(scopedContext)
    const known = scopedContextNames.get(scopedContext)
    if (known) return known
    const name = `#${++scopedContexts}`
    scopedContextNames.set(scopedContext, name)
    return name
  }

  const expand = (state: ContextState, value: string, relativeTo: { vocab?: boolean; base?: boolean }) =>
    contextProcessing.expandIri(state.active, value, relativeTo, lookUp)

  const describe = (state: ContextState, key: string): Term => {
    const iri = expand(state, key, { vocab: true })
    const value = (name: string) => contextProcessing.getContextValue(state.active, key, name)
    const keyword = typeof iri === 'string' && contextProcessing.isKeyword(iri) ? iri : undefined
    const type = value('@type')
    // getContextValue answers with the JSON of a context that has passed processing: containers are lists of keywords.
    const containers = (value('@container') ?? []) as readonly string[]
    const isProperty = typeof iri === 'string' && absoluteIri.test(iri) && !iri.startsWith('_:')
    return {
      keyword,
      isDirect:
        (keyword !== undefined || isProperty) &&
        !state.active.mappings.get(key)?.reverse &&
        containers.every((container) => container === '@set' || container === '@list' || container === '@graph') &&
        isAbsent(value('@language')) &&
        isAbsent(value('@direction')) &&
        type !== '@json',
      predicate: isProperty ? ` <${escapeIri(iri)}> ` : '',
      scopedContext: value('@context'),
      type: typeof type === 'string' ? type : undefined,
      datatype: typeof type === 'string' && !type.startsWith('@') && type !== xsdString ? `^^<${escapeIri(type)}>` : '',
      isList: containers.includes('@list'),
      isGraph: containers.includes('@graph'),
    }
  }

  return {
    root: stateOf(rootContext()),

    afterLocal(state, localContext) {
      const urls = Array.isArray(localContext) ? localContext : [localContext]
      if (!urls.every((url) => typeof url === 'string')) throw new NotDirect('inline context')
      return follow(state, `local ${urls.join(' ')}`, localContext, { propagate: true, overrideProtected: false })
    },

    afterProperty: (state, scopedContext) =>
      follow(state, `property ${nameOf(scopedContext)}`, scopedContext, { propagate: true, overrideProtected: true }),

    afterTypes(base, state, types) {
      const names = types.map((type) => {
        if (typeof type !== 'string') throw new NotDirect('type')
        return type
      })
      // The types change the state they are met in, which `base` determines only when both are the same.
      const key = names.length === 1 ? names[0] : names.join('\u0001')
      if (key === undefined) return state
      const known = base === state ? base.byType.get(key) : undefined
      if (known) return known
      let next = state
      for (const name of names.length > 1 ? names.toSorted() : names) {
        const scoped = contextProcessing.getContextValue(base.active, name, '@context')
        if (scoped !== undefined)
          next = follow(next, `type ${nameOf(scoped)}`, scoped, { propagate: false, overrideProtected: false })
      }
      if (base === state && base.byType.size < rememberedNames) base.byType.set(key, next)
      return next
    },

    term(state, key) {
      const known = state.terms.get(key)
      if (known) return known
      const term = describe(state, key)
      if (state.terms.size < rememberedNames) state.terms.set(key, term)
      return term
    },

    typeIri(state, value) {
      if (typeof value !== 'string') throw new NotDirect('type')
      const known = state.typeIris.get(value)
      if (known) return known
      const iri = expand(state, value, { vocab: true, base: true })
      if (iri === null || iri.startsWith('@') || !absoluteIri.test(iri) || iri.startsWith('_:'))
        throw new NotDirect('type')
      const written = `<${escapeIri(iri)}>`
      if (state.typeIris.size < rememberedNames) state.typeIris.set(value, written)
      return written
    },

    nodeIri(state, value) {
      if (keywordShape.test(value)) throw new NotDirect('keyword as id')
      const colon = value.indexOf(':')
      if (colon < 1) throw new NotDirect('relative id')
      if (value.startsWith('//', colon + 1)) {
        if (!absoluteIri.test(value)) throw new NotDirect('id')
        return `<${escapeIri(value)}>`
      }
      const prefix = value.slice(0, colon)
      if (prefix === '_') throw new NotDirect('blank node id')
      const mapping = state.active.mappings.get(prefix)
      const iri = mapping?._prefix ? `${mapping['@id']}${value.slice(colon + 1)}` : value
      if (!absoluteIri.test(iri) || iri.startsWith('_:')) throw new NotDirect('id')
      return `<${escapeIri(iri)}>`
    },

    datatypeIri(state, value) {
      const iri = expand(state, value, { vocab: true, base: true })
      if (iri === null || iri.startsWith('@') || !absoluteIri.test(iri)) throw new NotDirect('datatype')
      return iri
    },
  }
}

const isAbsent = (value: unknown) => value === undefined || value === null

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
