import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { startSession } from '../../src/identity/people/sessions.ts'
import { type Browsing, goneTo, openBrowser } from '../support/browsing.ts'
import { oneValue } from '../support/database.ts'
import { addProvider, type IdentityProvider, openIdentityProvider } from '../support/identity-provider.ts'
import type { TestPerson } from '../support/people.ts'
import { type World, world } from '../support/world.ts'

interface Place extends World {
  idp: IdentityProvider
  browser: Browsing
}

async function place(): Promise<Place> {
  const here = await world()
  const idp = await openIdentityProvider(here)
  onTestFinished(() => idp.close())
  idp.person = { sub: 'grace-there', email: 'grace@lakeside.example', email_verified: true, name: 'Grace G.' }
  return { ...here, idp, browser: await browserOf(here, here.grace) }
}

async function browserOf({ app, platform }: World, person: TestPerson): Promise<Browsing> {
  const browser = openBrowser(app, platform)
  browser.setCookie('session', (await startSession(platform, person.id, 'browser')).secret)
  return browser
}

const fields = ({ idp, lakeside }: Place) => ({
  preset: 'other',
  organizationId: lakeside,
  name: 'Lakeside account',
  issuer: idp.issuer,
  clientId: idp.clientId,
  clientSecret: idp.clientSecret,
  domains: 'lakeside.example',
  allowsJoining: 'yes',
})

/** Goes to the provider and back. */
async function tryOut(here: Place, change: Record<string, string> = {}, browser = here.browser): Promise<Response> {
  const response = await browser.post('/admin/sso/test', { ...fields(here), ...change })
  const text = await response.clone().text()
  const url = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  return url === undefined ? response : await browser.get(await here.idp.visit(url))
}

const secretIn = async (response: Response) => /name="secret" value="([\w-]+)"/.exec(await response.text())?.[1] ?? ''
const providers = ({ platform }: World) => oneValue(platform, sql`select count(*) from identity_provider`)

test('settings are tried, shown, and only then saved', async () => {
  const here = await place()
  const trial = await tryOut(here)
  const text = await trial.clone().text()
  expect([trial.status, text.includes('grace-there'), text.includes('is verified and of one of your domains')]).toEqual(
    [200, true, true],
  )
  expect([await providers(here), text.includes(here.idp.clientSecret)]).toEqual([0, false])
  const secret = await secretIn(trial)
  expect(goneTo(await here.browser.post('/admin/sso/save', { secret }))).toEqual([303, '/admin/sso?saved=yes'])
  expect((await here.browser.post('/admin/sso/save', { secret })).status).toBe(410)
  const [row] = await here.platform.db.values(
    sql`select issuer, client_id, allows_joining, disabled_at, (select group_concat(domain) from identity_provider_domain) from identity_provider`,
  )
  expect(row).toEqual([here.idp.issuer, 'signet', 1, null, 'lakeside.example'])
  expect(
    await oneValue(here.platform, sql`select subject from audit_entry where action = 'identity-provider.added'`),
  ).toBe(await oneValue(here.platform, sql`select id from identity_provider`))
  // Trying signed nobody in.
  expect(await oneValue(here.platform, sql`select count(*) from external_identity`)).toBe(0)
})

test('what the provider says against it is shown word for word, with whose move it is', async () => {
  const here = await place()
  const wrong = await (await tryOut(here, { clientSecret: 'not the secret' })).text()
  expect(wrong).toContain('invalid_client')
  expect(wrong).toContain('make a new client secret')
  const elsewhere = await (await tryOut(here, { issuer: `${here.idp.issuer}/elsewhere` })).text()
  expect(elsewhere).toContain('The test did not work')
  here.idp.person = { sub: 'refused' }
  expect(await (await tryOut(here)).text()).toContain('access_denied: Your account may not use this app.')
  expect(await providers(here)).toBe(0)
})

test('an address that does not count is said to, and why', async () => {
  const here = await place()
  here.idp.person = { sub: 'grace-there', email: 'grace@lakeside.example', email_verified: false }
  expect(await (await tryOut(here)).text()).toContain('does not say that it has verified the address')
  here.idp.person = { sub: 'grace-there', email: 'grace@elsewhere.example', email_verified: true }
  expect(await (await tryOut(here)).text()).toContain('not of one of the domains that you entered')
})

test('fields that are wrong stay in the form with what is wrong, but for the secret', async () => {
  const here = await place()
  const answer = await tryOut(here, { name: '', domains: 'gmail.com', issuer: 'http://localhost' })
  const text = await answer.text()
  expect(answer.status).toBe(422)
  for (const words of [
    'Enter a name for the button.',
    'Anybody can have an address at gmail.com',
    'public https address',
  ])
    expect(text).toContain(words)
  expect([text.includes('value="http://localhost"'), text.includes(here.idp.clientSecret)]).toEqual([true, false])
})

test('a domain leads to one provider', async () => {
  const here = await place()
  await addProvider(here.platform, here.idp, { organizationId: here.hillview, domains: ['lakeside.example'] })
  const answer = await tryOut(here)
  expect([answer.status, await answer.text()]).toEqual([
    422,
    expect.stringContaining('lead to another provider already'),
  ])
})

test('a change keeps the secret for the same client only, and is tried like a new one', async () => {
  const here = await place()
  const id = await addProvider(here.platform, here.idp, { organizationId: here.lakeside, domains: ['old.example'] })
  const moved = await tryOut(here, { provider: id, clientSecret: '', issuer: 'https://evil.org' })
  expect([moved.status, await moved.text()]).toEqual([422, expect.stringContaining('Enter the client secret.')])
  const secret = await secretIn(await tryOut(here, { provider: id, clientSecret: '', name: 'New name' }))
  expect((await here.browser.post('/admin/sso/save', { secret })).status).toBe(303)
  expect(
    await here.platform.db.values(
      sql`select name, domain from identity_provider join identity_provider_domain on provider_id = id`,
    ),
  ).toEqual([['New name', 'lakeside.example']])
})

test('to everybody but who runs the installation there is nothing here', async () => {
  const here = await place()
  const id = await addProvider(here.platform, here.idp, { organizationId: here.lakeside, domains: ['old.example'] })
  const trial = await tryOut(here)
  const secret = await secretIn(trial)
  const ada = await browserOf(here, here.ada)
  const answers = [
    await ada.get('/admin/sso'),
    await ada.get(`/admin/sso/${id}`),
    await ada.post('/admin/sso/test', fields(here)),
    await ada.post('/admin/sso/save', { secret }),
    await ada.post(`/admin/sso/${id}/switch`, { to: 'off' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  expect(goneTo(await openBrowser(here.app, here.platform).get('/admin/sso'))).toEqual([
    303,
    '/signin?next=%2Fadmin%2Fsso',
  ])
  expect(await oneValue(here.platform, sql`select disabled_at from identity_provider`)).toBe(null)
})

test('the way back of a trial is for the administrator who began it, in that browser', async () => {
  const here = await place()
  const response = await here.browser.post('/admin/sso/test', fields(here))
  const url = /url=([^"]+)"/.exec(await response.text())?.[1]?.replaceAll('&amp;', '&') ?? ''
  const back = await here.idp.visit(url)
  const other = await browserOf(here, here.grace)
  other.setCookie('provider', here.browser.cookie('provider')?.replace(/.$/, '_') ?? '')
  expect(await (await other.get(back)).text()).toContain('Start again')
  expect(await (await here.browser.get(back)).text()).toContain('grace-there')
  expect(await (await here.browser.get(back)).text()).toContain('Start again')
})
