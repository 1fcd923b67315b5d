import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { expect, onTestFinished, test } from 'vitest'
import { nodeWorld } from '../support/world.ts'

const host = 'Host: badges.lakeside.example\r\nConnection: close'

test.each([
  [
    'both a length and chunks',
    `POST /api/v1/me HTTP/1.1\r\n${host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['two lengths', `POST /api/v1/me HTTP/1.1\r\n${host}\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`, 400],
  ['an address of 64 KB', `GET /${'a'.repeat(65_536)} HTTP/1.1\r\n${host}\r\n\r\n`, 431],
  ['2,100 headers', `GET /api/v1/badges HTTP/1.1\r\n${host}\r\n${'a:\r\n'.repeat(2_100)}\r\n`, 200],
  ['a percent sign that encodes nothing', `GET /api/v1/badges/%zz HTTP/1.1\r\n${host}\r\n\r\n`, 404],
  ['an encoded way up', `GET /api/v1/badges/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n${host}\r\n\r\n`, 404],
  ['an encoded zero byte', `GET /api/v1/badges/a%00b HTTP/1.1\r\n${host}\r\n\r\n`, 404],
  ['TRACE', `TRACE / HTTP/1.1\r\n${host}\r\n\r\n`, 405],
  ['another host', 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
  ['another host in the address', `GET http://evil.example/ HTTP/1.1\r\n${host}\r\n\r\n`, 421],
  ['no host', 'GET / HTTP/1.0\r\n\r\n', 421],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
])('a request with %s', async (_, request, status) => {
  const { ask } = await server()
  expect(await ask(request)).toBe(status)
})

test('an upload that is too large is answered, not cut off', async () => {
  const { ask, token } = await server()
  const body = 'x'.repeat(300_000)
  const head = `PUT /api/v1/issuers/x HTTP/1.1\r\n${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`
  expect(await ask(`${head}Content-Length: ${body.length}\r\n\r\n${body}`)).toBe(413)
  expect(await ask(`${head}Transfer-Encoding: chunked\r\n\r\n493e0\r\n${body}\r\n0\r\n\r\n`)).toBe(413)
})

/** Node's own server in front of the app, spoken to byte by byte. */
async function server() {
  const { app, ada } = await nodeWorld()
  const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => listening.once('listening', resolve))
  onTestFinished(() => void listening.close())
  // A server that listens on a port has an address of this kind.
  const { port } = listening.address() as AddressInfo
  const ask = (request: string) =>
    new Promise<number>((resolve, reject) => {
      let answer = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(request))
      socket.on('data', (bytes) => {
        answer += bytes.toString('latin1')
      })
      socket.on('error', reject)
      socket.on('close', () => resolve(Number(answer.split(' ')[1])))
    })
  return { ask, token: ada.token }
}
