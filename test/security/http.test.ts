import { readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type NodeWorld, nodeWorld } from '../support/world.ts'

interface Case {
  id: string
  group: string
  input: { request: string }
  expect: { status: number; problem?: string }
}

const corpus: Case[] = JSON.parse(readFileSync(new URL('./corpus.json', import.meta.url), 'utf8')).cases
const cases = corpus.filter(({ group }) => group === 'http').map((each) => [each.id, each] as const)

let here: NodeWorld
let listening: ReturnType<typeof serve>

beforeAll(async () => {
  here = await nodeWorld()
  listening = serve({ fetch: here.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => listening.once('listening', resolve))
})
afterAll(async () => {
  listening.close()
  await here.platform.close()
})

test.each(cases)('%s', async (_, { input, expect: expected }) => {
  const make = requests[input.request]
  if (!make) throw new Error(`There is no request for ${input.request}.`)
  const { status, body } = await send(make())
  expect(status).toBe(expected.status)
  if (expected.problem) expect(body).toContain(`/problems/${expected.problem}"`)
})

test('an error is a page for who prefers pages', async () => {
  const { body } = await send(`GET /nowhere HTTP/1.1\r\n${host}\r\nAccept: text/html\r\n\r\n`)
  expect(body).toMatch(/<html/)
})

const host = 'Host: badges.lakeside.example\r\nConnection: close'
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${host}\r\n${headers}\r\n`
const post = (type: string, body: string) =>
  `POST /api/v1/verify HTTP/1.1\r\n${host}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`

const requests: Readonly<Record<string, () => string>> = {
  'Content-Length + Transfer-Encoding': () =>
    `POST /api/v1/verify HTTP/1.1\r\n${host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  '64 KB URL': () => get(`/${'a'.repeat(65_536)}`),
  'GET /credentials/%zz': () => get('/c/%zz'),
  'GET /files/..%2f..%2fetc%2fpasswd': () => get('/c/..%2f..%2fetc%2fpasswd'),
  'GET /credentials/a%00b': () => get('/c/a%00b'),
  'TRACE /': () => `TRACE / HTTP/1.1\r\n${host}\r\n\r\n`,
  '2,100 headers (Node keeps 2,000, drops the rest)': () => get('/api/v1/badges', 'a:\r\n'.repeat(2_100)),
  '50,000 form fields': () => {
    const field = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    return post('multipart/form-data; boundary=b', `${field.repeat(50_000)}--b--\r\n`)
  },
  'multipart without boundary': () => post('multipart/form-data', 'x'),
  '404 with Accept: text/html': () => get('/nowhere', 'Accept: text/html\r\n'),
}

/** Byte by byte, because no client would send some of these. */
function send(request: string): Promise<{ status: number; body: string }> {
  // A server that listens on a port has an address of this kind.
  const { port } = listening.address() as AddressInfo
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
    })
    // A server that has answered may close before it has read everything.
    socket.on('error', (error) => (answer === '' ? reject(error) : undefined))
    socket.on('close', () =>
      resolve({ status: Number(answer.split(' ')[1]), body: answer.split('\r\n\r\n').slice(1).join('') }),
    )
  })
}
