import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Browsing, goneTo, openBrowser } from '../support/browsing.ts'
import { oneValue } from '../support/database.ts'
import { deliverMail } from '../support/mailbox.ts'
import type { TestPlatform } from '../support/platform.ts'
import { type World, world } from '../support/world.ts'

const lenas = 'lena@lakeside.example'
const browserIn = ({ app, platform }: World) => openBrowser(app, platform)

async function ask(browser: Browsing, email: string, more: Record<string, string> = {}) {
  return await browser.post('/signin/email', { email, next: '/home', ...more })
}

/** One job writes the mail, the next one sends it. */
async function arriveMail(platform: TestPlatform) {
  await deliverMail(platform)
  await deliverMail(platform)
}

async function openMail(platform: TestPlatform) {
  await arriveMail(platform)
  const mail = platform.mailbox.at(-1)
  const link = /\/signin\/link\?secret=([\w-]+)/.exec(mail?.text ?? '')
  const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(mail?.text ?? '')
  return { to: mail?.to, text: mail?.text ?? '', path: link?.[0] ?? '', secret: link?.[1] ?? '', code: code?.[0] ?? '' }
}

test('a link by mail signs its owner in, once, where they were going', async () => {
  const here = await world()
  const { platform, lena } = here
  const browser = browserIn(here)
  expect(goneTo(await ask(browser, ' Lena@Lakeside.Example ', { next: '/catalog?q=1' }))).toEqual([
    303,
    '/signin/email',
  ])
  expect(await (await browser.get('/signin/email')).text()).toContain(lenas)
  const mail = await openMail(platform)
  expect([mail.to, mail.text]).toEqual([lenas, expect.stringContaining('Firefox, Windows')])
  expect(mail.text).not.toMatch(/\d+\.\d+\.\d+\.\d+/)

  const page = await browser.get(mail.path)
  expect([page.status, page.headers.get('referrer-policy'), page.headers.get('cache-control')]).toEqual([
    200,
    'same-origin',
    'no-store',
  ])
  const text = await page.text()
  expect([text.includes(lena.name), text.includes('This is not the browser')]).toEqual([true, false])
  expect(goneTo(await browser.post('/signin/link', { secret: mail.secret }))).toEqual([303, '/catalog?q=1'])
  expect(browser.lastSet.find((line) => line.startsWith('__Host-session='))).toMatch(
    /; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  expect(await (await browser.get('/home')).text()).toContain(`Hello, ${lena.name}`)
  expect((await browser.post('/signin/link', { secret: mail.secret })).status).toBe(422)
})

test('a mail scanner that opens the link uses nothing up', async () => {
  const here = await world()
  const browser = browserIn(here)
  await ask(browser, lenas)
  const { path, secret } = await openMail(here.platform)
  for (const method of ['GET', 'HEAD', 'GET'])
    await here.app.request(`${here.platform.config.origin}${path}`, { method, headers: { accept: '*/*' } })
  // Some follow the form as well, but not as one of our own pages.
  const foreign = await here.app.request(`${here.platform.config.origin}/signin/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `secret=${secret}`,
  })
  expect(foreign.status).toBe(403)
  expect(goneTo(await browser.post('/signin/link', { secret }))).toEqual([303, '/home'])
})

test('of two who take one link at the same time, one gets in', async () => {
  const here = await world()
  const browsers = [browserIn(here), browserIn(here), browserIn(here)]
  await ask(browserIn(here), lenas)
  const { secret } = await openMail(here.platform)
  const answers = await Promise.all(browsers.map((each) => each.post('/signin/link', { secret })))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422])
  expect(browsers.filter((each) => each.cookie('session'))).toHaveLength(1)
})

test('an old link, a made-up one and a used one look the same, and a new one is one press away', async () => {
  const here = await world()
  const { clock, platform } = here
  const browser = browserIn(here)
  await ask(browser, lenas)
  const { path, secret } = await openMail(platform)
  clock.forward({ minutes: 15 })
  const texts = [await browser.get(path), await browser.get('/signin/link?secret=made-up')].map((page) => page.text())
  const [old = '', madeUp = ''] = await Promise.all(texts)
  expect(old.replaceAll(secret, '')).toBe(madeUp.replaceAll('made-up', ''))
  expect((await browser.post('/signin/link', { secret })).status).toBe(422)

  expect(goneTo(await browser.post('/signin/link/again', { secret }))).toEqual([303, '/signin/email'])
  const again = await openMail(platform)
  expect(again.secret).not.toBe(secret)
  expect((await browser.post('/signin/link', { secret: again.secret })).status).toBe(303)
})

test('in another browser the page says so before anybody is signed in there', async () => {
  const here = await world()
  const other = browserIn(here)
  await ask(browserIn(here), lenas)
  const { path, secret } = await openMail(here.platform)
  expect(await (await other.get(path)).text()).toContain('This is not the browser')
  expect(goneTo(await other.post('/signin/link', { secret }))).toEqual([303, '/home'])
})

test('the code of the mail works in the browser that asked, and nowhere else', async () => {
  const here = await world()
  const [browser, other] = [browserIn(here), browserIn(here)]
  await ask(browser, lenas)
  const { code, secret } = await openMail(here.platform)
  await ask(other, 'nobody@lakeside.example')
  expect((await other.post('/signin/email/code', { code })).status).toBe(422)
  expect((await browser.post('/signin/email/code', { code: 'AAAA-AAAA' })).status).toBe(422)
  expect(goneTo(await browser.post('/signin/email/code', { code: code.toLowerCase().replace('-', ' ') }))).toEqual([
    303,
    '/home',
  ])
  // The link came with the code, and went with it.
  expect((await other.post('/signin/link', { secret })).status).toBe(422)
})

test('codes can be guessed five times', async () => {
  const here = await world()
  const browser = browserIn(here)
  await ask(browser, lenas)
  const { code } = await openMail(here.platform)
  for (let tries = 0; tries < 5; tries++)
    expect((await browser.post('/signin/email/code', { code: `WRNG-${2000 + tries}` })).status).toBe(422)
  const refused = await browser.post('/signin/email/code', { code })
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
})

test('nothing tells whether somebody has an address: not the answer, not the page after it, not what is written', async () => {
  const here = await world()
  const { platform } = here
  const answers = []
  for (const email of [lenas, 'nobody@lakeside.example']) {
    const browser = browserIn(here)
    const before = Number(await oneValue(platform, sql`select count(*) from outbox`))
    const answer = await ask(browser, email)
    const after = Number(await oneValue(platform, sql`select count(*) from outbox`))
    const page = await browser.get('/signin/email')
    await arriveMail(platform)
    const later = await browser.get('/signin/email')
    answers.push({
      status: answer.status,
      location: answer.headers.get('location'),
      body: await answer.text(),
      cookie: browser.lastSet.map((line) => line.replace(/=[^;]*/, '')),
      page: (await page.text()).replaceAll(email, 'E'),
      later: (await later.text()).replaceAll(email, 'E'),
      jobs: after - before,
    })
  }
  expect(answers[1]).toEqual(answers[0])
  expect(platform.mailbox).toHaveLength(1)
})

test('one address gets five links in a quarter of an hour, known or not, whatever a header says of where it was asked', async () => {
  const here = await world()
  for (const email of [lenas, 'nobody@lakeside.example']) {
    const statuses = []
    for (let count = 0; count < 6; count++)
      statuses.push(
        (await browserIn(here).post('/signin/email', { email }, { 'x-forwarded-for': `203.0.113.${count}` })).status,
      )
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429])
  }
  here.clock.forward({ minutes: 15 })
  expect((await ask(browserIn(here), lenas)).status).toBe(303)
})

test('limits of signing in are counted in the database, without the address', async () => {
  const here = await world()
  await ask(browserIn(here), lenas)
  const rows = JSON.stringify(await here.platform.db.all('select * from rate_limit'))
  expect([rows.includes('sign-in-address'), rows.includes('lena')]).toEqual([true, false])
})

test('an address that is not one is said to be none, and stays in the form', async () => {
  const browser = browserIn(await world())
  for (const path of ['/signin', '/signin/email']) {
    const page = await browser.post(path, { email: 'lena at lakeside' })
    const text = await page.text()
    expect([page.status, text.includes('Error: '), text.includes('value="lena at lakeside"')]).toEqual([
      422,
      true,
      true,
    ])
  }
})

test('a job that runs twice sends one mail', async () => {
  const here = await world()
  const { platform } = here
  await ask(browserIn(here), lenas)
  await platform.db.run(
    "insert into outbox (id, topic, payload, due_at, created_at) select id || '-2', topic, payload, due_at, created_at from outbox",
  )
  await arriveMail(platform)
  expect(platform.mailbox).toHaveLength(1)
})

test('secrets of links are in no log, no audit entry, and in the database as hashes only', async () => {
  const here = await world()
  const browser = browserIn(here)
  await ask(browser, lenas)
  const { secret, code } = await openMail(here.platform)
  await browser.post('/signin/link', { secret })
  const session = browser.cookie('session') ?? 'none'
  const tables = ['secret', 'session', 'outbox', 'audit_entry', 'message', 'kept_form', 'rate_limit']
  const rows = await Promise.all(tables.map((table) => here.platform.db.all(`select * from ${table}`)))
  const kept = JSON.stringify([rows, here.platform.logged])
  expect([secret, session].filter((word) => kept.includes(word))).toEqual([])
  expect(JSON.stringify(rows[3])).not.toContain('lena')
  expect(code).not.toBe('')
})

test.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\r\nSet-Cookie:x=1'])(
  'nobody is sent on to %j',
  async (next) => {
    const here = await world()
    const browser = browserIn(here)
    await ask(browser, lenas, { next })
    const { secret } = await openMail(here.platform)
    expect(goneTo(await browser.post('/signin/link', { secret }))).toEqual([303, '/home'])
    expect(browser.lastSet.some((line) => line.startsWith('x='))).toBe(false)
  },
)

test('the mail comes in the language that somebody chose, else in that of the browser that asked', async () => {
  const place = await world()
  const { app, platform, lena, ravi, config } = { ...place, config: place.platform.config }
  await lena.patch('/api/v1/me', { language: 'en' })
  const asks = async (email: string, language: string) => {
    const browser = openBrowser(app, platform)
    await browser.post('/signin/email', { email }, { 'accept-language': language })
    await deliverMail(platform)
    await deliverMail(platform)
    return platform.mailbox.at(-1)
  }
  expect(await asks(ravi.email, 'es-MX,es;q=0.9')).toMatchObject({
    to: ravi.email,
    subject: 'Su enlace para iniciar sesión',
    headers: { 'Content-Language': 'es' },
  })
  expect(await asks(ravi.email, 'fr,en;q=0.5')).toMatchObject({ headers: { 'Content-Language': 'en' } })
  expect(await asks(lena.email, 'es')).toMatchObject({ to: lena.email, headers: { 'Content-Language': 'en' } })
  const browser = openBrowser(app, platform)
  await browser.post('/signin/email', { email: lena.email, language: 'es' })
  await deliverMail(platform)
  await deliverMail(platform)
  expect(platform.mailbox.at(-1)).toMatchObject({ to: lena.email, headers: { 'Content-Language': 'es' } })
  expect((await browser.post('/signin/email', { email: 'no address', language: 'es' })).status).toBe(422)
  expect((await browser.post('/signin/email', { email: lena.email, language: 'tlh' })).status).toBe(303)
  const page = await app.request(`${config.origin}/signin`, {
    headers: { 'accept-language': 'es', accept: 'text/html' },
  })
  expect(await page.text()).toContain('<html lang="es">')
})
