import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { type Browsing, goneTo, openBrowser } from '../support/browsing.ts'
import { oneValue } from '../support/database.ts'
import { addProvider, type IdentityProvider, openIdentityProvider } from '../support/identity-provider.ts'
import { deliverMail } from '../support/mailbox.ts'
import { type World, world } from '../support/world.ts'

const lena = { sub: 'lena-there', email: 'Lena@lakeside.example', email_verified: true, name: 'Lena L.' }

interface Place extends World {
  idp: IdentityProvider
  providerId: string
}

async function place(more: Partial<Parameters<typeof addProvider>[2]> = {}): Promise<Place> {
  const here = await world()
  const idp = await openIdentityProvider(here)
  onTestFinished(() => idp.close())
  const settings = { organizationId: here.lakeside, domains: ['lakeside.example'], ...more }
  return { ...here, idp, providerId: await addProvider(here.platform, idp, settings) }
}

/** Where the page for leaving leads. */
const leavesFor = async (response: Response) =>
  /http-equiv="refresh" content="0; url=([^"]+)"/.exec(await response.text())?.[1]?.replaceAll('&amp;', '&') ?? ''

const leave = async (browser: Browsing, email = 'lena@lakeside.example', next = '/catalog') =>
  await leavesFor(await browser.post('/signin', { email, next }))

async function comeIn(here: Place, person: IdentityProvider['person'], email?: string) {
  const browser = openBrowser(here.app, here.platform)
  here.idp.person = person
  const answer = await browser.get(await here.idp.visit(await leave(browser, email)))
  return { browser, answer }
}

const accounts = ({ platform }: World) => oneValue(platform, sql`select count(*) from external_identity`)
const people = ({ platform }: World) => oneValue(platform, sql`select count(*) from person`)

test('the domain of an address leads to the district’s own sign-in, which signs its person in', async () => {
  const here = await place()
  const browser = openBrowser(here.app, here.platform)
  const url = new URL(await leave(browser))
  expect(url.origin).toBe(here.idp.issuer)
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'signet',
    redirect_uri: 'https://badges.lakeside.example/signin/callback',
    response_type: 'code',
    code_challenge_method: 'S256',
    login_hint: 'lena@lakeside.example',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  })
  here.idp.person = lena
  expect(goneTo(await browser.get(await here.idp.visit(url.href)))).toEqual([303, '/catalog'])
  const me = await browser.get('/me/sessions')
  expect(await me.text()).toContain('with a district account')
  expect(await accounts(here)).toBe(1)
})

test('from the first time on the provider’s own name for somebody decides, whatever address they come with', async () => {
  const here = await place()
  await comeIn(here, lena)
  for (const changed of [
    { ...lena, email: 'lena.married@lakeside.example' },
    { ...lena, email: 'otto@hillview.example', email_verified: false },
    { sub: lena.sub },
  ]) {
    const { answer, browser } = await comeIn(here, changed)
    expect(answer.status).toBe(303)
    expect(
      await oneValue(here.platform, sql`select person_id from session where method = 'oidc' order by id desc limit 1`),
    ).toBe(here.lena.id)
    expect(browser.cookie('session')).toBeDefined()
  }
})

test('the next holder of an address is not its last: another account with the same address gets nobody’s', async () => {
  const here = await place()
  await comeIn(here, lena)
  const { answer, browser } = await comeIn(here, { ...lena, sub: 'somebody-new' })
  expect([answer.status, browser.cookie('session')]).toEqual([409, undefined])
  expect(await accounts(here)).toBe(1)
})

test.each([
  ['is not verified', { ...lena, email_verified: false }],
  ['is not said to be verified', { sub: lena.sub, email: lena.email }],
  ['is verified in words that are not ours', { ...lena, email_verified: 'true' }],
  ['belongs to another district', { ...lena, email: 'otto@hillview.example' }],
  ['is missing', { sub: lena.sub }],
])('an address that %s signs nobody in', async (_, person) => {
  const here = await place()
  const { answer, browser } = await comeIn(here, person)
  expect([answer.status, browser.cookie('session'), browser.cookie('connecting') !== undefined]).toEqual([
    200,
    undefined,
    true,
  ])
  expect([await accounts(here), await answer.text()]).toEqual([0, expect.stringContaining('One more step')])
})

