import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createFetchDocument } from '../../src/node/fetch-document.ts'
import { isPublicAddress } from '../../src/node/public-addresses.ts'
import { AppError } from '../../src/platform/errors.ts'
import { selfSignedCertificate } from '../support/certificate.ts'

const json = { accept: ['application/json'], maxBytes: 1000 }

/** The internet of one test: a server that every allowed connection reaches, and what its name resolves to. */
async function internet(
  answer: (response: ServerResponse) => void,
  { addresses = ['93.184.216.34'], certificateOf = 'issuer.org', trusted = true } = {},
) {
  const { key, cert } = selfSignedCertificate(certificateOf)
  const asked: (string | undefined)[] = []
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(request.headers['accept-encoding'])
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An address of a TCP server that listens is never a path.
  const { port } = server.address() as AddressInfo
  const resolved: string[] = []
  const fetchDocument = createFetchDocument({
    ownOrigin: 'https://badges.lakeside.example',
    lookup: (host, _, done) => {
      resolved.push(host)
      const unknown = addresses.length === 0 ? Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }) : null
      done(
        unknown,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    },
    connectTo: { address: '127.0.0.1', port },
    ...(trusted && { certificateAuthority: cert }),
    maxMilliseconds: 500,
  })
  onTestFinished(async () => {
    await fetchDocument.close()
    server.closeAllConnections()
    server.close()
  })
  return { fetchDocument, asked, resolved }
}

const sendJson = (response: ServerResponse) => response.setHeader('content-type', 'application/json').end('{"id":1}')

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'nothing',
    (error: unknown) => (error instanceof AppError ? [error.code, error.message, error.cause] : error),
  )

const notAllowed = ['url-not-allowed', 'refused.publicHttpsOnly', undefined]
const remoteError = ['remote-error', 'refused.noDocumentThere', undefined]

test('a public document is read, and asked for uncompressed', async () => {
  const { fetchDocument, asked } = await internet(sendJson)
  const document = await fetchDocument('https://issuer.org/did.json', json)
  expect([document.url, document.mediaType, new TextDecoder().decode(document.bytes)]).toEqual([
    'https://issuer.org/did.json',
    'application/json',
    '{"id":1}',
  ])
  expect(asked).toEqual(['identity'])
})

test.each([
  'http://issuer.org/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://localhost/',
  'https://localhost./',
  'https://a.localhost/',
  'https://intranet/',
  'https://printer.local/',
  'https://issuer.org:22/',
  'https://issuer.org:8443/',
  'https://ada@issuer.org/',
  'https://issuer.org@127.0.0.1/',
  'https://127\u30020\u30020\u30021/',
  'gopher://issuer.org/',
  'data:application/json,{}',
  'file:///etc/passwd',
  '//issuer.org/',
  'https://xn--/',
  `https://issuer.org/${'a'.repeat(2048)}`,
  'https://badges.lakeside.example/c/1',
])('no name is even resolved for %s', async (url) => {
  const { fetchDocument, asked, resolved } = await internet(sendJson)
  expect(await failureOf(fetchDocument(url, json))).toEqual(notAllowed)
  expect([asked, resolved]).toEqual([[], []])
})

test.each([
  ['a private address', ['10.0.0.5']],
  ['a public and a private address', ['93.184.216.34', '127.0.0.1']],
  ['the address of cloud metadata', ['169.254.169.254']],
  ['the unspecified address', ['::']],
  ['a mapped loopback address', ['::ffff:127.0.0.1']],
  ['translated IPv4', ['64:ff9b::7f00:1']],
])('a name that resolves to %s is never connected to', async (_, addresses) => {
  const { fetchDocument, asked } = await internet(sendJson, { addresses })
  expect(await failureOf(fetchDocument('https://issuer.org/', json))).toEqual(notAllowed)
  expect(asked).toEqual([])
})

test.each<[string, (response: ServerResponse) => void, cause?: number]>([
  ['a redirect', (response) => response.writeHead(302, { location: 'https://issuer.org/other' }).end()],
  ['a redirect to ourselves', (response) => response.writeHead(301, { location: 'http://127.0.0.1/' }).end()],
  ['404', (response) => response.writeHead(404, { 'content-type': 'application/json' }).end('{}'), 404],
  ['HTML', (response) => response.setHeader('content-type', 'text/html').end('<p>'), 415],
  ['JSON that calls itself text', (response) => response.setHeader('content-type', 'text/plain').end('{}'), 415],
  ['no type', (response) => response.end('{}'), 415],
  ['too much', (response) => response.setHeader('content-type', 'application/json').end('x'.repeat(1001)), 413],
  ['a document that was taken away', (response) => response.writeHead(410).end(), 410],
  [
    'a bomb',
    (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'br' })
        .end(brotliCompressSync(Buffer.alloc(5_000_000))),
  ],
  ['silence', () => undefined, 408],
  ['half an answer', (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'), 408],
  ['a broken connection', (response) => response.destroy()],
])('%s is refused, and nothing is said of it', async (_, answer, cause) => {
  const { fetchDocument } = await internet(answer)
  expect(await failureOf(fetchDocument('https://issuer.org/did.json', json))).toEqual([
    ...remoteError.slice(0, 2),
    cause,
  ])
})

test('a certificate that nobody vouches for, or for another host, is refused', async () => {
  const untrusted = await internet(sendJson, { trusted: false })
  const other = await internet(sendJson, { certificateOf: 'other.org' })
  expect(await failureOf(untrusted.fetchDocument('https://issuer.org/', json))).toEqual(remoteError)
  expect(await failureOf(other.fetchDocument('https://issuer.org/', json))).toEqual(remoteError)
})

test('a name that does not exist is an unreachable document', async () => {
  const { fetchDocument } = await internet(sendJson, { addresses: [] })
  expect(await failureOf(fetchDocument('https://issuer.org/', json))).toEqual(remoteError)
})

test('types are taken as listed: JSON in its variants, or exactly the one asked for', async () => {
  const { fetchDocument } = await internet((response) =>
    response.setHeader('content-type', 'application/ld+json; charset=utf-8').end('{}'),
  )
  expect((await fetchDocument('https://issuer.org/', json)).mediaType).toBe('application/ld+json')
  expect(await failureOf(fetchDocument('https://issuer.org/', { accept: ['image/png'], maxBytes: 10 }))).toEqual([
    ...remoteError.slice(0, 2),
    415,
  ])
})

test('no more than five documents are loaded at once', async () => {
  const waiting: ServerResponse[] = []
  const { fetchDocument } = await internet((response) => void waiting.push(response))
  const five = Array.from({ length: 5 }, () => failureOf(fetchDocument('https://issuer.org/', json)))
  expect(await failureOf(fetchDocument('https://issuer.org/', json))).toEqual(['busy', expect.any(String), undefined])
  expect(await Promise.all(five)).toEqual(Array.from({ length: 5 }, () => [...remoteError.slice(0, 2), 408]))
})

test.each(['93.184.216.34', '8.8.8.8', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test.each([
  ...[
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
  ],
  ...[
    '192.0.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
  ],
  ...[
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002::1',
    '3fff::1',
    'fc00::1',
  ],
  ...['fd00::1', 'fe80::1', 'ff02::1', 'localhost', ''],
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
