import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { chooseStatusPosition } from '../../src/identity/issuers/choose-status-position.ts'
import { createIssuer } from '../../src/identity/issuers/create-issuer.ts'
import { withdrawKey } from '../../src/identity/issuers/rotate-key.ts'
import { getDidDocument, loadSigningKey } from '../../src/identity/issuers/signing-keys.ts'
import { findActiveKey, listKeys } from '../../src/identity/issuers/signing-keys-store.ts'
import {
  isStatusPositionFree,
  type StatusPosition,
  takeStatusPositions,
} from '../../src/identity/issuers/status-lists-store.ts'
import { createPerson } from '../../src/identity/people/create-person.ts'
import { signInForDevelopment } from '../../src/identity/sign-in/start-browser-session.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { type TestPerson, testPerson } from '../support/people.ts'
import { issueAward, publishBadge } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const riverbend = {
  name: 'Riverbend School District',
  url: 'https://riverbend.example',
  email: 'Badges@Riverbend.example',
  description: 'Recognizes what teachers can do.',
}

describe('creating an issuer', () => {
  test('makes it ready to sign, under a DID of its own', async () => {
    const { platform, riverbendId, owner } = await withRiverbend()
    const response = await owner.get(`/api/v1/issuers/${riverbendId}`)
    const issuer = await bodyOf(response)
    expect(issuer).toMatchObject({ name: riverbend.name, email: 'badges@riverbend.example' })
    expect(issuer.did).toBe(`did:web:badges.lakeside.example:issuers:${riverbendId}`)

    const document = await getDidDocument(platform, { id: riverbendId, did: issuer.did })
    expect(document.id).toBe(issuer.did)
    expect(document.verificationMethod.map((method) => method.type).sort()).toEqual([
      'JsonWebKey',
      'Multikey',
      'Multikey',
    ])
    expect(document.assertionMethod).toEqual(document.verificationMethod.map((method) => method.id))

    for (const algorithm of ['Ed25519', 'P-256'] as const) {
      const key = await loadSigningKey(platform, { id: riverbendId, did: issuer.did }, algorithm)
      expect(document.assertionMethod).toContain(key.id)
      expect([key.algorithm, key.controller, key.privateKey.extractable]).toEqual([algorithm, issuer.did, false])
    }
    expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
  })

  test('is for those who run the installation', async () => {
    const { ada, visitor } = await world()
    expect(await problemOf(await ada.post('/api/v1/issuers', riverbend))).toEqual([403, 'forbidden'])
    expect(await problemOf(await visitor.post('/api/v1/issuers', riverbend))).toEqual([401, 'unauthenticated'])
  })

  test('names an owner who need not have been here before', async () => {
    const { administrator, platform } = await withRiverbend()
    const owner = { name: 'Noor Nasser', email: 'Noor@Northfield.example' }
    const created = await bodyOf(await administrator.post('/api/v1/issuers', { ...riverbend, owner }))
    const holders = await platform.db.all(
      sql`select email, role.name as role from role join person on person.id = person_id where organization_id = ${created.id}`,
    )
    expect(holders).toEqual([{ email: 'noor@northfield.example', role: 'owner' }])
    expect(await problemOf(await administrator.get(`/api/v1/issuers/${created.id}/people`))).toEqual([404, 'not-found'])
  })

  test('needs a name and ways to reach it', async () => {
    const { administrator, platform } = await withRiverbend()
    const response = await administrator.post('/api/v1/issuers', {
      name: ' ',
      url: 'javascript:alert(1)',
      email: 'nobody',
    })
    expect(response.status).toBe(422)
    const { errors } = await bodyOf(response)
    expect(errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual(['/email', '/name', '/url'])
    expect(await oneValue(platform, sql`select count(*) from issuer`)).toBe(3)
  })
})

describe('editing an issuer', () => {
  test('changes what it says of itself and never its DID', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}`
    const seen = await ada.get(path)
    const { did } = await bodyOf(seen)
    const edited = await ada.put(path, riverbend, ifMatch(seen))
    expect(edited.status).toBe(200)
    expect(await bodyOf(await ada.get(path))).toMatchObject({ name: riverbend.name, did })
    const evil = { ...riverbend, did: 'did:web:evil.example' }
    expect((await ada.put(path, evil, ifMatch(edited))).status).toBe(422)
  })

  test('is made to what was read before: an edit that somebody else made meanwhile is not lost', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}`
    const seen = await ada.get(path)
    expect(await problemOf(await ada.put(path, riverbend))).toEqual([412, 'precondition-failed'])
    expect(await problemOf(await ada.put(path, riverbend, { 'if-match': '"other"' }))).toEqual([
      412,
      'precondition-failed',
    ])
    const both = await Promise.all(
      ['First', 'Second'].map((name) => ada.put(path, { ...riverbend, name }, ifMatch(seen))),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await ada.put(`/api/v1/organizations/${lakeside}/issuer/color`, { color: '#22409a' })).status).toBe(200)
    const won = both.find(({ status }) => status === 200)
    expect((await ada.put(path, riverbend, ifMatch(won ?? seen))).status).toBe(412)
    expect((await ada.put(path, riverbend, ifMatch(await ada.get(path)))).status).toBe(200)
  })

  test('leaves what was signed as it is, and goes on what is signed from then on', async () => {
    const place = await world()
    const { ada, visitor, lakeside } = place
    const badgeId = await publishBadge(place)
    const before = await issueAward(place, { badgeId })
    const path = `/api/v1/issuers/${lakeside}`
    await ada.put(path, riverbend, ifMatch(await ada.get(path)))
    const after = await issueAward(place, { learner: await place.join('Maya Ortiz', ['learner']), badgeId })
    const issuerOn = async (award: string) => (await bodyOf(await visitor.get(`/c/${award}.json`))).issuer
    const [kept, fresh] = [await issuerOn(before), await issuerOn(after)]
    expect(kept.name).toBe('Lakeside School District')
    expect(fresh).toMatchObject({ id: kept.id, name: riverbend.name, url: riverbend.url })
  })

  test('is for its owners; to others of it that is said, to everybody else it is not there', async () => {
    const { ravi, otto, visitor, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}`
    const seen = ifMatch(await visitor.get(path))
    expect(await problemOf(await ravi.put(path, riverbend, seen))).toEqual([403, 'forbidden'])
    expect(await problemOf(await visitor.put(path, riverbend, seen))).toEqual([401, 'unauthenticated'])
    const foreign = await otto.put(path, riverbend, seen)
    const missing = await otto.put('/api/v1/issuers/nothing', riverbend, seen)
    expect([foreign.status, missing.status]).toEqual([404, 404])
    expect(await sameButReference(foreign)).toEqual(await sameButReference(missing))
  })
})

describe('roles', () => {
  test('an owner gives a further role to somebody of theirs, once', async () => {
    const { ada, lena, lakeside, platform } = await world()
    const path = `/api/v1/issuers/${lakeside}/people`
    const grant = { name: 'Lena Lindqvist', email: lena.email.toUpperCase(), role: 'reviewer' }
    const first = await ada.post(path, grant)
    const again = await ada.post(path, { ...grant, name: 'Somebody Else' })
    expect([first.status, first.headers.get('Location')]).toEqual([
      201,
      `/api/v1/issuers/${lakeside}/people/${lena.id}/roles/reviewer`,
    ])
    expect(await bodyOf(again)).toEqual(await bodyOf(first))
    const { items } = await bodyOf(await ada.get(path))
    expect(items).toContainEqual({
      person_id: lena.id,
      name: 'Lena Lindqvist',
      email: lena.email,
      roles: ['learner', 'reviewer'],
    })
    expect(await countEntries(platform, 'role.granted')).toBe(1)
  })

  test('a role that was taken away is gone at the next request', async () => {
    const { ada, join, lakeside } = await world()
    const maya = await join('Maya Ortiz', ['author'])
    expect((await maya.get(`/api/v1/issuers/${lakeside}/badges`)).status).toBe(200)
    expect((await ada.delete(`/api/v1/issuers/${lakeside}/people/${maya.id}/roles/author`)).status).toBe(204)
    expect((await maya.get(`/api/v1/issuers/${lakeside}/badges`)).status).toBe(404)
    const gone = await ada.delete(`/api/v1/issuers/${lakeside}/people/${maya.id}/roles/author`)
    expect(await problemOf(gone)).toEqual([404, 'not-found'])
  })

  test('the last owner stays, also when two leave at once', async () => {
    const { ada, join, lakeside } = await world()
    const maya = await join('Maya Ortiz', ['owner'])
    const leave = (owner: TestPerson) => owner.delete(`/api/v1/issuers/${lakeside}/people/${owner.id}/roles/owner`)
    const statuses = (await Promise.all([leave(maya), leave(ada)])).map((response) => response.status)
    expect(statuses.sort()).toEqual([204, 409])
  })

  test('only owners see and change them', async () => {
    const { ravi, otto, visitor, lena, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}/people`
    const grant = { name: 'Lena Lindqvist', email: lena.email, role: 'awarder' }
    expect((await ravi.get(path)).status).toBe(403)
    expect((await lena.post(path, grant)).status).toBe(403)
    expect((await otto.post(path, grant)).status).toBe(404)
    expect((await visitor.post(path, grant)).status).toBe(401)
    expect((await otto.delete(`${path}/${lena.id}/roles/learner`)).status).toBe(404)
  })

  test('an unknown role is refused', async () => {
    const { ada, lakeside } = await world()
    const grant = { name: 'Maya', email: 'maya@lakeside.example', role: 'superintendent' }
    expect(await problemOf(await ada.post(`/api/v1/issuers/${lakeside}/people`, grant))).toEqual([422, 'validation'])
  })
})

