import { expect, onTestFinished, test } from 'vitest'
import { createAuthenticator } from '../support/authenticator.ts'
import { openBrowser } from '../support/browsing.ts'
import { watchStatements } from '../support/database.ts'
import { addProvider, openIdentityProvider } from '../support/identity-provider.ts'
import { type NodeWorld, nodeWorld } from '../support/world.ts'

const unknown = 'new@lakeside.example'

/** A place where every statement is watched, and nothing is done but what is asked for. */
async function watchedWorld() {
  const place = await nodeWorld()
  place.platform.wakeJobs = () => undefined
  const statements = watchStatements(place.platform)
  const workOf = async (ask: () => Promise<Response>): Promise<[number, string[]]> => {
    statements()
    const { status } = await ask()
    return [status, statements()]
  }
  return { ...place, workOf }
}

async function expectEqualWork(ask: (place: NodeWorld, email: string) => Promise<Response>, known: string) {
  const { workOf, ...place } = await watchedWorld()
  // The first of its network counts anew.
  await ask(place, 'the-first-one@lakeside.example')
  const knownWork = await workOf(() => ask(place, known))
  expect(knownWork[1].length).toBeGreaterThan(3)
  expect(await workOf(() => ask(place, unknown))).toEqual(knownWork)
}

test('a link to sign in is asked for with the same statements, whoever has the address', async () => {
  await expectEqualWork(
    ({ app, platform }, email) => openBrowser(app, platform).post('/signin/email', { email }),
    'lena@lakeside.example',
  )
})

test('so is one from the first page of signing in', async () => {
  await expectEqualWork(
    ({ app, platform }, email) => openBrowser(app, platform).post('/signin', { email }),
    'lena@lakeside.example',
  )
})

test('an address of a provider’s domain leads there with the same statements, whoever has it', async () => {
  const place = await watchedWorld()
  const idp = await openIdentityProvider(place)
  onTestFinished(() => idp.close())
  await addProvider(place.platform, idp, { organizationId: place.lakeside, domains: ['lakeside.example'] })
  const ask = (email: string) => openBrowser(place.app, place.platform).post('/signin', { email })
  await ask('the-first-one-fetches-the-document@lakeside.example')
  const known = await place.workOf(() => ask('lena@lakeside.example'))
  expect(await place.workOf(() => ask(unknown))).toEqual(known)
  expect(known[1].length).toBeGreaterThan(1)
})

test('a passkey is looked into with the same statements, whether or not it is one of ours', async () => {
  const place = await watchedWorld()
  const { origin } = place.platform.config
  const [ours, nobodys] = [await createAuthenticator(origin), await createAuthenticator(origin)]
  const offered = await place.lena.browser.post('/me/passkeys/challenge', new URLSearchParams())
  // As our own pages' script reads it.
  const made = await ours.create((await offered.json()) as { challenge: string })
  await place.lena.browser.post('/me/passkeys', new URLSearchParams({ name: 'Laptop', passkey: made }))
  const attempt = async (authenticator: typeof ours) => {
    const browser = openBrowser(place.app, place.platform)
    // As our own pages' script reads it.
    const options = (await (await browser.post('/signin/passkey/challenge')).json()) as { challenge: string }
    const passkey = await authenticator.sign(options, { isSigned: false })
    return await place.workOf(() => browser.post('/signin/passkey', { passkey }))
  }
  // Whose server it is, is asked for once a minute by whichever page comes first.
  await openBrowser(place.app, place.platform).get('/verify')
  const known = await attempt(ours)
  expect(known[0]).toBe(422)
  expect(await attempt(nobodys)).toEqual(known)
})

test('an address is added, accounts are asked to be joined, and roles are offered with the same statements', async () => {
  const otto = 'otto@hillview.example'
  await expectEqualWork(({ lena }, email) => lena.post('/api/v1/me/emails', { email, kind: 'work' }), otto)
  await expectEqualWork(({ lena }, email) => lena.post('/api/v1/me/merge', { email }), otto)
  await expectEqualWork(
    ({ ada, lakeside }, email) =>
      ada.post(`/api/v1/organizations/${lakeside}/people`, { name: 'New', email, role: 'learner' }),
    otto,
  )
})
