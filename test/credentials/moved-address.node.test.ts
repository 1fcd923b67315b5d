import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { moveIssuersHere } from '../../src/identity/issuers/move-issuers.ts'
import {
  type DocumentKind,
  extractCredential,
  VerifyFetchError,
  verifyCredential,
  verifyProof,
} from '../../src/openbadges/index.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { newFolder } from '../support/folder.ts'
import { createClient, testPerson } from '../support/people.ts'
import { testPlatform } from '../support/platform.ts'
import { approveWork, issueAward, publishBadge } from '../support/progress.ts'
import { nodeWorld } from '../support/world.ts'

const former = 'https://badges.lakeside.example'
const address = 'https://learning.lakeside.example'

/** Lakeside with an award and an approved submission, started again under another address. */
async function movedWorld() {
  const dataDir = newFolder()
  const before = await nodeWorld({ dataDir, settings: { PUBLIC_ORIGIN: former } })
  const badgeId = await publishBadge(before)
  const awardId = await issueAward(before, { badgeId })
  const maya = await before.join('Maya Ortiz', ['learner'])
  const waiting = await approveWork(before, { badgeId, learner: maya })
  const document = await bodyOf(await before.visitor.get(`/issuers/${before.lakeside}/did.json`))
  await before.platform.close()

  const platform = testPlatform({ dataDir, settings: { PUBLIC_ORIGIN: address } })
  onTestFinished(() => platform.close())
  platform.clock.forward({ hours: 1 })
  const app = createApp(platform)
  const person = (one: { id: string; name: string; email: string }) => testPerson(app, platform, one)
  const [ada, grace, lena] = await Promise.all([before.ada, before.grace, before.lena].map(person))
  if (!ada || !grace || !lena) throw new Error('Somebody stayed behind.')
  /** As whoever comes by an address, with what it names in the header of the request. */
  const at = (origin: string, accept = '*/*') => {
    const client = createClient(app, { ...platform.config, origin }, { host: new URL(origin).host, accept })
    return { get: (path: string) => client.get(path), post: (path: string) => client.post(path, {}) }
  }
  const { lakeside } = before
  return { platform, app, ada, grace, lena, at, lakeside, awardId, waiting, document }
}
type Moved = Awaited<ReturnType<typeof movedWorld>>

/** By somebody who has nothing but what both addresses answer. */
async function verifyFromAfar({ platform, at }: Moved, text: string) {
  return verifyCredential(await extractCredential(new TextEncoder().encode(text)), {
    now: platform.clock.now(),
    verifyProof,
    async resolveDocument(url: string, _: DocumentKind) {
      const { origin, pathname } = new URL(url)
      const response = await at(origin).get(pathname)
      if (!response.ok) throw new VerifyFetchError('not-found')
      return new Uint8Array(await response.arrayBuffer())
    },
  })
}

test('issuers that are moved sign under the new address, and both identities name one another', async () => {
  const place = await movedWorld()
  const { grace, ada, at, lakeside, waiting, document, platform } = place
  expect((await ada.post(`/api/v1/submissions/${waiting}/award`)).status).toBe(503)
  expect(await (await grace.browser.get('/admin')).text()).toContain('href="/admin/move"')
  const asked = await (await grace.browser.get('/admin/move')).text()
  expect([asked.includes(former), asked.includes(address)]).toEqual([true, true])
  expect((await grace.browser.post('/admin/move', new URLSearchParams())).status).toBe(422)
  const moved = await grace.browser.post('/admin/move', new URLSearchParams({ sure: 'yes' }))
  expect([moved.status, moved.headers.get('location')]).toEqual([303, '/admin'])

  const now = await bodyOf(await at(address).get(`/issuers/${lakeside}/did.json`))
  const then = await bodyOf(await at(former).get(`/issuers/${lakeside}/did.json`))
  expect([now.id, now.alsoKnownAs]).toEqual([`did:web:learning.lakeside.example:issuers:${lakeside}`, [document.id]])
  expect([then.id, then.alsoKnownAs]).toEqual([document.id, [now.id]])
  expect(then.verificationMethod).toEqual(document.verificationMethod)
  expect(now.verificationMethod.every(({ id }: { id: string }) => id.startsWith(`${now.id}#`))).toBe(true)

  const award = await bodyOf(await ada.post(`/api/v1/submissions/${waiting}/award`))
  const text = await (await at(address).get(`/c/${award.id}.json`)).text()
  expect(JSON.parse(text)).toMatchObject({ id: `${address}/c/${award.id}`, issuer: { id: now.id } })
  expect(await verifyFromAfar(place, text)).toMatchObject({ verdict: 'valid', finding: 'valid-domain' })
  const audit = await (await grace.browser.get('/admin/audit?action=issuer.moved')).text()
  expect(audit).toContain('Moved an issuer to another address')
  expect(platform.logged.filter(({ level }) => level === 'error')).toEqual([])
})