describe('keys', () => {
  test('after a rotation the new key signs, and the old one stays published', async () => {
    const { owner, platform, riverbendId, issuer } = await withRiverbend()
    const before = await loadSigningKey(platform, issuer, 'Ed25519')
    const response = await owner.post(`/api/v1/issuers/${riverbendId}/keys`, { algorithm: 'Ed25519' })
    expect(response.status).toBe(201)
    const after = await loadSigningKey(platform, issuer, 'Ed25519')
    expect(after.id).toBe((await bodyOf(response)).id)
    expect(after.id).not.toBe(before.id)
    const document = await getDidDocument(platform, issuer)
    expect(document.assertionMethod).toEqual(expect.arrayContaining([before.id, after.id]))
    expect(document.verificationMethod).toHaveLength(4)
  })

  test('of two rotations at once one happens, and one key signs in the end', async () => {
    const { owner, platform, riverbendId } = await withRiverbend()
    const rotate = () => owner.post(`/api/v1/issuers/${riverbendId}/keys`, { algorithm: 'P-256' })
    const statuses = (await Promise.all([rotate(), rotate()])).map((response) => response.status)
    // Over a network they may come one after the other, and then both happen.
    const rotations = statuses.filter((status) => status === 201).length
    expect([[201], [201, 409]]).toContainEqual([...new Set(statuses)].sort())
    const keys = (await listKeys(platform.db, riverbendId)).filter(({ algorithm }) => algorithm === 'P-256')
    expect([keys.length, keys.filter(({ state }) => state === 'active').length]).toEqual([1 + rotations, 1])
  })

  test('a withdrawn key leaves the document, and an active one is replaced', async () => {
    const { owner, platform, riverbendId, issuer } = await withRiverbend()
    const stolen = await loadSigningKey(platform, issuer, 'Ed25519')
    const path = `/api/v1/issuers/${riverbendId}/keys/withdraw`
    expect((await owner.post(path, { key_id: stolen.id })).status).toBe(204)
    const document = await getDidDocument(platform, issuer)
    expect(document.assertionMethod).not.toContain(stolen.id)
    expect(document.verificationMethod).toHaveLength(3)
    expect((await loadSigningKey(platform, issuer, 'Ed25519')).id).not.toBe(stolen.id)
    expect((await owner.post(path, { key_id: stolen.id })).status).toBe(409)
    expect((await owner.post(path, { key_id: 'did:web:elsewhere.example#1' })).status).toBe(404)
  })

  test('only owners rotate, withdraw and list them, and nobody reads a private half', async () => {
    const { owner, ada, visitor, riverbendId } = await withRiverbend()
    const path = `/api/v1/issuers/${riverbendId}/keys`
    expect((await ada.post(path, { algorithm: 'Ed25519' })).status).toBe(404)
    expect((await visitor.post(path, { algorithm: 'Ed25519' })).status).toBe(401)
    expect((await ada.get(path)).status).toBe(404)
    const { items } = await bodyOf(await owner.get(path))
    expect(items.map((key: object) => Object.keys(key).sort())).toEqual([
      ['algorithm', 'created_at', 'id', 'retired_at', 'state'],
      ['algorithm', 'created_at', 'id', 'retired_at', 'state'],
    ])
    expect((await owner.post(path, { algorithm: 'RS256' })).status).toBe(422)
  })

  test('a sealed key opens for no other issuer, id or algorithm', async () => {
    const { platform, riverbendId } = await withRiverbend()
    const row = await findActiveKey(platform.db, riverbendId, 'Ed25519')
    if (!row) throw new Error('There is no key.')
    expect((await platform.sealer.unseal(row, [riverbendId, row.id, 'Ed25519'])).length).toBeGreaterThan(32)
    for (const boundTo of [
      ['other', row.id, 'Ed25519'],
      [riverbendId, `${row.id}x`, 'Ed25519'],
      [riverbendId, row.id, 'P-256'],
    ]) {
      await expect(platform.sealer.unseal(row, boundTo)).rejects.toThrow()
    }
  })

  test('an unsealed key is kept for ten minutes, unless it is withdrawn', async () => {
    const { platform, clock, owner, issuer } = await withRiverbend()
    const key = await loadSigningKey(platform, issuer, 'Ed25519')
    expect(platform.signingKeys.find(key.id)).toBe(key)
    clock.forward({ minutes: 10 })
    expect(platform.signingKeys.find(key.id)).toBeUndefined()
    await loadSigningKey(platform, issuer, 'Ed25519')
    await withdrawKey(platform, owner.actor, issuer.id, key.id)
    expect(platform.signingKeys.find(key.id)).toBeUndefined()
  })
})

