import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { revokeAward } from '../../src/credentials/awards/revoke-award.ts'
import { decodeStatusList, readBit } from '../../src/openbadges/index.ts'
import { bodyOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { issueAward, publishBadge } from '../support/progress.ts'
import { verifyAsStranger } from '../support/verifier.ts'
import { type World, world } from '../support/world.ts'

const reason = { reason: 'Issued to the wrong person.' }

test('a list is served as it was signed: with a digest of its bytes as its tag, and nothing for who has it', async () => {
  const place = await world()
  const path = await listOf(place, await issueAward(place))
  const first = await place.visitor.get(path)
  const text = await first.text()
  expect(first.headers.get('ETag')).toBe(`"${place.platform.sha256(text)}"`)
  expect(first.headers.get('Cache-Control')).toBe('public, max-age=60, must-revalidate')
  const again = await place.visitor.get(path, { 'If-None-Match': String(first.headers.get('ETag')) })
  expect([again.status, await again.text()]).toEqual([304, ''])
  place.clock.forward({ days: 30 })
  expect(await (await place.visitor.get(path)).text()).toBe(text)
  expect(await editionsOf(place)).toBe(1)
})

test('awards that take positions leave the published list alone', async () => {
  const place = await world()
  const path = await listOf(place, await issueAward(place))
  const before = await (await place.visitor.get(path)).text()
  await issueAward(place)
  expect(await (await place.visitor.get(path)).text()).toBe(before)
})

test('a revocation has published before it answers, and readers compute nothing', async () => {
  const place = await world()
  const awards = [await issueAward(place), await issueAward(place)]
  const path = await listOf(place, awards[0])
  await place.visitor.get(path)
  for (const [i, award] of awards.entries()) {
    place.clock.forward({ minutes: 1 })
    expect((await place.ada.post(`/api/v1/awards/${award}/revoke`, reason)).status).toBe(200)
    expect([await editionsOf(place), await flipsOf(place)]).toEqual([i + 2, 0])
    const list = await bodyOf(await place.visitor.get(path))
    expect(list.validFrom).toBe(`2026-05-14T15:0${i}:00Z`)
    expect(await editionsOf(place)).toBe(i + 2)
  }
  expect(await revokedOf(place, awards)).toEqual([true, true])
})

test('revocations at once are all in the list, each answered when it is there', async () => {
  const place = await world()
  const badgeId = await publishBadge(place)
  const awards: string[] = []
  for (let i = 0; i < 6; i++) awards.push(await issueAward(place, { badgeId }))
  const kept = await issueAward(place, { badgeId })
  await Promise.all(
    awards.map(async (award) => {
      expect((await place.ada.post(`/api/v1/awards/${award}/revoke`, reason)).status).toBe(200)
      expect(await revokedOf(place, [award])).toEqual([true])
    }),
  )
  expect(await revokedOf(place, [...awards, kept])).toEqual([...awards.map(() => true), false])
  expect(await flipsOf(place)).toBe(0)
})

test('where publishing failed the award is revoked all the same, and the next reader gets a list that says so', async () => {
  const place = await world()
  const award = await issueAward(place)
  const path = await listOf(place, award)
  await place.visitor.get(path)
  const broken = {
    ...place.platform,
    gzip: {
      compress: () => {
        throw new Error('There is no memory left.')
      },
      decompress: place.platform.gzip.decompress,
    },
  }
  const revoked = await revokeAward(broken, place.ada.actor, award, { ...reason, isReasonPublic: false })
  expect(revoked.revocation).toMatchObject(reason)
  expect(place.platform.logged.map(({ event }) => event)).toContain('status-list-not-published')
  expect([await editionsOf(place), await flipsOf(place)]).toEqual([1, 1])
  expect(await revokedOf(place, [award])).toEqual([true])
  expect([await editionsOf(place), await flipsOf(place)]).toEqual([2, 0])
})

test('a list whose key was withdrawn is signed anew with all that was in it; after a rotation it need not be', async () => {
  const place = await world()
  const [revoked, kept] = [await issueAward(place), await issueAward(place)]
  await place.ada.post(`/api/v1/awards/${revoked}/revoke`, reason)
  const path = await listOf(place, kept)
  const text = await (await place.visitor.get(path)).text()
  const keys = `/api/v1/issuers/${place.lakeside}/keys`
  expect((await place.ada.post(keys, { algorithm: 'Ed25519' })).status).toBeLessThan(300)
  expect(await (await place.visitor.get(path)).text()).toBe(text)

  const keyId = await oneValue(place.platform, sql`select key_id from published_status_list`)
  expect((await place.ada.post(`${keys}/withdraw`, { key_id: keyId })).status).toBeLessThan(300)
  expect(await (await place.visitor.get(path)).text()).not.toBe(text)
  expect(await revokedOf(place, [revoked, kept])).toEqual([true, false])
})

test('a list published for the first time has everything that was revoked before', async () => {
  const place = await world()
  const [revoked, kept] = [await issueAward(place), await issueAward(place)]
  await place.ada.post(`/api/v1/awards/${revoked}/revoke`, reason)
  await place.platform.db.run(sql`delete from published_status_list`)
  expect(await revokedOf(place, [revoked, kept])).toEqual([true, false])
  expect((await verifyAsStranger(place, await credentialText(place, revoked))).verdict).toBe('revoked')
})

const credentialText = async (place: World, awardId: string) => (await place.visitor.get(`/c/${awardId}.json`)).text()

async function listOf(place: World, awardId = ''): Promise<string> {
  const { credentialStatus } = JSON.parse(await credentialText(place, awardId))
  return new URL(credentialStatus.statusListCredential).pathname
}

async function revokedOf(place: World, awards: readonly string[]): Promise<boolean[]> {
  const bits: boolean[] = []
  for (const award of awards) {
    const { credentialStatus } = JSON.parse(await credentialText(place, award))
    const list = await bodyOf(await place.visitor.get(new URL(credentialStatus.statusListCredential).pathname))
    const decoded = await decodeStatusList(list.credentialSubject.encodedList)
    bits.push(readBit(decoded, Number(credentialStatus.statusListIndex)))
  }
  return bits
}

const editionsOf = ({ platform }: World) => oneValue(platform, sql`select edition from published_status_list`)
const flipsOf = ({ platform }: World) => oneValue(platform, sql`select count(*) from status_flip`)
