import { mkdirSync, writeFileSync } from 'node:fs'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import type { HttpEnv } from '../../src/http/http-env.ts'
import { serve } from '../../src/node/server.ts'
import { testPlatform } from '../support/platform.ts'
import { nodeWorld } from '../support/world.ts'

/** The test platform on a free port of this machine. */
const settings = { PORT: '0', HOST: '127.0.0.1' }

async function running(app: Hono<HttpEnv>) {
  const platform = testPlatform({ settings })
  const publicFolder = join(platform.config.dataDir, 'public')
  mkdirSync(join(publicFolder, 'assets'), { recursive: true })
  writeFileSync(join(publicFolder, 'assets', 'app.AAAAAAAA.css'), 'p{color:black}'.repeat(100))
  writeFileSync(join(publicFolder, '_headers'), 'for another server')
  const server = await serve(app, platform, { publicFolder })
  onTestFinished(server.close)
  return { platform, server }
}

const speak = (url: string, text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text))
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })

test('assets may be kept for ever, are compressed for who takes that, and nothing else of the folder is shown', async () => {
  const { server } = await running(new Hono())
  const path = `${server.url}/assets/app.AAAAAAAA.css`
  const plain = await fetch(path, { headers: { 'accept-encoding': 'identity' } })
  expect([plain.headers.get('cache-control'), plain.headers.get('content-type'), (await plain.text()).length]).toEqual([
    'public, max-age=31536000, immutable',
    'text/css; charset=utf-8',
    1400,
  ])
  const raw = await speak(
    server.url,
    'GET /assets/app.AAAAAAAA.css HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n',
  )
  expect(raw).toContain('Content-Encoding: br')
  expect(brotliDecompressSync(Buffer.from(raw.slice(raw.indexOf('\r\n\r\n') + 4), 'latin1')).length).toBe(1400)

  const head = await fetch(path, { method: 'HEAD' })
  const others = ['/_headers', '/assets/', '/assets/../_headers', '/assets/%2e%2e/_headers', '/assets/app.css'].map(
    async (other) => (await fetch(server.url + other)).status,
  )
  expect([head.status, await head.text(), (await fetch(path, { method: 'POST' })).status]).toEqual([200, '', 404])
  expect(await Promise.all(others)).toEqual([404, 404, 404, 404, 404])
})

test.each([
  [
    'both a length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: x\r\n\r\n', 400],
  ['an address of 64 KB', `GET /${'a'.repeat(65_536)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ['headers of 32 KB', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(32_768)}\r\n\r\n`, 431],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
  ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n', 400],
])('%s is answered as a problem, and the connection is over', async (_, text, status) => {
  const { server } = await running(new Hono())
  const [head = '', body = ''] = (await speak(server.url, text)).split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(head.toLowerCase()).toContain('content-type: application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ status })
})

test('when it closes, running requests finish, waiting connections go at once and new ones are refused', async () => {
  let isAsked = () => {}
  let release = () => {}
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve
  })
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const app = new Hono<HttpEnv>()
    .get('/fast', (c) => c.text('fast'))
    .get('/slow', async (c) => {
      isAsked()
      await released
      return c.text('finished')
    })
  const { platform, server } = await running(app)
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const get = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const read = async (response: IncomingMessage) => resolve(Buffer.concat(await response.toArray()).toString())
      httpRequest(server.url + path, { agent }, read)
        .on('error', reject)
        .end()
    })
  await get('/fast')
  const slow = get('/slow')
  await asked

  const closing = server.close()
  await expect(get('/fast')).rejects.toThrow()
  expect(platform.sqlite.open).toBe(true)
  release()
  expect(await slow).toBe('finished')
  await closing
  expect(platform.sqlite.open).toBe(false)
})

test('the real app answers over the network as it does in tests', async () => {
  const { app, platform, ada } = await nodeWorld({ settings })
  const server = await serve(app, platform)
  onTestFinished(server.close)
  const headers = { authorization: `Bearer ${ada.token}`, host: 'badges.lakeside.example' }
  const status = await new Promise((resolve) =>
    httpRequest(`${server.url}/api/v1/me`, { headers }, (response) => resolve(response.statusCode)).end(),
  )
  expect(status).toBe(200)
})