describe('status positions', () => {
  test('are all different and in no order', async () => {
    const { platform, riverbendId } = await withRiverbend()
    const claims = await Promise.all(Array.from({ length: 50 }, () => claimPosition(platform, riverbendId)))
    const positions = claims.map((claim) => claim.position)
    expect(new Set(positions).size).toBe(50)
    expect(positions.every((position) => position >= 0 && position < 131_072)).toBe(true)
    expect(positions).not.toEqual([...positions].sort((a, b) => a - b))
    expect(await oneValue(platform, sql`select taken from status_list where issuer_id = ${riverbendId}`)).toBe(50)
  })

  test('a position that is taken is drawn again', async () => {
    const { platform, riverbendId } = await withRiverbend()
    const draws = [7, 7, 7, 8]
    const randomBytes = () => new Uint8Array([0, 0, 0, draws.shift() ?? 9])
    const first = await claimPosition({ ...platform, randomBytes }, riverbendId)
    const second = await claimPosition({ ...platform, randomBytes }, riverbendId)
    expect([first.position, second.position]).toEqual([7, 8])
  })

  test('a list that is half full is followed by one other, however many ask at once', async () => {
    const { platform, riverbendId } = await withRiverbend()
    await platform.db.run(sql`update status_list set taken = 65535 where issuer_id = ${riverbendId}`)
    const last = await claimPosition(platform, riverbendId)
    const next = await Promise.all(Array.from({ length: 10 }, () => claimPosition(platform, riverbendId)))
    expect(new Set(next.map((claim) => claim.listId)).size).toBe(1)
    expect(next[0]?.listId).not.toBe(last.listId)
    const lists = await platform.db.all(
      sql`select taken from status_list where issuer_id = ${riverbendId} order by taken`,
    )
    expect(lists).toEqual([{ taken: 10 }, { taken: 65536 }])
  })

  test('a broken random source ends in an error, not in a loop', async () => {
    const { platform, riverbendId } = await withRiverbend()
    const randomBytes = () => new Uint8Array([0, 0, 0, 7])
    await claimPosition({ ...platform, randomBytes }, riverbendId)
    await expect(claimPosition({ ...platform, randomBytes }, riverbendId)).rejects.toThrow('No free position')
  })
})

