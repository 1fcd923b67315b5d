import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../src/platform/errors.ts'
import { testSettings } from '../support/platform.ts'
import { workerAddress } from '../support/worker-address.ts'
import { openWorkersHome } from '../support/workers-home.ts'
import { readWorkerSettings } from '../support/workers-server.ts'

// The internet of the Worker is test/support/workers-internet.ts.
const json = { accept: ['application/json'], maxBytes: 1000 }

async function fetcher() {
  const { platform } = await openWorkersHome(workerAddress() ?? '', testSettings)
  onTestFinished(platform.close)
  return platform.fetchDocument
}

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'nothing',
    (error: unknown) => (error instanceof AppError ? [error.code, error.cause] : error),
  )

test.each(['/did.json', '/compressed'])('a public document is read: %s', async (path) => {
  const fetchDocument = await fetcher()
  const { url, mediaType, bytes } = await fetchDocument(`https://issuer.org${path}`, json)
  expect([url, mediaType, new TextDecoder().decode(bytes)]).toEqual([
    `https://issuer.org${path}`,
    'application/json',
    '{"id":1}',
  ])
})

test('types are taken as listed: JSON in its variants, or exactly the one asked for', async () => {
  const fetchDocument = await fetcher()
  expect((await fetchDocument('https://issuer.org/linked-data', json)).mediaType).toBe('application/ld+json')
  const picture = { accept: ['image/png'], maxBytes: 1000 }
  expect(await failureOf(fetchDocument('https://issuer.org/did.json', picture))).toEqual(['remote-error', 415])
})

test.each([
  'http://issuer.org/did.json',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://localhost/',
  'https://issuer.org:8443/did.json',
  'https://ada@issuer.org/did.json',
  'data:application/json,{}',
  'https://badges.lakeside.example/c/1',
])('nothing is asked of %s', async (url) => {
  const fetchDocument = await fetcher()
  expect(await failureOf(fetchDocument(url, json))).toEqual(['url-not-allowed', undefined])
})

test.each([
  ['a redirect', '/redirect', undefined],
  ['404', '/nowhere', 404],
  ['HTML', '/html', 415],
  ['JSON that calls itself text', '/text', 415],
  ['no type', '/untyped', 415],
  ['a document that was taken away', '/gone', 410],
  ['too much', '/long', 413],
  ['a bomb', '/bomb', 413],
])('%s is refused, and nothing is said of it', async (_, path, cause) => {
  const fetchDocument = await fetcher()
  expect(await failureOf(fetchDocument(`https://issuer.org${path}`, json))).toEqual(['remote-error', cause])
})

test('who does not answer, or not to the end, is given up', async () => {
  const fetchDocument = await fetcher()
  const attempts = ['/silence', '/half'].map((path) => failureOf(fetchDocument(`https://issuer.org${path}`, json)))
  expect(await Promise.all(attempts)).toEqual([
    ['remote-error', 408],
    ['remote-error', 408],
  ])
})

test('Cloudflare is told to keep requests in public networks, where names can’t be resolved before', () => {
  expect(readWorkerSettings().compatibilityFlags).toContain('global_fetch_strictly_public')
})
