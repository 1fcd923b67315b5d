import { expect, test } from 'vitest'
import { getIssuer, listIssuersOf } from '../../src/identity/issuers/issuers-store.ts'
import { organization } from '../../src/identity/organizations/organizations-tables.ts'
import { findPersonByEmail } from '../../src/identity/people/people-store.ts'
import { makeSetUpLink } from '../../src/operations/installation/set-up.ts'
import { emptyWorld, world } from '../support/world.ts'

const fields = { district: 'Lakeside School District', name: 'Ada Alvarez', email: 'Ada@Lakeside.example' }
type Empty = Awaited<ReturnType<typeof emptyWorld>>

const linkOf = async ({ platform }: Empty) => new URL((await makeSetUpLink(platform)) ?? '')
const send = ({ browser }: Empty, link: URL, changes: Partial<typeof fields> = {}) =>
  browser.post('/setup', new URLSearchParams({ ...fields, ...changes, secret: link.searchParams.get('secret') ?? '' }))
const cookieOf = (response: Response) => ({ cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' })

test('a link, three fields, and a district can sign, its owner runs the server and is signed in', async () => {
  const empty = await emptyWorld()
  const { platform, browser } = empty
  const link = await linkOf(empty)
  const page = await browser.get(`${link.pathname}${link.search}`)
  const html = await page.text()
  expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'same-origin'])
  expect(html).toContain('America/New_York')
  expect(html.match(/<input type="(text|email)"/g)).toHaveLength(3)

  const done = await send(empty, link)
  expect([done.status, done.headers.get('location')]).toEqual([303, '/setup'])
  const ada = await findPersonByEmail(platform.db, 'ada@lakeside.example')
  expect(ada).toMatchObject({ name: 'Ada Alvarez', isAdministrator: true })
  const [district] = await listIssuersOf(platform.db, { kind: 'person', personId: ada?.id ?? '' })
  expect(district).toMatchObject({
    name: 'Lakeside School District',
    roles: ['owner'],
    url: 'https://lakeside.example',
  })
  expect((await getIssuer(platform.db, district?.id ?? '')).did).toContain('did:web:')

  const checklist = await browser.get('/setup', cookieOf(done))
  expect([checklist.status, (await checklist.text()).includes('Create my sample badge')]).toEqual([200, true])
  const sample = await browser.post('/setup/sample-badge', new URLSearchParams(), cookieOf(done))
  const edit = await browser.get(sample.headers.get('location') ?? '', cookieOf(done))
  expect([edit.status, (await edit.text()).includes('Sample: Leading a class discussion')]).toEqual([200, true])
})

test('a link is good once, also when two use it at the same moment', async () => {
  const empty = await emptyWorld()
  const link = await linkOf(empty)
  const answers = await Promise.all([send(empty, link), send(empty, link, { email: 'otto@hillview.example' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
  expect(await empty.platform.db.select().from(organization)).toHaveLength(1)
  expect((await send(empty, link)).status).toBe(404)
  expect((await empty.browser.get(`${link.pathname}${link.search}`)).status).toBe(404)
})

test('of several links one sets up, and then none does and none is made', async () => {
  const empty = await emptyWorld()
  const [first, second] = [await linkOf(empty), await linkOf(empty)]
  const answers = await Promise.all([send(empty, first), send(empty, second)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
  expect(await makeSetUpLink(empty.platform)).toBeUndefined()
  expect(await empty.platform.db.select().from(organization)).toHaveLength(1)
})

test('a link is over after a day, and a made-up one never was', async () => {
  const empty = await emptyWorld()
  const link = await linkOf(empty)
  empty.clock.forward({ hours: 25 })
  expect((await send(empty, link)).status).toBe(404)
  expect((await empty.browser.get('/setup?secret=made-up')).status).toBe(404)
})

test('wrong fields are told beside them, and the link stays good', async () => {
  const empty = await emptyWorld()
  const link = await linkOf(empty)
  const wrong = await send(empty, link, { district: ' ', email: 'ada' })
  const html = await wrong.text()
  expect([wrong.status, html.includes('Enter the name of your district.'), html.includes('Ada Alvarez')]).toEqual([
    422,
    true,
    true,
  ])
  expect((await send(empty, link)).status).toBe(303)
})

test('a form from elsewhere sets nothing up', async () => {
  const empty = await emptyWorld()
  const link = await linkOf(empty)
  const body = new URLSearchParams({ ...fields, secret: link.searchParams.get('secret') ?? '' })
  expect((await empty.browser.post('/setup', body, { origin: 'https://evil.example' })).status).toBe(403)
})

test('the next steps are for who runs the server', async () => {
  const { grace, ada, visitor } = await world()
  expect((await grace.browser.get('/setup')).status).toBe(200)
  expect((await ada.browser.get('/setup')).status).toBe(404)
  expect((await visitor.get('/setup', { accept: 'text/html' })).status).toBe(404)
  expect((await ada.browser.post('/setup/sample-badge', new URLSearchParams())).status).toBe(404)
  expect((await grace.browser.post('/setup/sample-badge', new URLSearchParams())).status).toBe(404)
})
