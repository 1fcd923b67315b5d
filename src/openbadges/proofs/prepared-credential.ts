import type { JsonObject } from '../text/strict-json.ts'
import type { DirectCanonicalizer } from './direct/canonicalize-direct.ts'
import type { GapKind } from './direct/document-template.ts'
import { fillGaps, markGaps, readGapMarks } from './direct/gapped-text.ts'

/** SHA-256 of a text and what comes behind it, lower-case hexadecimal, for many that begin alike. */
export type HashBehind = (start: string) => (rest: string) => string

/** One of the documents that are to be prepared for, with the value of each gap in it. */
export interface Sample {
  document: object
  values: readonly string[]
}

/** Credentials that differ in some texts only, made ready to be written without being looked at as a whole again. */
export interface PreparedCredential {
  /** The first sample, as its text reads. */
  readonly example: JsonObject
  /** The JSON with these values in the gaps, and the digest of its canonical form. Undefined where only the general path may write them. */
  fill(values: readonly string[]): { text: string; canonicalDigest: string } | undefined
}

/**
 * Two samples of documents that are the same but for the values of their gaps, which are random and so in no other place.
 * Undefined where that is not so, and where the template does not write both samples as the canonicalizer does.
 */
export async function prepareCredential(
  canonicalizer: DirectCanonicalizer,
  hashBehind: HashBehind,
  samples: readonly [Sample, Sample],
  kinds: readonly GapKind[],
): Promise<PreparedCredential | undefined> {
  const texts = samples.map(({ document }) => JSON.stringify(document))
  const [marked, again] = samples.map(({ values }, at) => markGaps(texts[at] ?? '', values))
  // A text of the documents' own that happened to be as a value is one in one of them only.
  if (marked === undefined || marked !== again) return undefined
  const template = await canonicalizer.prepare(JSON.parse(marked), kinds)
  if (!template) return undefined
  const digestOf = hashBehind(template.start)
  const json = readGapMarks(marked)
  const prepared: PreparedCredential = {
    example: JSON.parse(texts[0] ?? ''),
    fill(values) {
      const behindStart = template.write(values)
      if (behindStart === undefined) return undefined
      const written = values.map((value, gap) => (kinds[gap] === 'text' ? JSON.stringify(value).slice(1, -1) : value))
      return { text: fillGaps(json, written), canonicalDigest: digestOf(behindStart) }
    },
  }
  for (const [at, { document, values }] of samples.entries()) {
    const form = await canonicalizer.canonicalize(document)
    const filled = prepared.fill(values)
    if (form === undefined || filled === undefined) return undefined
    if (filled.text !== texts[at] || filled.canonicalDigest !== hashBehind('')(form.nquads)) return undefined
  }
  return prepared
}
