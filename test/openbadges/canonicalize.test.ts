import { expect, test, vi } from 'vitest'
import { canonicalize, contextUrls, pinnedDocumentLoader } from '../../src/openbadges/index.ts'
import { typicalCredential } from './lakeside.ts'

const reversed = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      )
    : value

test('the order of members means nothing', async () => {
  const credential = typicalCredential()
  const statements = await canonicalize(credential)
  expect(statements).toContain('<https://www.w3.org/2018/credentials#validUntil> "2031-05-01T14:03:00Z"')
  expect(await canonicalize(reversed(credential) as object)).toBe(statements)
})

test.each<[string, (credential: Record<string, unknown>) => void]>([
  ['a term without meaning', (c) => Object.assign(c, { grade: 'A+' })],
  [
    'evidence on the subject, where its term has no meaning',
    (c) => Object.assign(c.credentialSubject as object, { evidence: [] }),
  ],
  ['a relative id', (c) => Object.assign(c, { id: 'credentials/1' })],
  ['a relative type', (c) => Object.assign(c, { type: ['VerifiableCredential', 'Diploma'] })],
  [
    'a type whose context is missing',
    (c) => Object.assign(c, { '@context': [contextUrls.credentialsV2, contextUrls.openBadges] }),
  ],
  [
    'contexts that contradict each other',
    (c) => Object.assign(c, { '@context': [contextUrls.credentialsV2, contextUrls.openBadges300] }),
  ],
  [
    'an unknown context',
    (c) => Object.assign(c, { '@context': [contextUrls.credentialsV2, 'https://evil.example/v1'] }),
  ],
])('%s is refused, never left out', async (_, change) => {
  const credential = typicalCredential()
  change(credential)
  await expect(canonicalize(credential)).rejects.toMatchObject({ name: 'OpenBadgeError', code: 'schema' })
})

test.each(['https://x.example> <urn:p> <urn:o> .\n<urn:y', 'https://x.example/a b', 'urn:x\u2028'])(
  'an id cannot smuggle in statements: %j',
  async (id) => {
    const credential = typicalCredential()
    for (const node of [credential, credential.credentialStatus, credential.credentialSubject.achievement]) {
      const { id: before } = node
      node.id = id
      await expect(canonicalize(credential)).rejects.toMatchObject({ code: 'schema' })
      node.id = before
    }
    const types = credential.credentialSubject.achievement.type
    types.push(id)
    await expect(canonicalize(credential)).rejects.toMatchObject({ code: 'schema' })
  },
)

test('a ring of nodes without names is refused before it costs anything', async () => {
  const ring = Array.from({ length: 400 }, (_, index) => ({
    id: `_:a${index}`,
    type: ['Achievement'],
    related: [{ id: `_:a${(index + 1) % 400}`, type: ['Related'] }],
  }))
  const start = performance.now()
  await expect(
    canonicalize({ '@context': [contextUrls.credentialsV2, contextUrls.openBadges], '@graph': ring }),
  ).rejects.toMatchObject({
    code: 'too-complex',
  })
  expect(performance.now() - start).toBeLessThan(2_500)
})

test('nodes that look alike are told apart up to a bound', async () => {
  const withResults = (count: number) => {
    const credential = typicalCredential()
    const result = Array.from({ length: count }, () => ({ type: ['Result'], value: 'Pass' }))
    return { ...credential, credentialSubject: { ...credential.credentialSubject, result } }
  }
  await expect(canonicalize(withResults(60))).resolves.toContain('Pass')
  await expect(canonicalize(withResults(200))).rejects.toMatchObject({ code: 'too-complex' })
})

test('the network is never asked', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch')
  await canonicalize(typicalCredential())
  await expect(pinnedDocumentLoader()('https://www.w3.org/ns/credentials/examples/v3')).rejects.toMatchObject({
    code: 'unknown-context',
  })
  expect(fetch).not.toHaveBeenCalled()
})

test('a given document is found, but cannot take the place of a context', async () => {
  const did = 'did:web:lakeside.example'
  const load = pinnedDocumentLoader(
    new Map<string, object>([
      [did, { id: did }],
      [contextUrls.credentialsV2, { '@context': {} }],
    ]),
  )
  expect(await load(did)).toEqual({ contextUrl: null, documentUrl: did, document: { id: did } })
  expect(await load(contextUrls.credentialsV2)).toMatchObject({
    document: { '@context': { VerifiableCredential: expect.anything() } },
    tag: 'static',
  })
})
