import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { bakePng } from '../../src/openbadges/index.ts'
import { withDocumentCache } from '../../src/platform/remote/document-cache.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { openInternet } from '../support/open-internet.ts'
import { createClient } from '../support/people.ts'
import { pngEnd, pngFile, pngHeader, pngPixels } from '../support/picture-files.ts'
import { createStranger, strangersBadge } from '../support/strangers.ts'
import { nodeWorld } from '../support/world.ts'

const path = '/api/v1/verify'
const sends = (type: string, body: string | Uint8Array) => (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': type }).end(body)

/** A server with a way out, and a district out there with a badge at https://issuer.org/badge. */
async function connected() {
  const { platform, clock } = await nodeWorld()
  const internet = await openInternet(platform.config.origin)
  onTestFinished(internet.close)
  const fetchDocument = withDocumentCache(internet.fetchDocument, clock.now)
  const visitor = createClient(createApp({ ...platform, fetchDocument }), platform.config, {})
  const district = await createStranger()
  const badge = await district.sign(strangersBadge(district.did))
  const { answers } = internet
  answers.set('issuer.org/issuers/d1/did.json', district.didDocument)
  answers.set('issuer.org/status/3', await district.statusList())
  answers.set('issuer.org/badge', badge)
  const verify = async (body: object) => bodyOf(await visitor.post(path, body))
  return { platform, clock, internet, answers, visitor, district, badge, verify }
}

test('a badge at an address is fetched and verified, whatever of the known forms it has', async () => {
  const { answers, badge, verify } = await connected()
  const plain = pngFile(pngHeader(4, 4), pngPixels(4), pngEnd)
  const url = 'https://issuer.org/badge'
  for (const answer of [
    badge,
    sends('application/vc+ld+json; charset=utf-8', JSON.stringify(badge)),
    sends('application/vc', JSON.stringify(badge)),
    sends('image/png', bakePng(plain, JSON.stringify(badge))),
  ]) {
    answers.set('issuer.org/badge', answer)
    expect(await verify({ url })).toMatchObject({ verdict: 'valid', headline: 'Valid, from issuer.org' })
  }
})

test('a page about a badge is not a badge, and the answer says what to do', async () => {
  const { answers, visitor } = await connected()
  answers.set('issuer.org/badge', sends('text/html', '<h1>Badge</h1>'))
  const response = await visitor.post(path, { url: 'https://issuer.org/badge' })
  const body = await bodyOf(response)
  expect([response.status, body.detail]).toEqual([502, expect.stringContaining('download the badge there')])
})

test('the keys of an issuer are asked for once in five minutes', async () => {
  const { clock, internet, badge, verify } = await connected()
  const asked = () => internet.arrived.filter((place) => place.endsWith('/did.json')).length
  await verify(badge)
  clock.forward({ minutes: 4, seconds: 59 })
  await verify(badge)
  expect(asked()).toBe(1)
  clock.forward({ seconds: 1 })
  await verify(badge)
  expect(asked()).toBe(2)
})

test('a status list is asked for again when it says so, and after five minutes at the latest', async () => {
  const { clock, internet, answers, district, badge, verify } = await connected()
  const asked = () => internet.arrived.filter((place) => place === 'issuer.org/status/3').length
  answers.set('issuer.org/status/3', {
    ...(await district.statusList({
      change: (list) => {
        const { credentialSubject, ...rest } = list as { credentialSubject: object }
        return { ...rest, credentialSubject: { ...credentialSubject, ttl: 60_000 } }
      },
    })),
  })
  await verify(badge)
  clock.forward({ seconds: 59 })
  await verify(badge)
  expect(asked()).toBe(1)
  answers.set('issuer.org/status/3', await district.statusList({ set: [94567] }))
  clock.forward({ seconds: 1 })
  expect([(await verify(badge)).verdict, asked()]).toEqual(['revoked', 2])
})

test('an issuer that did not answer is asked again after a minute', async () => {
  const { clock, internet, answers, district, badge, verify } = await connected()
  answers.delete('issuer.org/issuers/d1/did.json')
  expect((await verify(badge)).verdict).toBe('indeterminate')
  answers.set('issuer.org/issuers/d1/did.json', district.didDocument)
  expect((await verify(badge)).verdict).toBe('indeterminate')
  expect(internet.arrived).toHaveLength(1)
  clock.forward({ minutes: 1 })
  expect((await verify(badge)).verdict).toBe('valid')
})

test('an older badge whose page is gone was taken back', async () => {
  const { answers, verify } = await connected()
  const assertion = {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: 'https://issuer.org/assertions/1',
    recipient: { type: 'email', hashed: false, identity: 'a@example.com' },
    badge: 'https://issuer.org/badges/1',
    issuedOn: '2026-01-01T00:00:00Z',
    verification: { type: 'HostedBadge' },
  }
  answers.set('issuer.org/assertions/1', assertion)
  answers.set('issuer.org/badges/1', {
    type: 'BadgeClass',
    id: assertion.badge,
    name: 'B',
    issuer: 'https://issuer.org/i',
  })
  answers.set('issuer.org/i', { type: 'Issuer', id: 'https://issuer.org/i', name: 'School' })
  expect(await verify(assertion)).toMatchObject({ verdict: 'valid', finding: 'older-badge' })
  expect(await verify({ url: assertion.id })).toMatchObject({ verdict: 'valid', finding: 'older-badge' })
  answers.set('issuer.org/assertions/1', (response) => void response.writeHead(410).end())
  expect(await verify(assertion)).toMatchObject({ verdict: 'revoked' })
})

test('a document of the issuer that never ends is not waited for', async () => {
  const { answers, badge, verify } = await connected()
  answers.set('issuer.org/status/3', () => undefined)
  const body = await verify(badge)
  expect(body).toMatchObject({ verdict: 'indeterminate', finding: 'unfinished' })
})

test('what was brought is neither kept nor logged', async () => {
  const { platform, district, visitor, verify } = await connected()
  const marker = 'marker-4711'
  await verify(await district.sign(strangersBadge(district.did, { name: marker })))
  await visitor.post(path, `{"a":"${marker}"`, { 'content-type': 'application/json' })
  expect(JSON.stringify(platform.logged)).not.toContain(marker)
  platform.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  expect(readFileSync(join(platform.config.dataDir, 'signet.db')).includes(marker)).toBe(false)
})

test('our own addresses are never asked for over the network, not even by a badge of a stranger', async () => {
  const { platform, internet, district, verify } = await connected()
  const listUrl = `${platform.config.origin}/status/none`
  const entry = strangersBadge(district.did).credentialStatus as object
  const credentialStatus = { ...entry, id: `${listUrl}#1`, statusListCredential: listUrl }
  const body = await verify(await district.sign(strangersBadge(district.did, { credentialStatus })))
  expect(body.verdict).toBe('indeterminate')
  expect(internet.lookedUp).toEqual(['issuer.org'])
})

test('an address that we do not open is refused before its name is looked up', async () => {
  const { internet, visitor } = await connected()
  expect(await problemOf(await visitor.post(path, { url: 'https://10.0.0.5/' }))).toEqual([422, 'url-not-allowed'])
  expect(internet.lookedUp).toEqual([])
})