test('whoever has shown by mail which account is theirs connects it, and comes straight in the next time', async () => {
  const here = await place()
  const unverified = { ...lena, email_verified: false }
  const { browser } = await comeIn(here, unverified)
  expect(goneTo(await browser.get('/signin/connect'))).toEqual([303, '/signin?next=%2Fsignin%2Fconnect'])
  await browser.post('/signin/email', { email: lena.email, next: '/signin/connect' })
  await deliverMail(here.platform)
  await deliverMail(here.platform)
  const secret = /secret=([\w-]+)/.exec(here.platform.mailbox.at(-1)?.text ?? '')?.[1] ?? ''
  expect(goneTo(await browser.post('/signin/link', { secret }))).toEqual([303, '/signin/connect'])
  expect(await (await browser.get('/signin/connect')).text()).toContain(here.lena.name)
  expect(goneTo(await browser.post('/signin/connect', { decision: 'yes' }))).toEqual([303, '/home'])
  expect((await comeIn(here, unverified)).answer.status).toBe(303)
})

test('what one browser brought from a provider can’t be connected in another', async () => {
  const here = await place()
  await comeIn(here, { ...lena, email_verified: false })
  const answer = await here.ravi.browser.post('/signin/connect', new URLSearchParams({ decision: 'yes' }))
  expect([answer.status, await accounts(here)]).toEqual([410, 0])
})

test('a stranger becomes a learner where the organization lets new people in, and nobody where it does not', async () => {
  const stranger = { sub: 'new-there', email: 'nia@lakeside.example', email_verified: true, name: 'Nia Novak' }
  const closed = await place()
  const before = await people(closed)
  const refused = await comeIn(closed, stranger)
  expect([await refused.answer.text(), await people(closed)]).toEqual([
    expect.stringContaining('There is no account for you here yet'),
    before,
  ])
  const open = await place({ allowsJoining: true })
  expect((await comeIn(open, stranger)).answer.status).toBe(303)
  expect(
    await open.platform.db.values(
      sql`select person.name, role.name, role.organization_id from role join person on person.id = role.person_id where person.email = ${stranger.email}`,
    ),
  ).toEqual([['Nia Novak', 'learner', open.lakeside]])
  expect((await comeIn(open, stranger)).answer.status).toBe(303)
})

test('who comes for the first time in two tabs at once is one person', async () => {
  const here = await place({ allowsJoining: true })
  const before = Number(await people(here))
  here.idp.person = { sub: 'new-there', email: 'nia@lakeside.example', email_verified: true, name: 'Nia Novak' }
  const tabs = [openBrowser(here.app, here.platform), openBrowser(here.app, here.platform)]
  const backs: string[] = []
  for (const tab of tabs) backs.push(await here.idp.visit(await leave(tab)))
  const answers = await Promise.all(tabs.map((tab, index) => tab.get(backs[index] ?? '')))
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect([Number(await people(here)) - before, await accounts(here)]).toEqual([1, 1])
})

test('a way back works once, in the browser that left, and for ten minutes', async () => {
  const here = await place()
  const [browser, thief] = [openBrowser(here.app, here.platform), openBrowser(here.app, here.platform)]
  here.idp.person = lena
  const back = await here.idp.visit(await leave(browser))
  await leave(thief)
  const stolen = await thief.get(back)
  expect([await stolen.text(), thief.cookie('session')]).toEqual([expect.stringContaining('Start again'), undefined])
  const [first, second] = await Promise.all([browser.get(back), browser.get(back)])
  expect([first?.status, second?.status].sort()).toEqual([200, 303])

  const late = openBrowser(here.app, here.platform)
  const lateBack = await here.idp.visit(await leave(late))
  here.clock.forward({ minutes: 10 })
  expect([(await late.get(lateBack)).status, late.cookie('session')]).toEqual([200, undefined])
})

