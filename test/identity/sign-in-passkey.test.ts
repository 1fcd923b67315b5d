import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startSession } from '../../src/identity/people/sessions.ts'
import { type Authenticator, createAuthenticator } from '../support/authenticator.ts'
import { type Browsing, goneTo, openBrowser } from '../support/browsing.ts'
import { oneValue } from '../support/database.ts'
import { deliverMail } from '../support/mailbox.ts'
import { type World, world } from '../support/world.ts'

const optionsFrom = async (browser: Browsing, path: string) => {
  const response = await browser.post(path)
  expect(response.status).toBe(200)
  // As our own pages' script reads it.
  return (await response.json()) as { challenge: string; userVerification?: string; rpId?: string }
}

async function signedIn({ app, platform, lena }: World): Promise<Browsing> {
  const browser = openBrowser(app, platform)
  browser.setCookie('session', (await startSession(platform, lena.id, 'browser')).secret)
  return browser
}

async function withPasskey() {
  const here = await world()
  const authenticator = await createAuthenticator(here.platform.config.origin)
  const own = await signedIn(here)
  const passkey = await authenticator.create(await optionsFrom(own, '/me/passkeys/challenge'))
  expect(goneTo(await own.post('/me/passkeys', { name: 'Work laptop', passkey }))).toEqual([303, '/me/passkeys'])
  return { ...here, own, authenticator }
}

async function enter(here: World, authenticator: Authenticator, lies: Parameters<Authenticator['sign']>[1] = {}) {
  const browser = openBrowser(here.app, here.platform)
  const options = await optionsFrom(browser, '/signin/passkey/challenge')
  authenticator.counter++
  const passkey = await authenticator.sign(options, lies)
  return { browser, options, passkey, answer: await browser.post('/signin/passkey', { passkey, next: '/catalog' }) }
}

test('a passkey that somebody made signs them in without their address', async () => {
  const here = await withPasskey()
  const { answer, browser, options } = await enter(here, here.authenticator)
  expect(options).toMatchObject({ userVerification: 'required', rpId: 'badges.lakeside.example' })
  expect(goneTo(answer)).toEqual([303, '/catalog'])
  expect(await (await browser.get('/me/sessions')).text()).toContain('with a passkey')
  const page = await (await browser.get('/me/passkeys')).text()
  expect([page.includes('Work laptop'), page.includes('Last used')]).toEqual([true, true])
})

test('whoever adds or removes a passkey is told, in their language', async () => {
  const here = await world()
  await here.lena.patch('/api/v1/me', { language: 'es' })
  const own = await signedIn(here)
  const authenticator = await createAuthenticator(here.platform.config.origin)
  const passkey = await authenticator.create(await optionsFrom(own, '/me/passkeys/challenge'))
  await own.post('/me/passkeys', { name: 'Work laptop', passkey })
  await deliverMail(here.platform)
  const [id] = (await here.platform.db.values<[string]>(sql`select id from passkey`))[0] ?? []
  const stranger = here.ravi.browser
  expect((await stranger.post(`/me/passkeys/${id}/remove`, new URLSearchParams())).status).toBe(404)
  const both = await Promise.all([1, 2].map(() => own.post(`/me/passkeys/${id}/remove`)))
  expect(both.map(({ status }) => status).sort()).toEqual([303, 404])
  await deliverMail(here.platform)
  expect(here.platform.mailbox.map(({ to, subject, headers }) => [to, subject, headers['List-Unsubscribe']])).toEqual([
    [here.lena.email, 'Se añadió una llave de acceso', undefined],
    [here.lena.email, 'Se quitó una llave de acceso', undefined],
  ])
  expect(here.platform.mailbox[0]?.text).toContain('«Work laptop»')
  expect(await (await own.get('/me/messages')).text()).toContain('Se quitó una llave de acceso')
})

test('a passkey that nobody has uses its challenge up too, and is answered like one that signs wrongly', async () => {
  const here = await withPasskey()
  const stranger = await createAuthenticator(here.platform.config.origin)
  const { passkey, answer, browser } = await enter(here, stranger)
  const wrong = await enter(here, here.authenticator, { isSigned: false })
  expect([answer.status, await answer.text()]).toEqual([wrong.answer.status, await wrong.answer.text()])
  expect(
    await oneValue(
      here.platform,
      sql`select count(*) from secret where purpose = 'passkey-challenge' and used_at is null`,
    ),
  ).toBe(0)
  expect((await browser.post('/signin/passkey', { passkey })).status).toBe(422)
})

