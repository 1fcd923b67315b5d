// What anyone would build: @digitalbazaar/vc behind Hono, with every credential written durably before it is answered.
import { serve } from '@hono/node-server'
import Database from 'better-sqlite3'
import { Hono } from 'hono'
import { typicalCredential, withStatus } from '../fixtures/typical.ts'
import { issuer } from '../parties.ts'
import { createDigitalBazaar } from './digitalbazaar.ts'

const [, , file = ':memory:', port = '0'] = process.argv
const sqlite = new Database(file)
sqlite.pragma('journal_mode = wal')
sqlite.pragma('synchronous = full')
sqlite.exec(`create table if not exists credential (
  id text primary key, badge text not null, recipient text not null, issued_at integer not null, document text not null);
  create index if not exists credential_badge on credential (badge, issued_at);
  create index if not exists credential_recipient on credential (recipient)`)
const insert = sqlite.prepare('insert into credential values (?, ?, ?, ?, ?)')
const select = sqlite.prepare<[string], { document: string }>('select document from credential where id = ?')
const stack = await createDigitalBazaar()
let issued = Number(sqlite.prepare('select count(*) from credential').pluck().get())

const issueNext = async () => {
  const n = issued++
  const signed = await stack.issue?.(withStatus(typicalCredential(n, issuer), n))
  insert.run(String(n), 'reading-data', `learner-${n}`, Date.now(), JSON.stringify(signed))
  return signed
}

const app = new Hono()
  .get('/', (c) => c.text('ready'))
  .get('/lookup/:id', (c) =>
    c.body(select.get(c.req.param('id'))?.document ?? '', 200, { 'Content-Type': 'application/vc' }),
  )
  .post('/award', async (c) => c.json(await issueNext(), 201))
  .post('/bulk/:count', async (c) => {
    const count = Number(c.req.param('count'))
    for (let n = 0; n < count; n++) await issueNext()
    return c.json({ count })
  })
  .post('/verify/:id', async (c) => {
    const document = JSON.parse(select.get(c.req.param('id'))?.document ?? '{}')
    return c.json({ verified: await stack.verify(document) })
  })
  .post('/verify', async (c) => c.json({ verified: await stack.verify(await c.req.json()) }))

serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' })
