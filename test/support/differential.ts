import { hash } from 'node:crypto'
import { OpenBadgeError } from '../../src/openbadges/index.ts'
import { canonicalize } from '../../src/openbadges/model/canonicalize.ts'
import { pinnedDocumentLoader } from '../../src/openbadges/model/contexts.ts'
import { createDirectCanonicalizer } from '../../src/openbadges/proofs/direct/canonicalize-direct.ts'

/**
 * `same`: both wrote the same bytes. `left`: the direct path left to the library what the library does. `refused`: neither
 * does it. `bounded`: the library gave up, as both may on nodes that look alike, each after its own number of steps.
 * Anything else is a difference.
 */
export type Comparison = 'same' | 'left' | 'refused' | 'bounded' | Difference

export interface Difference {
  direct: string
  reference: string
}

const loader = pinnedDocumentLoader()
const direct = createDirectCanonicalizer(loader, (text) => hash('sha256', text))

export const directForm = (document: object) => direct.canonicalize(document)

/** Puts the direct path and the reference library side by side. */
export async function compareWithReference(document: object): Promise<Comparison> {
  const before = JSON.stringify(document)
  const form = await direct.canonicalize(document)
  if (JSON.stringify(document) !== before) return { direct: 'changed its input', reference: before }
  const reference = await referenceForm(document)
  if (form === undefined) return reference.nquads === undefined ? 'refused' : 'left'
  const written = form.nquadsInUtf16Order ?? form.nquads
  if (reference.nquads === written) return 'same'
  if (reference.refusal === 'too-complex') return 'bounded'
  return { direct: written, reference: reference.nquads ?? `refused: ${reference.refusal}` }
}

async function referenceForm(document: object): Promise<{ nquads?: string; refusal?: string }> {
  try {
    return { nquads: await canonicalize(structuredClone(document), loader) }
  } catch (error) {
    if (error instanceof OpenBadgeError) return { refusal: error.code }
    // jsonld.js meets some malformed documents with a TypeError.
    return { refusal: String(error) }
  }
}
