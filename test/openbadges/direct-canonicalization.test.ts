import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contextUrls, pinnedDocumentLoader } from '../../src/openbadges/model/contexts.ts'
import { createDirectCanonicalizer } from '../../src/openbadges/proofs/direct/canonicalize-direct.ts'
import { usualDocument } from '../../src/openbadges/proofs/direct/usual-document.ts'
import { arbitraryCredential } from '../support/arbitrary-credential.ts'
import { compareWithReference, directForm } from '../support/differential.ts'

test('the direct path writes what the reference writes, byte for byte, or leaves the document to it', async () => {
  const outcomes = { same: 0, left: 0, refused: 0, bounded: 0 }
  await fc.assert(
    fc.asyncProperty(arbitraryCredential, async (credential) => {
      const outcome = await compareWithReference(credential)
      if (typeof outcome === 'object') expect(outcome.direct).toBe(outcome.reference)
      else outcomes[outcome]++
    }),
    { numRuns: 150, seed: 20261121 },
  )
  expect(outcomes.same).toBeGreaterThan(50)
})

const context = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json']
const credential = (members: object) => ({ '@context': context, type: ['VerifiableCredential'], ...members })
const subject = (members: object) =>
  credential({ credentialSubject: { id: 'https://example.org/a', type: 'AchievementSubject', ...members } })
const xsd = 'http://www.w3.org/2001/XMLSchema#'

test.each<[string, object]>([
  ['numbers that repeat', subject({ creditsEarned: [1, 1, 1.5, 1.5] })],
  ['numbers that differ and are written alike', subject({ creditsEarned: [0.3, 0.1 + 0.2, 0, 1e-7, -0] })],
  [
    'a number and its text with its datatype',
    subject({ creditsEarned: [1, { '@value': '1', '@type': `${xsd}float` }] }),
  ],
  [
    'a text with the datatype of texts beside the same text',
    subject({ role: ['x', 'x', { '@value': 'x', '@type': `${xsd}string` }, { '@value': 'x' }] }),
  ],
  [
    'texts in languages',
    subject({
      role: [
        { '@value': 'x', '@language': 'EN' },
        { '@value': 'x', '@language': 'en' },
      ],
    }),
  ],
  [
    'a node that is described twice, in other words the second time',
    subject({
      result: [{ type: 'Result', value: '1' }],
      achievement: { id: 'https://example.org/a', type: 'Achievement', tag: ['x', 'x'] },
    }),
  ],
  [
    'an empty list that is stated twice',
    subject({
      achievement: {
        type: 'Achievement',
        resultDescription: [1, 2].map(() => ({ id: 'urn:x:1', type: 'ResultDescription', allowedValue: [] })),
      },
    }),
  ],
  [
    'lists of texts and numbers',
    subject({
      achievement: {
        type: 'Achievement',
        resultDescription: [['a', 'a'], [1, 2.5], 'b'].map((allowedValue) => ({
          type: 'ResultDescription',
          allowedValue,
        })),
      },
    }),
  ],
  [
    'nodes that look alike',
    subject({ result: [1, 2, 3].map(() => ({ type: 'Result', alignment: { type: 'Alignment' } })) }),
  ],
  [
    'a proof inside a credential inside a graph',
    credential({
      endorsement: {
        '@context': context,
        type: ['VerifiableCredential', 'EndorsementCredential'],
        proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', created: '2026-01-01T00:00:00Z' },
      },
      proof: [{ type: 'DataIntegrityProof' }, { type: 'DataIntegrityProof', proofValue: 'z1' }],
    }),
  ],
  [
    'an astral name beside a full-width one',
    subject({ achievement: { type: 'Achievement', tag: ['😀', '～', '\ue000'] } }),
  ],
])('the direct path itself writes %s', async (_, document) => {
  expect(await compareWithReference(document)).toBe('same')
})

