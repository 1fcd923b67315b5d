import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startSession } from '../../src/identity/people/sessions.ts'
import { startBrowserSession } from '../../src/identity/sign-in/start-browser-session.ts'
import { type Browsing, goneTo, openBrowser } from '../support/browsing.ts'
import { oneValue } from '../support/database.ts'
import { deliverMail } from '../support/mailbox.ts'
import { type World, world } from '../support/world.ts'

const here = { agent: 'Firefox, Windows', isShared: false }

/** A browser in which Lena has signed in. */
async function signIn(
  place: World,
  browser: Partial<Parameters<typeof startBrowserSession>[2]['browser']> = {},
): Promise<Browsing> {
  const { app, platform, lena } = place
  const opened = openBrowser(app, platform)
  const session = await startBrowserSession(platform, lena.id, { method: 'link', browser: { ...here, ...browser } })
  opened.setCookie('session', session.secret)
  return opened
}

const isIn = async (browser: Browsing) => (await browser.get('/me/sessions')).status === 200
const signedIn = (place: World) =>
  oneValue(place.platform, sql`select count(*) from session where kind = 'browser' and method = 'link'`)

test('a session ends 30 minutes after its last use, and after 12 hours whatever its use', async () => {
  const place = await world()
  const idle = await signIn(place)
  place.clock.forward({ minutes: 29 })
  expect(await isIn(idle)).toBe(true)
  place.clock.forward({ minutes: 29 })
  expect(await isIn(idle)).toBe(true)
  place.clock.forward({ minutes: 30 })
  expect(await isIn(idle)).toBe(false)

  const busy = await signIn(place)
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    place.clock.forward({ minutes: 20 })
    expect(await isIn(busy)).toBe(true)
  }
  place.clock.forward({ minutes: 20 })
  expect(await isIn(busy)).toBe(false)
})

test('on a shared computer it ends after 10 minutes, after 2 hours, and with the browser', async () => {
  const place = await world()
  const { app, platform, lena, clock } = place
  const idle = await signIn(place, { isShared: true })
  clock.forward({ minutes: 10 })
  expect(await isIn(idle)).toBe(false)
  const busy = await signIn(place, { isShared: true })
  for (let minutes = 0; minutes < 110; minutes += 10) {
    clock.forward({ minutes: 9, seconds: 59 })
    expect(await isIn(busy)).toBe(true)
  }
  clock.forward({ minutes: 10 })
  expect(await isIn(busy)).toBe(false)

  const demonstration = await world({ settings: { DEVELOPMENT_SIGN_IN: 'on' } })
  const browser = openBrowser(demonstration.app, demonstration.platform)
  await browser.post('/signin/demonstration', { person: demonstration.lena.id })
  expect(browser.lastSet[0]).toContain('Max-Age=43200')
  expect([app, platform, lena].every(Boolean)).toBe(true)
})

test('an organization says how long its people may rest, and the strictest of theirs counts', async () => {
  const place = await world()
  const { platform, lakeside, clock } = place
  await platform.db.run(sql`update organization set settings = '{"idleMinutes":5}' where id = ${lakeside}`)
  const browser = await signIn(place)
  clock.forward({ minutes: 5 })
  expect(await isIn(browser)).toBe(false)
})

test('that a session is in use is written at most once a minute', async () => {
  const place = await world()
  const browser = await signIn(place)
  const lastSeen = () => oneValue(place.platform, sql`select last_seen_at from session where method = 'link'`)
  const start = await lastSeen()
  place.clock.forward({ seconds: 59 })
  await isIn(browser)
  expect(await lastSeen()).toBe(start)
  place.clock.forward({ seconds: 1 })
  await isIn(browser)
  expect(await lastSeen()).toBe(Number(start) + 60_000)
})

test('signing in ends the session that the browser came with, planted or not', async () => {
  const place = await world({ settings: { DEVELOPMENT_SIGN_IN: 'on' } })
  const { platform, ravi, lena } = place
  const browser = openBrowser(place.app, platform)
  const planted = (await startSession(platform, ravi.id, 'browser')).secret
  browser.setCookie('session', planted)
  await browser.post('/signin/demonstration', { person: lena.id })
  const own = browser.cookie('session')
  expect([own === planted, own?.startsWith('sgb_')]).toEqual([false, true])
  browser.setCookie('session', planted)
  expect(await isIn(browser)).toBe(false)
  browser.setCookie('session', 'sgb_chosen-by-somebody-else')
  expect(await isIn(browser)).toBe(false)
})

test('a change of role gives a session a new secret with the next page; the former serves what is under way', async () => {
  const place = await world()
  const { platform, lena, lakeside, ada, clock } = place
  const browser = await signIn(place)
  const former = browser.cookie('session') ?? ''
  expect(
    (await ada.post(`/api/v1/issuers/${lakeside}/people`, { name: lena.name, email: lena.email, role: 'author' }))
      .status,
  ).toBeLessThan(300)
  const slow = openBrowser(place.app, platform)
  slow.setCookie('session', former)

  expect(await isIn(browser)).toBe(true)
  const renewed = browser.cookie('session')
  expect([renewed === former, renewed?.startsWith('sgb_')]).toEqual([false, true])
  expect(await isIn(slow)).toBe(true)
  expect(slow.cookie('session')).toBe(former)
  clock.forward({ minutes: 1 })
  expect([await isIn(slow), await isIn(browser)]).toEqual([false, true])
})

