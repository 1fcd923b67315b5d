import { expect, test } from 'vitest'
import { canonicalize, contextUrls, pinnedDocumentLoader } from '../../src/openbadges/index.ts'
import { readJson } from './conformance-data.ts'

test.each([
  [contextUrls.credentialsV2, 'credentials-v2.jsonld'],
  [contextUrls.credentialsV1, '2018-credentials-v1.jsonld'],
  [contextUrls.openBadges, 'ob-v3p0-3.0.3.json'],
  [contextUrls.openBadges302, 'ob-v3p0-3.0.2.json'],
  [contextUrls.openBadges301, 'ob-v3p0-3.0.1.json'],
  [contextUrls.openBadges300, 'ob-v3p0.json'],
  [contextUrls.openBadgesExtensions, 'ob-v3p0-extensions.json'],
  [contextUrls.clr, 'clr-v2p0-2.0.1.json'],
  [contextUrls.dataIntegrityV1, 'data-integrity-v1.jsonld'],
  [contextUrls.ed25519Signature2020, 'suites-ed25519-2020.jsonld'],
  [contextUrls.multikeyV1, 'multikey-v1.jsonld'],
])('%s is what its publisher serves', async (url, file) => {
  const { document } = await pinnedDocumentLoader()(url)
  expect(document).toEqual(readJson(`contexts/${file}`))
})

test.each([contextUrls.dataIntegrityV2, contextUrls.securityV2])('%s is as it was pinned', async (url) => {
  await expect(pinnedDocumentLoader()(url)).resolves.toMatchObject({ document: { '@context': expect.anything() } })
})

test('a learner record means the same by our copy of its context as by the published one', async () => {
  const record = readJson('clr20/simple.json')
  const published = readJson('contexts/clr-v2p0-2.0.1.json')
  const inline = { ...record, '@context': withInline(record['@context'] as string[], published['@context'] ?? null) }
  expect(await canonicalize(record)).toBe(await canonicalize(inline))
})

const withInline = (contexts: string[], published: unknown) =>
  contexts.map((context) => (context === contextUrls.clr ? published : context))
