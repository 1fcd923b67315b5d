import type { DocumentLoader } from '../contexts.ts'
import { createContextStates } from './context-states.ts'
import type { Dataset } from './dataset.ts'
import { type Compare, type HashText, labelBlankNodes } from './label-blank-nodes.ts'
import { NeedsTransition, NotDirect } from './not-direct.ts'
import { documentToDataset } from './walk.ts'

export interface DirectCanonicalizer {
  /**
   * The RDFC-1.0 canonical N-Quads of a document whose contexts the loader pins, byte for byte as jsonld and rdf-canonize
   * write them, or undefined when it holds anything outside the direct path.
   */
  canonicalize(document: object): Promise<CanonicalForm | undefined>
}

export interface CanonicalForm {
  /** Lines in code point order, as RDFC-1.0 §4.4.3 asks. */
  nquads: string
  /** The form that libraries make which sort by UTF-16 code unit, when it differs. */
  nquadsInUtf16Order: string | undefined
}

/** More distinct transitions than the standards' contexts have in all. */
const mostTransitions = 200

/** One instance compiles each context transition once and shares it among all documents. */
export function createDirectCanonicalizer(documentLoader: DocumentLoader, hash: HashText): DirectCanonicalizer {
  const states = createContextStates(documentLoader)

  async function datasetOf(document: object): Promise<Dataset | undefined> {
    for (let compiled = 0; compiled < mostTransitions; compiled++) {
      try {
        return documentToDataset(states, { ...document })
      } catch (error) {
        if (error instanceof NotDirect) return undefined
        if (!(error instanceof NeedsTransition)) throw error
        // A context that jsonld.js refuses is the reference library's to explain.
        const isCompiled = await error.compile().then(
          () => true,
          () => false,
        )
        if (!isCompiled) return undefined
      }
    }
    return undefined
  }

  return {
    async canonicalize(document) {
      const dataset = await datasetOf(document)
      if (!dataset) return undefined
      try {
        const inUtf16Order = serialize(dataset, hash, undefined)
        if (!ordersMayDiffer(inUtf16Order)) return { nquads: inUtf16Order, nquadsInUtf16Order: undefined }
        const again = await datasetOf(document)
        const nquads = again ? serialize(again, hash, byCodePoint) : inUtf16Order
        return { nquads, nquadsInUtf16Order: nquads === inUtf16Order ? undefined : inUtf16Order }
      } catch (error) {
        if (error instanceof NotDirect) return undefined
        throw error
      }
    },
  }
}

/** The two orders part only where a surrogate meets a character of U+E000–U+FFFF. */
const ordersMayDiffer = (text: string) => /[\ud800-\udbff]/.test(text) && /[\ue000-\uffff]/.test(text)

/** Surrogates stand for code points above U+FFFF, so they go behind everything else. */
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/**
 * Sorting subjects, then the rest of their lines, is sorting all lines: where a subject begins another (`_:c14n1`, `_:c14n10`),
 * it comes first either way. The dataset is used up.
 */
function serialize(dataset: Dataset, hash: HashText, compare: Compare): string {
  const labels = labelBlankNodes(dataset, hash, compare)
  const lines = dataset.grounded
  for (const { subject, predicate, object, graph } of dataset.blank) {
    const key = typeof subject === 'string' ? subject : `_:${labels[subject]}`
    const objectText = typeof object === 'string' ? object : `_:${labels[object]}`
    const rest = `${predicate}${objectText}${graph === undefined ? '' : ` _:${labels[graph]}`} .\n`
    const known = lines.get(key)
    if (known === undefined) lines.set(key, [rest])
    else known.push(rest)
  }
  let text = ''
  for (const subject of [...lines.keys()].sort(compare)) {
    const rests = lines.get(subject) ?? []
    if (rests.length > 1) rests.sort(compare)
    let previous: string | undefined
    for (const rest of rests) {
      if (rest !== previous) text += subject + rest
      else if (hasNativeLiteral(dataset, rest)) throw new NotDirect('repeated native literal')
      previous = rest
    }
  }
  return text
}

const hasNativeLiteral = (dataset: Dataset, rest: string) =>
  [...dataset.nativeLiterals].some((literal) => rest.includes(literal))
