import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { signingKey } from '../../src/identity/issuers/issuers-tables.ts'
import { haltIssuing } from '../../src/identity/issuers/issuing-halt.ts'
import { checkHealth } from '../../src/operations/installation/health.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { outboxEntry } from '../../src/platform/jobs/outbox.ts'
import { en } from '../../src/platform/language/messages.ts'
import { version } from '../../src/platform/version.ts'
import { deliverMail } from '../support/mailbox.ts'
import { world } from '../support/world.ts'

test('an administrator sees every check, and nobody else sees that there are any', async () => {
  const { grace, ada, lena, visitor } = await world()
  const page = await grace.browser.get('/admin')
  expect(page.status).toBe(200)
  const html = await page.text()
  for (const name of [
    'database',
    'mail',
    'storage',
    'keys',
    'issuing',
    'jobs',
    'erasures',
    'backup',
    'address',
    'clock',
    'version',
  ])
    expect(html).toContain(`<strong>${en[`health.${name}` as keyof typeof en]}</strong>`)
  for (const client of [ada.browser, lena.browser]) expect((await client.get('/admin')).status).toBe(404)
  expect((await visitor.get('/admin')).status).toBeGreaterThanOrEqual(300)
})

test('a machine learns whether to send requests, and nothing else', async () => {
  const { app } = await world()
  for (const path of ['/healthz', '/healthz/ready']) {
    const response = await app.request(`http://10.0.0.7:3000${path}`, { headers: { host: '10.0.0.7:3000' } })
    expect([response.status, await response.text()]).toEqual([200, 'ok'])
  }
})

test('what is wrong is told, worst first, with what to do', async () => {
  const { platform, clock } = await world()
  const found = async (name: string) => (await checkHealth(platform)).find((check) => check.name === name)

  expect(await found('keys')).toMatchObject({ state: 'good', finding: 'open' })
  await platform.db.update(signingKey).set({ ciphertext: 'AAAA' })
  expect(await found('keys')).toMatchObject({ state: 'broken', finding: 'closed' })

  await haltIssuing(platform, { reason: 'reference-differs', subject: 'a-1' })
  expect(await found('issuing')).toMatchObject({ state: 'broken', finding: 'halted' })

  await platform.db.batch([outboxEntry(platform, 'award.issued', { award: 'a-1' })])
  expect(await found('jobs')).toMatchObject({ state: 'good' })
  clock.forward({ minutes: 11 })
  expect(await found('jobs')).toMatchObject({ state: 'broken', finding: 'late' })
  await platform.db.update(outbox).set({ state: 'failed' })
  expect(await found('jobs')).toMatchObject({ state: 'attention', finding: 'failed' })

  clock.forward({ hours: -48 })
  expect(await found('clock')).toMatchObject({ state: 'broken', finding: 'behind' })
  const states = (await checkHealth(platform)).map(({ state }) => state)
  expect(states).toEqual([...states].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
})
const order = ['broken', 'attention', 'good']

test('mail is untested until a test arrived, and stuck when it waits for long', async () => {
  const { platform, clock, grace } = await world()
  const mail = async () => (await checkHealth(platform)).find(({ name }) => name === 'mail')
  expect(await mail()).toMatchObject({ state: 'attention', finding: 'untested' })
  await grace.browser.post('/admin/email/test', new URLSearchParams())
  await deliverMail(platform)
  expect(platform.mailbox.map(({ to }) => to)).toEqual([grace.email])
  expect(await mail()).toMatchObject({ state: 'good', finding: 'works' })
  await grace.browser.post('/admin/email/test', new URLSearchParams())
  clock.forward({ hours: 2 })
  expect(await mail()).toMatchObject({ state: 'broken', finding: 'stuck' })
  const without = await checkHealth({ ...platform, mail: undefined })
  expect(without.find(({ name }) => name === 'mail')).toMatchObject({ state: 'attention', finding: 'none' })
})

test('an address without https is broken, and one of this computer only is worth a look', async () => {
  const { platform } = await world()
  const address = async (origin: string) =>
    (await checkHealth({ ...platform, config: { ...platform.config, origin } })).find(({ name }) => name === 'address')
  expect(await address('https://badges.lakeside.example')).toMatchObject({ state: 'good' })
  expect(await address('http://localhost:3000')).toMatchObject({ state: 'attention', finding: 'local' })
  expect(await address('http://badges.lakeside.example')).toMatchObject({ state: 'broken', finding: 'open' })
})

test('the version is the one of the package', () => {
  expect(version).toBe(manifest.version)
})

test('each finding that is not good says what to do', () => {
  const good = /\.(answers|sound|works|managed|enough|none|open|running|done|recent|secure|right|valid)$/
  const findings = Object.keys(en).filter((key) => /^health\.(?!state\.)\w+\.\w+$/.test(key))
  const silent = findings.filter((key) => !good.test(key) && !(`${key}.do` in en))
  expect([findings.length > 20, silent]).toEqual([true, []])
})
