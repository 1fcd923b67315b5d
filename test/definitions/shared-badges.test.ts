import { type SQL, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { role as roles } from '../../src/identity/organizations/organizations-tables.ts'
import type { RoleName } from '../../src/identity/organizations/permissions.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import type { TestPerson } from '../support/people.ts'
import { approval, publishBadge, submitWork } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const share = (person: TestPerson, badgeId: string, organizationId: string, mode: 'award' | 'copy') =>
  person.post(`/api/v1/badges/${badgeId}/shares`, { organization_id: organizationId, mode })

const grant = ({ platform }: World, organizationId: string, person: TestPerson, role: RoleName) =>
  platform.db.insert(roles).values({ personId: person.id, organizationId, name: role, createdAt: 1 })

/** Somebody of Hillview, with roles there alone. */
async function enterHillview(place: World, name: string, held: RoleName[]): Promise<TestPerson> {
  const person = await place.join(name, [])
  for (const role of held) await grant(place, place.hillview, person, role)
  return person
}

describe('a badge shared to award', () => {
  test('is earned, reviewed and awarded by people elsewhere, and signed by its issuer', async () => {
    const lakeside = await world()
    const { ada, hillview, visitor } = lakeside
    const badgeId = await publishBadge(lakeside)
    const hugo = await enterHillview(lakeside, 'Hugo Learner', ['learner'])
    const rita = await enterHillview(lakeside, 'Rita Reviewer', ['reviewer'])
    const amir = await enterHillview(lakeside, 'Amir Awarder', ['awarder'])
    expect((await hugo.post('/api/v1/submissions', { badge_id: badgeId })).status).toBe(404)

    expect((await share(ada, badgeId, hillview, 'award')).status).toBe(204)
    const submission = await submitWork(lakeside, { learner: hugo, badgeId })
    expect((await rita.post(`/api/v1/submissions/${submission}/reviews`, approval)).status).toBe(201)
    const awarded = await amir.post(`/api/v1/submissions/${submission}/award`)
    expect(awarded.status).toBe(201)
    const credential = await bodyOf(await visitor.get(`/c/${(await bodyOf(awarded)).id}.json`))
    expect(credential.issuer.name).toBe('Lakeside School District')
  })

  test('is theirs only as long as it is shared, and never to edit', async () => {
    const lakeside = await world()
    const { ada, otto, hillview } = lakeside
    const badgeId = await publishBadge(lakeside)
    const hugo = await enterHillview(lakeside, 'Hugo Learner', ['learner'])
    const rita = await enterHillview(lakeside, 'Rita Reviewer', ['reviewer'])
    await share(ada, badgeId, hillview, 'award')
    const submission = await submitWork(lakeside, { learner: hugo, badgeId })
    expect((await otto.post(`/api/v1/badges/${badgeId}/retire`)).status).toBe(404)
    expect((await ada.delete(`/api/v1/badges/${badgeId}/shares/${hillview}/award`)).status).toBe(204)
    expect((await rita.post(`/api/v1/submissions/${submission}/reviews`, approval)).status).toBe(404)
    expect((await ada.delete(`/api/v1/badges/${badgeId}/shares/${hillview}/award`)).status).toBe(409)
  })

  test('is nothing to roles that may not', async () => {
    const lakeside = await world()
    const { ada, hillview } = lakeside
    const badgeId = await publishBadge(lakeside)
    await share(ada, badgeId, hillview, 'award')
    const submission = await submitWork(lakeside, { badgeId })
    const viewer = await enterHillview(lakeside, 'Vera Viewer', ['viewer', 'learner'])
    expect((await viewer.post(`/api/v1/submissions/${submission}/reviews`, approval)).status).toBe(404)
    expect((await viewer.post(`/api/v1/submissions/${submission}/award`)).status).toBe(404)
  })

  test('with its own organization is for everybody below that, too, even where its authors keep it there', async () => {
    const lakeside = await world()
    const { ada, join } = lakeside
    const badgeId = await publishBadge(lakeside)
    const school = { name: 'Oak School', type: 'school', parent_id: lakeside.lakeside }
    const { id: oak } = await bodyOf(await ada.post('/api/v1/organizations', school))
    const teo = await join('Teo Teacher', [])
    await grant(lakeside, oak, teo, 'learner')
    expect(
      (await ada.put(`/api/v1/badges/${badgeId}/settings`, { starters: 'issuer', issuing: 'approver' })).status,
    ).toBe(200)
    expect((await teo.post('/api/v1/submissions', { badge_id: badgeId })).status).toBe(404)
    expect((await share(ada, badgeId, lakeside.lakeside, 'award')).status).toBe(204)
    expect((await teo.post('/api/v1/submissions', { badge_id: badgeId })).status).toBe(201)
  })
})

describe('a badge shared to copy', () => {
  test('becomes a draft elsewhere that names where it comes from', async () => {
    const lakeside = await world()
    const { ada, otto, hillview } = lakeside
    const badgeId = await publishBadge(lakeside)
    const copy = () => otto.post(`/api/v1/issuers/${hillview}/badges/copy`, { badge_id: badgeId })
    expect((await copy()).status).toBe(404)
    await share(ada, badgeId, hillview, 'copy')
    const { published } = await bodyOf(await otto.get(`/api/v1/badges/${badgeId}`))
    expect(await bodyOf(await copy())).toMatchObject({
      state: 'draft',
      issuer: { id: hillview },
      copied_from: published.version_id,
      draft: { name: 'Facilitates discussions' },
    })
    const learner = await enterHillview(lakeside, 'Hugo Learner', ['learner'])
    const attempt = await learner.post(`/api/v1/issuers/${hillview}/badges/copy`, { badge_id: badgeId })
    expect(attempt.status).toBe(404)
  })

  test('copied again leads to the draft that was begun, until that is published, for each organization its own', async () => {
    const lakeside = await world()
    const { ada, otto, hillview, platform } = lakeside
    const badgeId = await publishBadge(lakeside)
    const school = { name: 'Hill School', type: 'school', parent_id: hillview }
    const { id: hill } = await bodyOf(await otto.post('/api/v1/organizations', school))
    const profile = { name: 'Hill School', url: 'https://hill.example', email: 'hill@hillview.example' }
    await otto.post(`/api/v1/organizations/${hill}/issuer`, profile)
    await share(ada, badgeId, hillview, 'copy')
    const copy = async (issuerId = hillview) => {
      const answer = await otto.post(`/api/v1/issuers/${issuerId}/badges/copy`, { badge_id: badgeId })
      const { id } = await bodyOf(answer)
      return [answer.status, id, answer.headers.get('location')]
    }
    const [first, ...again] = await Promise.all([copy(), copy()]).then((both) => both.sort().reverse())
    const [, id] = first ?? []
    expect([first, ...again, await copy()]).toEqual([
      [201, id, `/api/v1/badges/${id}`],
      [200, id, `/api/v1/badges/${id}`],
      [200, id, `/api/v1/badges/${id}`],
    ])
    const copied = await platform.db.all("select 1 from audit_entry where action = 'badge.copied'")
    expect(copied).toHaveLength(1)
    expect(await copy(hill)).toEqual([201, expect.not.stringMatching(String(id)), expect.anything()])
    await otto.post(`/api/v1/badges/${id}/publish`)
    expect(await copy()).toEqual([201, expect.not.stringMatching(String(id)), expect.anything()])
  })

  test('is copied however many are shared, and however many issuers could copy each', async () => {
    const lakeside = await world()
    const { ada, otto, hillview, platform } = lakeside
    const badgeId = await publishBadge(lakeside)
    await share(ada, badgeId, hillview, 'copy')
    // Sixty more, published after it, and ten schools that issue.
    const add = (rows: SQL) =>
      platform.db.run(sql`insert into ${rows}, json_each(${sixty}) n where badge.id = ${badgeId}`)
    await add(sql`badge select badge.id || n.value, issuer_id, state, draft, revision, created_by, created_at, updated_at,
      copied_from, starters, issuing from badge`)
    await add(sql`badge_version select version.id || n.value, badge_id || n.value, number, definition, search_text,
      artwork_svg, artwork_png, artwork_compact_svg, published_by, published_at + n.value
      from badge join badge_version version on version.badge_id = badge.id`)
    await add(sql`badge_share select badge_id || n.value, organization_id, mode, shared_by, share.created_at
      from badge join badge_share share on share.badge_id = badge.id`)
    for (const n of Array(10).keys()) {
      const school = { name: `School ${n}`, type: 'school', parent_id: hillview }
      const { id } = await bodyOf(await otto.post('/api/v1/organizations', school))
      const profile = { name: school.name, url: 'https://hill.example', email: 'hill@hillview.example' }
      await otto.post(`/api/v1/organizations/${id}/issuer`, profile)
    }
    const list = await (await otto.browser.get('/badges/shared')).text()
    expect(list.match(/href="\/badges\/shared\/[^"]+"/g)).toHaveLength(61)
    const page = await (await otto.browser.get(`/badges/shared/${badgeId}`)).text()
    expect(page.match(/<option /g)).toHaveLength(11)
    const copied = await otto.post(`/api/v1/issuers/${hillview}/badges/copy`, { badge_id: badgeId })
    expect(copied.status).toBe(201)
  })
})

const sixty = JSON.stringify(Array.from({ length: 60 }, (_, n) => n + 1))

describe('sharing', () => {
  test('is for owners of the issuer, once the badge is published, with organizations one can know of', async () => {
    const lakeside = await world()
    const { ada, ravi, otto, visitor, hillview, join } = lakeside
    const badgeId = await publishBadge(lakeside)
    const author = await join('Anna Author', ['author'])
    const refused = await Promise.all(
      [author, ravi, otto].map(async (person) => problemOf(await share(person, badgeId, hillview, 'award'))),
    )
    expect(refused).toEqual([
      [403, 'forbidden'],
      [403, 'forbidden'],
      [404, 'not-found'],
    ])
    expect((await visitor.post(`/api/v1/badges/${badgeId}/shares`, {})).status).toBe(401)
    const hidden = { name: 'Hidden School', type: 'school', parent_id: hillview }
    const { id } = await bodyOf(await otto.post('/api/v1/organizations', hidden))
    expect(await problemOf(await share(ada, badgeId, id, 'award'))).toEqual([404, 'not-found'])
    const bad = await ada.post(`/api/v1/badges/${badgeId}/shares`, { organization_id: hillview, mode: 'sell' })
    expect(await problemOf(bad)).toEqual([422, 'validation'])
  })

  test('twice at once is once', async () => {
    const lakeside = await world()
    const { ada, hillview } = lakeside
    const badgeId = await publishBadge(lakeside)
    const both = await Promise.all([1, 2].map(() => share(ada, badgeId, hillview, 'copy')))
    expect(both.map(({ status }) => status)).toEqual([204, 204])
    expect((await bodyOf(await ada.get(`/api/v1/badges/${badgeId}/shares`))).items).toEqual([
      { organization: { id: hillview, name: 'Hillview Unified', type: 'district' }, mode: 'copy' },
    ])
  })
})
