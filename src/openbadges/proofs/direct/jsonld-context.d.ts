// The part of jsonld.js that processes contexts: reached into because it decides what a term means. jsonld is pinned exactly.
declare module 'jsonld/lib/context.js' {
  export interface ActiveContext {
    mappings: Map<string, { '@id': string | null; reverse?: boolean; _prefix?: boolean } | null>
    previousContext?: ActiveContext
    [member: string]: unknown
  }
  interface ContextProcessing {
    process(input: {
      activeCtx: ActiveContext
      localCtx: unknown
      options: object
      propagate?: boolean
      overrideProtected?: boolean
    }): Promise<ActiveContext>
    expandIri(
      active: ActiveContext,
      value: string,
      relativeTo: { vocab?: boolean; base?: boolean },
      options: object,
    ): string | null
    getInitialContext(options: { processingMode: 'json-ld-1.1' }): ActiveContext
    getContextValue(active: ActiveContext, key: string, type: string): unknown
    isKeyword(value: unknown): boolean
  }
  const contextProcessing: ContextProcessing
  export default contextProcessing
}

declare module 'jsonld/lib/ContextResolver.js' {
  export default class ContextResolver {
    constructor(options: { sharedCache: { get(key: string): unknown; set(key: string, value: unknown): void } })
  }
}

declare module 'jsonld/lib/events.js' {
  const events: { safeEventHandler: unknown }
  export default events
}
