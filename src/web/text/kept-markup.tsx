import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { type Visit, VisitContext } from '../visit.tsx'

/** Markup that is written once for all who ask for the same: of a page that many look at, only the rest is written anew. */
export interface KeptMarkup {
  /** `about` is all that the pieces say and depend on; whatever is not in it must not be in them. */
  write<Name extends string>(visit: Visit, about: unknown, pieces: () => Record<Name, Child>): Record<Name, Child>
}

export function createKeptMarkup(): KeptMarkup {
  const kept = new Map<string, Record<string, Child>>()
  return {
    write<Name extends string>(visit: Visit, about: unknown, pieces: () => Record<Name, Child>) {
      const name = JSON.stringify(about)
      const known = kept.get(name)
      // What is kept under a name has come from the same place in the code, with the same pieces.
      if (known) return known as Record<Name, Child>
      const written = writeAll(visit, pieces())
      kept.set(name, written)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      return written
    },
  }
}

/** Each is some ten kilobytes. */
const mostKept = 200

function writeAll<Name extends string>(visit: Visit, pieces: Record<Name, Child>): Record<Name, Child> {
  const written: Record<string, Child> = {}
  for (const [name, piece] of Object.entries(pieces))
    written[name] = raw((<VisitContext.Provider value={visit}>{piece as Child}</VisitContext.Provider>).toString())
  // One for each name that was given.
  return written as Record<Name, Child>
}