test.each([
  ['a code of somebody else’s', (back: URL) => back.searchParams.set('code', 'made-up')],
  ['another issuer', (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
  ['another state', (back: URL) => back.searchParams.set('state', 'made-up')],
])('%s signs nobody in', async (_, change) => {
  const here = await place()
  const browser = openBrowser(here.app, here.platform)
  here.idp.person = lena
  const back = new URL(await here.idp.visit(await leave(browser)), here.platform.config.origin)
  change(back)
  const answer = await browser.get(back.pathname + back.search)
  expect([answer.status, browser.cookie('session')]).toEqual([200, undefined])
})

test('what a provider says against somebody is shown word for word', async () => {
  const here = await place()
  const { answer } = await comeIn(here, { sub: 'refused' })
  expect(await answer.text()).toContain('access_denied: Your account may not use this app.')
})

test('a provider that is switched off is no way in, and its domains lead to a link by mail', async () => {
  const here = await place()
  const { grace, providerId } = here
  const browser = openBrowser(here.app, here.platform)
  expect(
    goneTo(await grace.browser.post(`/admin/sso/${providerId}/switch`, new URLSearchParams({ to: 'off' }))),
  ).toEqual([303, '/admin/sso'])
  expect(goneTo(await browser.post('/signin', { email: 'lena@lakeside.example' }))).toEqual([303, '/signin/email'])
  expect((await browser.post('/signin/provider', { provider: providerId })).status).toBe(404)
})

test('somebody who is suspended does not get in', async () => {
  const here = await place()
  await here.platform.db.run(sql`update person set suspended_at = 1 where id = ${here.lena.id}`)
  const { answer, browser } = await comeIn(here, lena)
  expect([answer.status, browser.cookie('session')]).toEqual([404, undefined])
})

test('the secret of a client is sealed, bound to its issuer, and shown to nobody', async () => {
  const here = await place()
  const rows = JSON.stringify(await here.platform.db.all(sql`select * from identity_provider`))
  const page = await (await here.grace.browser.get(`/admin/sso/${here.providerId}`)).text()
  expect([rows, page].map((text) => text.includes(here.idp.clientSecret))).toEqual([false, false])
  await here.platform.db.run(sql`update identity_provider set client_id = 'another'`)
  const answer = await openBrowser(here.app, here.platform).post('/signin', { email: 'lena@lakeside.example' })
  expect(answer.status).toBe(500)
})

const documents = ['/.well-known/openid-configuration', '/jwks']
const documentsAsked = ({ idp }: Place) => idp.asked.splice(0).filter((path) => documents.includes(path))

test('what a provider says of itself and its keys are fetched once for many, for ten minutes', async () => {
  const here = await place()
  expect((await comeIn(here, lena)).answer.status).toBe(303)
  expect(documentsAsked(here)).toEqual(documents)
  for (let again = 0; again < 3; again++) expect((await comeIn(here, lena)).answer.status).toBe(303)
  expect(documentsAsked(here)).toEqual([])
  here.clock.forward({ minutes: 10 })
  expect((await comeIn(here, lena)).answer.status).toBe(303)
  expect(documentsAsked(here)).toEqual(documents)
})

test('a key that the provider has changed to is fetched when it is met, and its last one signs nobody in', async () => {
  const here = await place()
  await comeIn(here, lena)
  documentsAsked(here)
  await here.idp.rotateKey('k-2')
  expect((await comeIn(here, lena)).answer.status).toBe(303)
  expect(documentsAsked(here)).toEqual(['/jwks'])
  expect((await comeIn(here, lena)).answer.status).toBe(303)
  expect(documentsAsked(here)).toEqual([])

  // The same name for another key: what is remembered is wrong, and is forgotten.
  await here.idp.rotateKey('k-2')
  const { answer, browser } = await comeIn(here, lena)
  expect([answer.status, browser.cookie('session')]).toEqual([200, undefined])
  documentsAsked(here)
  expect((await comeIn(here, lena)).answer.status).toBe(303)
  expect(documentsAsked(here)).toEqual(documents)
})

test('a provider that cannot be asked lets nobody in, and what it could not say is not remembered', async () => {
  const here = await place()
  here.idp.isDown = true
  const browser = openBrowser(here.app, here.platform)
  expect(await leavesFor(await browser.post('/signin', { email: lena.email }))).toBe('')
  here.idp.isDown = false
  expect((await comeIn(here, lena)).answer.status).toBe(303)
  documentsAsked(here)

  const leaving = openBrowser(here.app, here.platform)
  const way = await here.idp.visit(await leave(leaving))
  here.idp.isDown = true
  await leaving.get(way)
  expect(leaving.cookie('session')).toBeUndefined()
})

test('two who come at once are both let in by what was fetched', async () => {
  const here = await place()
  here.idp.person = lena
  const ways = []
  for (const browser of [openBrowser(here.app, here.platform), openBrowser(here.app, here.platform)])
    ways.push({ browser, way: await here.idp.visit(await leave(browser)) })
  const answers = await Promise.all(ways.map(({ browser, way }) => browser.get(way)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
})
