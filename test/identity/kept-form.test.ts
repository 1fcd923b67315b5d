import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startBrowserSession } from '../../src/identity/sign-in/start-browser-session.ts'
import { type Browsing, goneTo, openBrowser } from '../support/browsing.ts'
import { oneValue } from '../support/database.ts'
import type { TestPerson } from '../support/people.ts'
import { facilitation, publishBadge, startDraft } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const words = 'What I tried with my class & what changed: “reading aloud”.'

async function signIn({ platform }: World, browser: Browsing, person: TestPerson) {
  const session = await startBrowserSession(platform, person.id, {
    method: 'link',
    browser: { agent: '', isShared: false },
  })
  browser.setCookie('session', session.secret)
}

/** Lena writes for longer than her session lasts, and sends it. */
async function sendTooLate() {
  const here = await world({ settings: { DEVELOPMENT_SIGN_IN: 'on' } })
  const draft = await startDraft(here, { badgeId: await publishBadge(here, facilitation) })
  const browser = openBrowser(here.app, here.platform)
  await signIn(here, browser, here.lena)
  here.clock.forward({ hours: 1 })
  const fields = { text_name: 'Reflection', text_words: words }
  const path = `/work/${draft}/texts`
  const headers = { referer: `${here.platform.config.origin}/work/${draft}` }
  const answer = await browser.post(path, fields, headers)
  return { ...here, browser, draft, path, answer }
}

test('a form that is sent after the session ended waits, sealed, and is sent again by the one who typed it', async () => {
  const here = await sendTooLate()
  const { browser, lena, draft, platform } = here
  expect(goneTo(here.answer)).toEqual([303, `/signin?next=${encodeURIComponent(`/work/${draft}`)}`])
  const rows = JSON.stringify(await platform.db.all(sql`select * from kept_form`))
  expect([rows.includes('sealed'), rows.includes('reading aloud'), rows.includes('Reflection')]).toEqual([
    true,
    false,
    false,
  ])
  expect(await (await browser.get(`/signin?next=/work/${draft}`)).text()).toContain('What you typed is kept')

  const back = await browser.post('/signin/demonstration', { person: lena.id, next: `/work/${draft}` })
  expect(goneTo(back)).toEqual([303, `/signin/kept?next=${encodeURIComponent(`/work/${draft}`)}`])
  const page = await (await browser.get('/signin/kept')).text()
  expect(page).toContain('reading aloud')
  const evidence = sql`select count(*) from evidence where submission_id = ${draft}`
  const before = Number(await oneValue(platform, evidence))
  const sent = await browser.post('/signin/kept', { decision: 'send' })
  expect(sent.status).toBe(303)
  expect(Number(await oneValue(platform, evidence)) - before).toBe(1)
  expect(await oneValue(platform, sql`select count(*) from kept_form`)).toBe(0)
  expect(browser.cookie('kept')).toBeUndefined()
})

test('nobody else gets it: not in the same browser, and not without its cookie', async () => {
  const { browser, ravi, lena, path, app, platform } = await sendTooLate()
  await browser.post('/signin/demonstration', { person: ravi.id })
  expect(goneTo(await browser.get('/signin/kept?next=/home'))).toEqual([303, '/home'])
  const other = openBrowser(app, platform)
  await other.post('/signin/demonstration', { person: lena.id })
  const sent = await other.post('/signin/kept', { decision: 'send' })
  expect(await sent.text()).toContain('There is nothing left to send')
  expect(path).toContain('/work/')
})

test('it is sent once, however often it is asked for', async () => {
  const { browser, lena, platform, draft } = await sendTooLate()
  await browser.post('/signin/demonstration', { person: lena.id })
  const secret = browser.cookie('kept') ?? ''
  await browser.post('/signin/kept', { decision: 'send' })
  browser.setCookie('kept', secret)
  await browser.post('/signin/kept', { decision: 'send' })
  expect(
    await oneValue(platform, sql`select count(*) from evidence where submission_id = ${draft} and name = 'Reflection'`),
  ).toBe(1)
})

test('it is gone after 30 minutes, and when its owner throws it away', async () => {
  const late = await sendTooLate()
  late.clock.forward({ minutes: 30 })
  await late.browser.post('/signin/demonstration', { person: late.lena.id })
  expect(goneTo(await late.browser.get('/signin/kept?next=/home'))).toEqual([303, '/home'])

  const here = await sendTooLate()
  await here.browser.post('/signin/demonstration', { person: here.lena.id })
  expect(goneTo(await here.browser.post('/signin/kept', { decision: 'drop' }))).toEqual([303, '/home'])
  expect(await oneValue(here.platform, sql`select count(*) from kept_form`)).toBe(0)
})

test('a row that was given to somebody else does not open', async () => {
  const { browser, ravi, platform } = await sendTooLate()
  await platform.db.run(sql`update kept_form set person_id = ${ravi.id}`)
  await browser.post('/signin/demonstration', { person: ravi.id })
  const answer = await browser.get('/signin/kept')
  expect([answer.status, (await answer.text()).includes('reading aloud')]).toEqual([500, false])
})

test('nothing is kept of who signed out, of who was never in, and of files; the page says so of the last', async () => {
  const here = await world()
  const { app, platform, lena, clock } = here
  const stranger = openBrowser(app, platform)
  stranger.setCookie('session', `sgb_${'x'.repeat(43)}`)
  expect((await stranger.post('/signin/kept', { a: '1' })).status).toBe(401)
  const out = openBrowser(app, platform)
  await signIn(here, out, lena)
  const secret = out.cookie('session') ?? ''
  await out.post('/signout')
  out.setCookie('session', secret)
  expect((await out.post('/signin/kept', { a: '1' })).status).toBe(401)

  const late = openBrowser(app, platform)
  await signIn(here, late, lena)
  clock.forward({ hours: 1 })
  const answer = await late.post('/signin/kept', {}, { 'content-type': 'multipart/form-data; boundary=x' })
  expect(goneTo(answer)).toEqual([303, '/signin?next=%2Fhome&kept=lost'])
  expect(await (await late.get('/signin?kept=lost')).text()).toContain('A form with files cannot be kept')
  expect(await oneValue(platform, sql`select count(*) from kept_form`)).toBe(0)
})