test('what was made before stays valid for everybody, and can still be taken back', async () => {
  const place = await movedWorld()
  const { grace, ada, at, awardId, platform } = place
  await moveIssuersHere(platform, grace.actor)
  const text = await (await at(former).get(`/c/${awardId}.json`)).text()
  expect(JSON.parse(text).id).toBe(`${former}/c/${awardId}`)
  const token = await (await at(former).get(`/c/${awardId}.jwt`)).text()
  for (const one of [text, token]) {
    expect((await verifyFromAfar(place, one)).verdict).toBe('valid')
    const here = await bodyOf(
      await at(address)
        .get('/verify')
        .then(() => verifyHere(place, one)),
    )
    expect([here.verdict, here.finding]).toEqual(['valid', 'valid-known'])
  }
  const page = await (await at(address, 'text/html').get(`/c/${awardId}`)).text()
  expect(page).toContain('This credential is valid')

  const revoked = await ada.post(`/api/v1/awards/${awardId}/revoke`, { reason: 'Wrong person.' })
  expect(revoked.status).toBe(200)
  for (const one of [text, token]) {
    expect((await verifyFromAfar(place, one)).verdict).toBe('revoked')
    expect((await bodyOf(await verifyHere(place, one))).verdict).toBe('revoked')
  }
})

const verifyHere = ({ app, platform }: Moved, text: string) =>
  createClient(app, platform.config, {}).post('/api/v1/verify', text, {
    'content-type': text.startsWith('{') ? 'application/json' : 'application/jwt',
  })

test('at the address before, programs read what badges name, people are led on, and nothing is changed', async () => {
  const place = await movedWorld()
  const { grace, at, lakeside, awardId, platform } = place
  expect(await problemOf(await at(former).get(`/issuers/${lakeside}/did.json`))).toEqual([421, 'misdirected'])
  await moveIssuersHere(platform, grace.actor)
  const led = async (path: string, accept: string) => (await at(former, accept).get(path)).headers.get('location')
  expect(await led(`/c/${awardId}`, 'text/html')).toBe(`${address}/c/${awardId}`)
  expect(await led('/home?x=1', '*/*')).toBe(`${address}/home?x=1`)
  expect(await problemOf(await at(former).post('/api/v1/verify'))).toEqual([421, 'misdirected'])
  expect(await problemOf(await at('https://evil.example').get(`/c/${awardId}`))).toEqual([421, 'misdirected'])
})

test('only who runs the installation moves issuers, once, and of two at a time one', async () => {
  const { grace, ada, lena, platform, at } = await movedWorld()
  for (const other of [ada, lena]) {
    expect((await other.browser.get('/admin/move')).status).toBe(404)
    expect((await other.browser.post('/admin/move', new URLSearchParams({ sure: 'yes' }))).status).toBe(404)
  }
  const outcomes = await Promise.allSettled([1, 2].map(() => moveIssuersHere(platform, grace.actor)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
  const count = await platform.db.get(sql`select count(*) as n from former_identity`)
  expect([count, await moveIssuersHere(platform, grace.actor)]).toEqual([{ n: 2 }, 0])
  expect((await grace.browser.get('/admin/move')).headers.get('location')).toBe('/admin')
  await expect(platform.db.run(sql`update former_identity set origin = 'https://evil.example'`)).rejects.toThrow()
  await expect(platform.db.run(sql`update issuer set did = 'did:web:evil.example'`)).rejects.toThrow()
  expect((await at(address).get('/healthz')).status).toBe(200)
})
