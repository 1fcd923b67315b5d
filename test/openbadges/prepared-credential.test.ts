import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GapKind } from '../../src/openbadges/index.ts'
import { canonicalize } from '../../src/openbadges/model/canonicalize.ts'
import { pinnedDocumentLoader } from '../../src/openbadges/model/contexts.ts'
import { createDirectCanonicalizer } from '../../src/openbadges/proofs/direct/canonicalize-direct.ts'
import { prepareCredential } from '../../src/openbadges/proofs/prepared-credential.ts'
import { arbitraryCredential, type Json } from '../support/arbitrary-credential.ts'
import { typicalCredential } from './lakeside.ts'

const loader = pinnedDocumentLoader()
const canonicalizer = createDirectCanonicalizer(loader, (text) => hash('sha256', text))
const canonicalForm = async (document: object) => (await canonicalizer.canonicalize(document))?.nquads

/** Where in a document a value goes, with what stays around it. */
interface Gap {
  path: (string | number)[]
  before: string
  behind: string
  kind: GapKind
}

function withGaps(document: Json, gaps: readonly Gap[], values: readonly string[]): object {
  const copy = structuredClone(document)
  for (const [at, { path, before, behind }] of gaps.entries()) {
    // The path leads through objects and lists to a text.
    let parent = copy as Record<string | number, Json>
    for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, Json>
    parent[path.at(-1) ?? ''] = `${before}${values[at]}${behind}`
  }
  return copy as object
}

const samples = [0, 1].map((sample) =>
  Array.from({ length: 6 }, (_, gap) => hash('md5', `sample ${sample} of gap ${gap}`)),
)
const moments = ['2001-02-03T04:05:06Z', '2011-12-13T14:15:16Z']
const sampleValues = (gaps: readonly Gap[], sample: number) =>
  gaps.map(({ kind }, at) => (kind === 'moment' ? (moments[sample] ?? '') : (samples[sample]?.[at] ?? '')))

async function prepare(document: Json, gaps: readonly Gap[]) {
  const [one, other] = [0, 1].map((sample) => {
    const values = sampleValues(gaps, sample)
    return { document: withGaps(document, gaps, values), values }
  })
  if (!one || !other) throw new Error('There are two.')
  return prepareCredential(
    canonicalizer,
    // Instead of its digest the canonical form itself, so that a difference shows what it is.
    (start) => (rest) => start + rest,
    [one, other],
    gaps.map(({ kind }) => kind),
  )
}

function textsOf(value: Json, path: (string | number)[] = []): { path: (string | number)[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === '@context' || key === 'type' ? [] : textsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** Values that meet each other, or come before and behind anything. */
const hostileValue = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'b',
    '0',
    '~',
    '.',
    'Z',
    '%41',
    '-:',
    '...',
    '"',
    '\\',
    'x"y\\z',
    'a\nb\tc\r',
    '\u0000\u007f',
  ),
  fc.constantFrom(
    '<b>',
    '_:b0',
    '@id',
    ' ',
    '',
    'é',
    '\u2028',
    '😀',
    '\ue0000\ue001',
    '～',
    '\ud800',
    'https://example.org/a',
  ),
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 4, arbitrary: fc.uuid() },
)

test('whatever is put into whichever gaps, what is written is what the general path writes, or nothing', async () => {
  const outcomes = { written: 0, left: 0, unprepared: 0 }
  const documents = fc.oneof(
    { weight: 1, arbitrary: arbitraryCredential },
    // It is made of JSON values.
    { weight: 3, arbitrary: fc.constant(typicalCredential() as unknown as Json) },
  )
  await fc.assert(
    fc.asyncProperty(
      documents,
      fc.array(fc.record({ place: fc.nat(), kind: fc.constantFrom('token', 'text'), around: fc.nat(3) }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.array(fc.array(hostileValue, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      async (document, choices, fillings) => {
        const texts = textsOf(document)
        if (texts.length === 0) return
        const gaps = new Map<string, Gap>()
        for (const { place, kind, around } of choices) {
          const { path = [], text = '' } = texts[place % texts.length] ?? {}
          const before = around > 0 ? text.slice(0, Math.ceil(text.length / around)) : ''
          gaps.set(path.join(' '), { path, before, behind: around > 2 ? '.png' : '', kind: kind as GapKind })
        }
        const list = [...gaps.values()]
        const prepared = await prepare(document, list)
        if (!prepared) return void outcomes.unprepared++
        for (const filling of fillings) {
          const values = filling.slice(0, list.length)
          const filled = prepared.fill(values)
          if (!filled) {
            outcomes.left++
            continue
          }
          outcomes.written++
          const meant = withGaps(document, list, values)
          expect(filled.text).toBe(JSON.stringify(meant))
          expect(filled.canonicalDigest).toBe(await canonicalForm(meant))
          if (outcomes.written % 10 > 0) continue
          expect(filled.canonicalDigest).toBe(await canonicalize(meant, loader))
        }
      },
    ),
    { numRuns: 200, seed: 20261121 },
  )
  expect(outcomes.written).toBeGreaterThan(100)
  expect(outcomes.left).toBeGreaterThan(50)
})
