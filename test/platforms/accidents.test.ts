import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { serve } from '../../src/node/server.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { testPlatform } from '../support/platform.ts'
import { approveWork, awardWithFile } from '../support/progress.ts'
import { nodeWorld } from '../support/world.ts'

test('while another process holds the database, pages answer, and what is written then waits for it', async () => {
  const { platform, ada, visitor } = await nodeWorld()
  const other = new Database(join(platform.config.dataDir, 'signet.db'))
  onTestFinished(() => void other.close())
  other.exec('begin immediate')
  const writing = ada.post('/api/v1/me/exports')
  const startedAt = performance.now()
  const read = await Promise.all(Array.from({ length: 20 }, () => visitor.get('/catalog')))
  expect(new Set(read.map(({ status }) => status))).toEqual(new Set([200]))
  expect(performance.now() - startedAt).toBeLessThan(2000)
  other.exec('rollback')
  expect((await writing).status).toBeLessThan(300)
  expect(await oneValue(platform, sql`select count(*) from data_export where person_id = ${ada.id}`)).toBe(1)
})

test('who holds very many connections open does not keep others out', async () => {
  const platform = testPlatform({ settings: { PORT: '0', HOST: '127.0.0.1' } })
  const server = await serve(createApp(platform), platform)
  onTestFinished(server.close)
  const port = Number(new URL(server.url).port)
  const open = (localAddress: string) => connect({ port, host: '127.0.0.1', localAddress })
  const slow = Array.from({ length: 540 }, () => open('127.0.0.1').on('error', () => undefined))
  onTestFinished(() => slow.forEach((socket) => void socket.destroy()))
  for (const socket of slow) socket.write('GET /healthz HTTP/1.1\r\n')
  await expect.poll(() => slow.filter(({ closed }) => closed).length, { timeout: 10_000 }).toBe(540 - 256)
  const answer = await new Promise<string>((resolve, reject) => {
    const other = open('127.0.0.2').on('error', reject)
    other.once('data', (bytes) => resolve(bytes.toString()))
    other.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  })
  expect(answer).toContain('200 OK')
})

test('asking for an award with members that it does not have is refused', async () => {
  const place = await nodeWorld()
  const waiting = await approveWork(place)
  const path = `/api/v1/submissions/${waiting}/award`
  expect(await problemOf(await place.ada.post(path, { valid_until: '2099-01-01' }))).toEqual([422, 'validation'])
  expect((await bodyOf(await place.ada.post(path, {}))).submission_id).toBe(waiting)
})

test('on a full disk evidence is not opened without being noted, and says when to come again', async () => {
  const place = await nodeWorld()
  const { evidenceId } = await awardWithFile(place)
  const read = () => place.ravi.get(`/api/v1/evidence/${evidenceId}/content`)
  place.platform.sqlite.pragma('max_page_count = 1')
  let answer = await read()
  for (let tries = 0; answer.status === 200 && tries < 500; tries++) answer = await read()
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([507, '300'])
  expect((await bodyOf(answer)).detail).toContain('Who opens evidence is noted')
  place.platform.sqlite.pragma('max_page_count = 1000000')
  expect((await read()).status).toBe(200)
})

test.each([300_000, 20_000_000])(
  'who sends %d bytes that are refused at once gets the answer after having sent them',
  async (size) => {
    const platform = testPlatform({ settings: { PORT: '0', HOST: '127.0.0.1' } })
    const server = await serve(createApp(platform), platform)
    onTestFinished(server.close)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const send = async (bytes: string | Uint8Array) => {
      if (!socket.write(bytes)) await once(socket, 'drain')
    }
    await send('POST /api/v1/submissions/x/evidence HTTP/1.1\r\nHost: badges.lakeside.example\r\n')
    await send(`Authorization: Bearer nobody\r\nContent-Type: application/pdf\r\nContent-Length: ${size}\r\n\r\n`)
    for (let sent = 0; sent < size; sent += 50_000) await send(new Uint8Array(50_000))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('401 Unauthorized')
    // The connection is as good as before.
    await send('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    const [next] = await once(socket, 'data')
    expect(String(next)).toContain('200 OK')
  },
)
