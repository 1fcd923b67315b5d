import type { DocumentLoader } from '../../model/contexts.ts'
import { createContextStates } from './context-states.ts'
import { type Dataset, emptyDataset } from './dataset.ts'
import { createDocumentTemplate, type DocumentTemplate, type GapKind } from './document-template.ts'
import { type HashText, labelBlankNodes } from './label-blank-nodes.ts'
import { NeedsTransition, NotDirect } from './not-direct.ts'
import { byCodePoint, byCodeUnit, type Order, ordersMayDiffer } from './text-order.ts'
import { walkDocument } from './walk.ts'
import { writeNQuads } from './write-nquads.ts'

export interface DirectCanonicalizer {
  /**
   * The RDFC-1.0 canonical N-Quads of a document whose contexts the loader pins, byte for byte as jsonld and rdf-canonize
   * write them, or undefined when it holds anything outside the direct path.
   */
  canonicalize(document: object): Promise<CanonicalForm | undefined>
  /** Undefined for documents that no template can be sure of. `marked` has gap marks (gapped-text.ts) in it. */
  prepare(marked: object, kinds: readonly GapKind[]): Promise<DocumentTemplate | undefined>
}

export interface CanonicalForm {
  /** Lines in code point order, as RDFC-1.0 §4.4.3 asks. */
  nquads: string
  /** The form that libraries make which sort by UTF-16 code unit, when it differs. */
  nquadsInUtf16Order: string | undefined
}

/** What compiling the contexts of one document may take: each transition that is new to this process starts the walk anew. */
const most = { transitions: 64, statementsAgain: 20_000 }

/** One instance compiles each context transition once and shares it among all documents. */
export function createDirectCanonicalizer(documentLoader: DocumentLoader, hash: HashText): DirectCanonicalizer {
  const states = createContextStates(documentLoader)

  /** Undefined for what the direct path leaves to the libraries. */
  async function withContexts<Made>(make: (dataset: Dataset) => Made): Promise<Made | undefined> {
    let statementsAgain = 0
    for (let compiled = 0; compiled <= most.transitions && statementsAgain <= most.statementsAgain; compiled++) {
      const dataset = emptyDataset()
      try {
        return make(dataset)
      } catch (error) {
        if (error instanceof NotDirect) return undefined
        if (!(error instanceof NeedsTransition)) throw error
        if (!(await isCompiled(error))) return undefined
        statementsAgain += dataset.statements
      }
    }
    return undefined
  }

  /** What a JSON object says, in quads. */
  function read(document: object, dataset: Dataset): Dataset {
    walkDocument(states, document as Record<string, unknown>, dataset)
    return dataset
  }

  const write = (dataset: Dataset, order: Order) => writeNQuads(dataset, labelBlankNodes(dataset, hash, order), order)

  return {
    async canonicalize(document) {
      const dataset = await withContexts((empty) => read(document, empty))
      if (!dataset) return undefined
      try {
        const inUtf16Order = write(dataset, byCodeUnit)
        if (!dataset.hasRareCharacters || !ordersMayDiffer(inUtf16Order))
          return { nquads: inUtf16Order, nquadsInUtf16Order: undefined }
        const nquads = write(dataset, byCodePoint)
        return { nquads, nquadsInUtf16Order: nquads === inUtf16Order ? undefined : inUtf16Order }
      } catch (error) {
        if (error instanceof NotDirect) return undefined
        throw error
      }
    },
    prepare: (marked, kinds) => withContexts((empty) => createDocumentTemplate(hash, read(marked, empty), kinds)),
  }
}

/** A context that jsonld.js refuses is the reference library's to explain. */
const isCompiled = (transition: NeedsTransition) =>
  transition.compile().then(
    () => true,
    () => false,
  )
