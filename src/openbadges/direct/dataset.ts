import { NotDirect } from './not-direct.ts'

/** An IRI or literal as it is written in N-Quads, or the number of a blank node. */
export type Resource = string | number

export interface Quad {
  subject: Resource
  predicate: string
  object: Resource
  /** The blank node that names its graph; undefined in the default graph. */
  graph: number | undefined
}

/** The quads of one document. Those without a blank node are kept as text at once, since no labelling changes them. */
export interface Dataset {
  /** Subject → the rest of each line. */
  grounded: Map<string, string[]>
  /** Quads with a blank node in them. */
  blank: Quad[]
  /** By blank node: the quads it occurs in. */
  quadsOf: Quad[][]
  /** Literals that came from JSON numbers and booleans. */
  nativeLiterals: Set<string>
}

export const emptyDataset = (): Dataset => ({ grounded: new Map(), blank: [], quadsOf: [], nativeLiterals: new Set() })

export function newBlankNode(dataset: Dataset): number {
  dataset.quadsOf.push([])
  return dataset.quadsOf.length - 1
}

export function addQuad(
  dataset: Dataset,
  subject: Resource,
  predicate: string,
  object: Resource,
  graph: number | undefined,
): void {
  if (typeof subject === 'string' && typeof object === 'string' && graph === undefined) {
    const lines = dataset.grounded.get(subject)
    const rest = `${predicate}${object} .\n`
    if (lines) lines.push(rest)
    else dataset.grounded.set(subject, [rest])
    return
  }
  const anchor = typeof subject === 'number' ? subject : graph
  if (
    typeof object === 'string' &&
    anchor !== undefined &&
    isRepeated(dataset, anchor, subject, predicate, object, graph)
  )
    return
  const quad = { subject, predicate, object, graph }
  dataset.blank.push(quad)
  if (typeof subject === 'number') dataset.quadsOf[subject]?.push(quad)
  if (typeof object === 'number' && object !== subject) dataset.quadsOf[object]?.push(quad)
  if (graph !== undefined && graph !== subject && graph !== object) dataset.quadsOf[graph]?.push(quad)
}

/** A dataset is a set. Native literals that repeat go to the reference library, whose idea of sameness is its own. */
function isRepeated(
  dataset: Dataset,
  anchor: number,
  subject: Resource,
  predicate: string,
  object: string,
  graph: number | undefined,
) {
  const repeated = dataset.quadsOf[anchor]?.some(
    (quad) =>
      quad.object === object && quad.predicate === predicate && quad.subject === subject && quad.graph === graph,
  )
  if (repeated && dataset.nativeLiterals.has(object)) throw new NotDirect('repeated native literal')
  return repeated === true
}