test('two pages at once renew a session once', async () => {
  const place = await world()
  const { platform, lena } = place
  const browser = await signIn(place)
  await platform.db.run(sql`update session set state = 'renewing' where person_id = ${lena.id} and method = 'link'`)
  const pages = await Promise.all([
    browser.get('/me/sessions'),
    browser.get('/me/sessions'),
    browser.get('/me/sessions'),
  ])
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(pages.filter((page) => page.headers.getSetCookie().length > 0)).toHaveLength(1)
})

test('people see where they are signed in, and end one or all others', async () => {
  const place = await world()
  const [browser, second, third] = [
    await signIn(place),
    await signIn(place, { agent: 'Safari, iPad' }),
    await signIn(place),
  ]
  const page = await (await browser.get('/me/sessions')).text()
  expect([page.includes('Firefox, Windows'), page.includes('Safari, iPad'), page.includes('This one')]).toEqual([
    true,
    true,
    true,
  ])
  const ipad = String(await oneValue(place.platform, sql`select id from session where agent = 'Safari, iPad'`))
  await browser.post(`/me/sessions/${ipad}/end`)
  expect([await isIn(browser), await isIn(second), await isIn(third)]).toEqual([true, false, true])
  await browser.post('/me/sessions/others/end')
  expect([await isIn(browser), await isIn(third)]).toEqual([true, false])
  // Programs keep their tokens until each is ended.
  expect((await place.lena.get('/api/v1/me')).status).toBe(200)
  const token = String(
    await oneValue(place.platform, sql`select id from session where kind = 'token' and person_id = ${place.lena.id}`),
  )
  await browser.post(`/me/sessions/${token}/end`)
  expect((await place.lena.get('/api/v1/me')).status).toBe(401)
})

test('nobody ends the session of somebody else, nor learns whether there is one', async () => {
  const place = await world()
  await signIn(place)
  const id = String(await oneValue(place.platform, sql`select id from session where method = 'link'`))
  const answers = [id, '019e2700-0000-7000-8000-999999999999'].map((each) =>
    place.ravi.browser.post(`/me/sessions/${each}/end`, new URLSearchParams()),
  )
  expect((await Promise.all(answers)).map(goneTo)).toEqual([
    [303, '/me/sessions'],
    [303, '/me/sessions'],
  ])
  expect(await signedIn(place)).toBe(1)
})

test('signing out ends the session and takes the cookie', async () => {
  const place = await world()
  const browser = await signIn(place)
  const secret = browser.cookie('session') ?? ''
  expect(goneTo(await browser.post('/signout'))).toEqual([303, '/'])
  expect(browser.cookie('session')).toBeUndefined()
  browser.setCookie('session', secret)
  expect(await isIn(browser)).toBe(false)
})

test.each(['suspended_at', 'erased_at'])('who is %s is signed in nowhere from that moment', async (column) => {
  const place = await world()
  const browser = await signIn(place)
  await place.platform.db.run(sql.raw('drop trigger if exists person_erased_as_asked'))
  await place.platform.db.run(sql.raw(`update person set ${column} = 1 where id = '${place.lena.id}'`))
  expect([await isIn(browser), (await place.lena.get('/api/v1/me')).status]).toEqual([false, 401])
})

test('who is signed out elsewhere is told, and nobody is told of what did not end', async () => {
  const place = await world()
  const { platform, lena, ravi } = place
  const told = async () => {
    await deliverMail(platform)
    return platform.mailbox.map(({ to, subject }) => [to, subject])
  }
  const here = await signIn(place)
  await platform.db.run(sql`delete from session where person_id = ${lena.id} and method <> 'link'`)
  const own = String(await oneValue(platform, sql`select id from session where method = 'link'`))
  await here.post('/me/sessions/others/end')
  await ravi.browser.post(`/me/sessions/${own}/end`, new URLSearchParams())
  await here.post('/me/sessions/there-is-none/end')
  expect([await isIn(here), await told()]).toEqual([true, []])

  const there = await signIn(place)
  await here.post('/me/sessions/others/end')
  expect([await isIn(there), await told()]).toEqual([false, [[lena.email, 'You were signed out on other devices']]])
  await signIn(place)
  const other = await oneValue(platform, sql`select id from session where method = 'link' and id <> ${own}`)
  await Promise.all([here.post(`/me/sessions/${other}/end`), here.post(`/me/sessions/${other}/end`)])
  expect(await told()).toHaveLength(2)
  expect(await oneValue(platform, sql`select count(*) from audit_entry where action = 'session.ended'`)).toBe(1)
  // Their own is no news to them.
  const before = (await told()).length
  await here.post(`/me/sessions/${own}/end`)
  expect([await isIn(here), (await told()).length]).toEqual([false, before])
})
