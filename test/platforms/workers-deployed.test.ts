import { hash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { compression } from '../../src/platform/compression.ts'
import { readConfig } from '../../src/platform/config.ts'
import { connect, type Db } from '../../src/platform/db/db.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { outboxEntry } from '../../src/platform/jobs/outbox.ts'
import { createSealer } from '../../src/platform/sealer.ts'
import { assets } from '../../src/web/assets.ts'
import { bodyOf } from '../support/answers.ts'
import { arrangeDistricts } from '../support/districts.ts'
import { speakAs, type TestPerson } from '../support/people.ts'
import { type App, testPlatform, testSettings } from '../support/platform.ts'
import { issueAward, startDraft } from '../support/progress.ts'
import { runWrangler, startWorkersServer, type WorkersServer } from '../support/workers-server.ts'

// What wrangler.toml says, on a database that wrangler has migrated, at the real time: nothing in it knows of tests.
const origin = 'https://badges.example.org'
const KEY_ENCRYPTION_KEYS = testSettings.KEY_ENCRYPTION_KEYS
const { config, secrets } = readConfig({ PUBLIC_ORIGIN: origin, KEY_ENCRYPTION_KEYS })
const platform = {
  config,
  sealer: createSealer(secrets.keyEncryptionKeys),
  now: () => new Date(),
  newId: () => v7(),
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  sha256: (content: string | Uint8Array) => hash('sha256', content),
}
let server: WorkersServer
let folder: string
let db: Db
let cast: Record<'ada' | 'ravi' | 'lena', TestPerson> & { lakeside: string }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-d1-'))
  await runWrangler(['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder])
  server = await startWorkersServer('src/workers/worker.ts', {
    bindings: { NODE_ENV: 'production', PUBLIC_ORIGIN: origin, KEY_ENCRYPTION_KEYS },
    // The host that the app sees, whatever address it is reached at.
    upstream: origin,
    d1Persist: join(folder, 'v3/d1'),
  })
  db = connect((await server.miniflare.getD1Database('DB')) as Parameters<typeof connect>[0], compression)
  const { lakeside, people } = await arrangeDistricts({ ...platform, db })
  const app = { request: send, fetch: send } as unknown as App
  const speak = (name: keyof typeof people) => speakAs(app, config, people[name])
  cast = { lakeside, ada: speak('ada'), ravi: speak('ravi'), lena: speak('lena') }
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

test('wrangler makes the same schema of our migrations as Node does', async () => {
  const schema = sql`select type, name, sql from sqlite_schema
    where name not glob 'sqlite_*' and name not glob '_cf_*' and name <> 'd1_migrations' order by name`
  const onNode = testPlatform()
  const expected = await onNode.db.all(schema)
  await onNode.close()
  expect(expected.length).toBeGreaterThan(70)
  expect(await db.all(schema)).toEqual(expected)
})

test('from badge to verified picture: the Worker that is deployed does the whole chain, and its queue does what follows', async () => {
  const awardId = await issueAward(cast)

  const picture = await send(`${origin}/c/${awardId}.png`)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  const verified = await cast.lena.post('/api/v1/verify', new Uint8Array(await picture.arrayBuffer()), {
    'content-type': 'image/png',
  })
  expect([verified.status, (await bodyOf(verified)).verdict]).toEqual([200, 'valid'])

  await vi.waitFor(async () => {
    const jobs = await db.select({ topic: outbox.topic, state: outbox.state }).from(outbox)
    expect(jobs).toContainEqual({ topic: 'award.issued', state: 'done' })
    // What follows the approval by itself is due in ten minutes.
    expect(jobs.filter(({ state }) => state !== 'done')).toEqual([{ topic: 'submission.approved', state: 'waiting' }])
  }, patience)
})

test('evidence of many megabytes comes back as it was sent, and any part of it alone', async () => {
  const path = `/api/v1/submissions/${await startDraft(cast)}/evidence`
  const recording = new Uint8Array(12 * 1024 * 1024).map((_, n) => n % 251)
  recording.set(new TextEncoder().encode('%PDF-1.7\n'))
  const sent = await cast.lena.post(`${path}?name=a.pdf`, recording, { 'content-type': 'application/pdf' })
  const { id, size } = await bodyOf(sent)
  expect([sent.status, size]).toEqual([201, recording.length])
  const whole = await cast.lena.get(`/api/v1/evidence/${id}/content`)
  expect(Buffer.compare(Buffer.from(await whole.arrayBuffer()), recording)).toBe(0)
  const part = await cast.lena.get(`/api/v1/evidence/${id}/content`, { range: 'bytes=5242870-5242889' })
  expect([part.status, new Uint8Array(await part.arrayBuffer())]).toEqual([206, recording.slice(5_242_870, 5_242_890)])
})

test('the cron trigger does what no message woke the queue for, and forgets what is long done', async () => {
  const old = { ...platform, db, now: () => new Date(Date.now() - 8 * 24 * 60 * 60_000) }
  await db.delete(outbox)
  await db.batch([outboxEntry(old, 'award.issued', { award: 'of nobody' })])
  await db.update(outbox).set({ state: 'done' })
  await db.batch([outboxEntry({ ...platform, db }, 'award.issued', { award: 'of nobody' })])
  await db.update(outbox).set({ topic: 'nobody handles this' }).where(eq(outbox.state, 'waiting'))
  const worker = await server.miniflare.getWorker()
  expect(await worker.scheduled({ cron: '*/5 * * * *' })).toMatchObject({ outcome: 'ok' })
  expect(await worker.scheduled({ cron: '17 * * * *' })).toMatchObject({ outcome: 'ok' })
  expect(await db.select({ topic: outbox.topic, attempts: outbox.attempts }).from(outbox)).toEqual([
    { topic: 'nobody handles this', attempts: 1 },
  ])
})

test('style and script come from beside the code, to be kept for ever', async () => {
  const { status, headers } = await send(`${origin}${assets.siteStyles}`)
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    expect.stringContaining('text/css'),
    'public, max-age=31536000, immutable',
  ])
})

// Miniflare declares `fetch` with types of its own.
const send = (url: string, init?: object) => server.miniflare.dispatchFetch(url, init)

const patience = { timeout: 20_000, interval: 200 }