describe('signing in for development', () => {
  const here = { agent: '', isShared: false }

  test('works where it was switched on, and nowhere else', async () => {
    const { platform, ada, app } = await world({ settings: { DEVELOPMENT_SIGN_IN: 'on' } })
    const { secret } = await signInForDevelopment(platform, ada.id, here)
    const headers = { cookie: `__Host-session=${secret}` }
    const me = await app.request(`${platform.config.origin}/api/v1/me`, { headers })
    expect(await bodyOf(me)).toMatchObject({ id: ada.id })
    await expect(signInForDevelopment(platform, 'nobody', here)).rejects.toThrow('refused.nobodyToSignInAs')
  })

  test.each([{}, { NODE_ENV: 'production', DEVELOPMENT_SIGN_IN: 'on' }])('is off with %o', async (settings) => {
    const { platform, ada } = await world({ settings })
    await expect(signInForDevelopment(platform, ada.id, here)).rejects.toMatchObject({ code: 'not-found' })
  })
})

/** Chooses a position and takes it, again until nobody was faster. */
async function claimPosition(
  platform: Parameters<typeof chooseStatusPosition>[0],
  issuerId: string,
): Promise<StatusPosition> {
  const chosen = await chooseStatusPosition(platform, issuerId)
  const { listId, position } = chosen
  const [first, ...rest] = takeStatusPositions(platform.db, { listId, positions: [position] })
  if (!first) throw new Error('Nothing takes a position.')
  try {
    await platform.db.batch([first, ...rest])
    return chosen
  } catch (error) {
    if (await isStatusPositionFree(platform.db, chosen)) throw error
    return claimPosition(platform, issuerId)
  }
}

/** An issuer made as the product makes it, with who runs the installation and its owner. */
async function withRiverbend() {
  const lakeside = await world()
  const { platform, app } = lakeside
  const enter = async (name: string, isAdministrator: boolean) =>
    testPerson(
      app,
      platform,
      await createPerson(platform, { name, email: `${name}@riverbend.example`, isAdministrator }),
    )
  const administrator = await enter('Iris', true)
  const owner = await enter('Olga', false)
  const issuer = await createIssuer(platform, administrator.actor, {
    ...riverbend,
    owner: { name: 'Olga', email: owner.email },
  })
  return { ...lakeside, administrator, owner, issuer, riverbendId: issuer.id }
}

const ifMatch = ({ headers }: Response) => ({ 'if-match': headers.get('etag') ?? '' })

async function sameButReference(response: Response) {
  const { instance: _, request_id: __, ...rest } = await bodyOf(response)
  return rest
}

const countEntries = (platform: World['platform'], action: string) =>
  oneValue(platform, sql`select count(*) from audit_entry where action = ${action}`)