test.each([
  ['of another site', { origin: 'https://badges.evil.example' }],
  ['for another host', { host: 'evil.example' }],
  ['without a finger, a face or a PIN', { isVerified: false }],
  ['with a wrong signature', { isSigned: false }],
  ['for a challenge of nobody’s', { challenge: 'bm9ib2R5cw' }],
  ['that was made and not signed', { type: 'webauthn.create' }],
])('an answer %s opens nothing', async (_, lies) => {
  const here = await withPasskey()
  const { answer, browser } = await enter(here, here.authenticator, lies)
  const text = await answer.text()
  expect([answer.status, browser.cookie('session'), text.includes('This passkey was not accepted')]).toEqual([
    422,
    undefined,
    true,
  ])
})

test('an answer counts once, in the browser that was asked, and for ten minutes', async () => {
  const here = await withPasskey()
  const { passkey, browser } = await enter(here, here.authenticator)
  expect((await browser.post('/signin/passkey', { passkey })).status).toBe(422)

  const [asked, thief] = [openBrowser(here.app, here.platform), openBrowser(here.app, here.platform)]
  const options = await optionsFrom(asked, '/signin/passkey/challenge')
  await optionsFrom(thief, '/signin/passkey/challenge')
  here.authenticator.counter++
  const signed = await here.authenticator.sign(options)
  expect((await thief.post('/signin/passkey', { passkey: signed })).status).toBe(422)
  here.clock.forward({ minutes: 10 })
  expect((await asked.post('/signin/passkey', { passkey: signed })).status).toBe(422)
})

test('of two answers at once one is taken, and a count that goes back is a copy of the key', async () => {
  const here = await withPasskey()
  const browser = openBrowser(here.app, here.platform)
  const options = await optionsFrom(browser, '/signin/passkey/challenge')
  here.authenticator.counter = 7
  const passkey = await here.authenticator.sign(options)
  const both = await Promise.all([1, 2].map(() => browser.post('/signin/passkey', { passkey })))
  expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
  here.authenticator.counter = 5
  expect((await enter(here, here.authenticator)).answer.status).toBe(422)
})

test('a passkey is made for whoever asked, once, and not for who only has its challenge', async () => {
  const here = await withPasskey()
  const other = await createAuthenticator(here.platform.config.origin)
  const passkey = await other.create(await optionsFrom(here.own, '/me/passkeys/challenge'))
  const stolen = await here.ravi.browser.post('/me/passkeys', new URLSearchParams({ name: 'Mine', passkey }))
  expect(stolen.status).toBe(422)
  const lies = await other.create(await optionsFrom(here.own, '/me/passkeys/challenge'), { isVerified: false })
  expect((await here.own.post('/me/passkeys', { name: 'Weak', passkey: lies })).status).toBe(422)
  const again = await here.authenticator.create(await optionsFrom(here.own, '/me/passkeys/challenge'))
  expect((await here.own.post('/me/passkeys', { name: 'Again', passkey: again })).status).toBe(422)
  expect(await oneValue(here.platform, sql`select count(*) from passkey`)).toBe(1)
})

test('whoever has a passkey names it and removes it, and nobody else does', async () => {
  const here = await withPasskey()
  const id = String(await oneValue(here.platform, sql`select id from passkey`))
  const form = new URLSearchParams({ name: 'Stolen' })
  expect((await here.ravi.browser.post(`/me/passkeys/${id}/name`, form)).status).toBe(404)
  expect((await here.ravi.browser.post(`/me/passkeys/${id}/remove`, form)).status).toBe(404)
  expect((await here.own.post(`/me/passkeys/${id}/name`, { name: ' ' })).status).toBe(422)
  expect((await here.own.post(`/me/passkeys/${id}/name`, { name: 'Old laptop' })).status).toBe(303)
  expect(await (await here.own.get('/me/passkeys')).text()).toContain('Old laptop')
  expect((await here.own.post(`/me/passkeys/${id}/remove`)).status).toBe(303)
  expect((await enter(here, here.authenticator)).answer.status).toBe(422)
})

test('the passkey page is for who is signed in', async () => {
  const { visitor, app, platform } = await world()
  expect(goneTo(await openBrowser(app, platform).get('/me/passkeys'))).toEqual([303, '/signin?next=%2Fme%2Fpasskeys'])
  expect((await visitor.post('/me/passkeys/challenge')).status).toBe(401)
})