test.each<[string, object]>([
  ['a node of the document’s own naming', subject({ id: '_:b0' })],
  ['a name relative to where the document is', subject({ id: '#me' })],
  ['a context of its own making', { ...credential({}), '@context': [...context, { x: 'https://example.org/x' }] }],
  ['a key that is an IRI', subject({ 'https://schema.org/name': 'x' })],
  ['a term that is JSON', credential({ credentialSchema: { type: 'JsonSchema', jsonSchema: {} } })],
  ['an unknown term', subject({ nosuch: 1 })],
  ['two types in other words', subject({ '@type': 'Profile' })],
  ['a document that says nothing', { '@context': context, id: 'https://example.org/a' }],
  ['a text where a graph belongs', credential({ proof: 'x' })],
])('the direct path leaves %s to the library', async (_, document) => {
  expect(await directForm(document)).toBeUndefined()
})

const achievement = (members: object) => subject({ achievement: { type: 'Achievement', ...members } })
const many = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at))

test('thousands of statements about one node are written as the library writes them', async () => {
  expect(await compareWithReference(achievement({ tag: many(5200, (at) => `${at % 5000}`) }))).toBe('same')
})

test.each<[string, object]>([
  ['more statements than a file has values', achievement({ tag: many(10_200, (at) => `${at}`) })],
  ['thousands of nodes', achievement({ alignment: many(2500, () => ({})) })],
  [
    'a list of thousands',
    achievement({ resultDescription: { type: 'ResultDescription', allowedValue: many(2500, String) } }),
  ],
  ['many nodes that look alike', subject({ result: many(100, () => ({ type: 'Result', value: 'a' })) })],
  [
    'nodes that look alike, each with many',
    subject({ result: many(2, () => ({ type: 'Result', alignment: many(600, () => ({})) })) }),
  ],
  [
    'objects in objects without end',
    many(70, String).reduce<object>((inner) => ({ type: 'Profile', parentOrg: inner }), subject({})),
  ],
])('the direct path does not begin with what would take long: %s', async (_, document) => {
  expect(await directForm(document)).toBeUndefined()
})

test('a stranger who thinks up orders of contexts does not fill the memory', async () => {
  const direct = createDirectCanonicalizer(pinnedDocumentLoader(), (text) => hash('sha256', text))
  const types = ['VerifiableCredential', 'BitstringStatusListEntry', 'JsonSchema', 'DataIntegrityProof']
  const others = [...context.slice(1), contextUrls.openBadgesExtensions, contextUrls.clr, contextUrls.dataIntegrityV2]
  const left: number[] = []
  let tried = 0
  for (const order of ordersOf([...others, contextUrls.ed25519Signature2020])) {
    const evidence = types.map((type) => ({ type }))
    const document = { ...credential({ evidence }), '@context': [contextUrls.credentialsV2, ...order] }
    if (!(await direct.canonicalize(document))) left.push(tried)
    tried++
  }
  // All are sound; from some time on, none is compiled any more.
  expect(left[0]).toBeGreaterThan(50)
  expect(left).toEqual(many(tried - (left[0] ?? 0), (at) => at + (left[0] ?? 0)))
  expect(await direct.canonicalize(credential({ evidence: { type: 'JsonSchema' } }))).toBeDefined()
})

function* ordersOf(urls: string[]): Generator<string[]> {
  yield []
  for (const url of urls) for (const rest of ordersOf(urls.filter((other) => other !== url))) yield [url, ...rest]
}

test('the document that compiles the usual contexts is one the direct path takes', async () => {
  expect(await compareWithReference(usualDocument)).toBe('same')
})

test('the canonical form is in the order of code points, with that of libraries beside it where they part', async () => {
  const form = await directForm(subject({ achievement: { type: 'Achievement', tag: ['😀', '～'] } }))
  const tagsOf = (nquads = '') => [...nquads.matchAll(/"(😀|～)"/gu)].map(([, tag]) => tag)
  expect(tagsOf(form?.nquads)).toEqual(['～', '😀'])
  expect(tagsOf(form?.nquadsInUtf16Order)).toEqual(['😀', '～'])
  const names = await directForm(subject({ result: [{ id: 'urn:x:😀' }, { id: 'urn:x:～' }] }))
  expect(names?.nquadsInUtf16Order).not.toBe(undefined)
  expect(await directForm(subject({ role: '😀' }))).toMatchObject({ nquadsInUtf16Order: undefined })
})
