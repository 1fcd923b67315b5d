import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { withSchools } from '../support/organizations.ts'
import { pngChunk, pngEnd, pngFile, pngHeader, pngPixels, utf8 } from '../support/picture-files.ts'
import { type World, world } from '../support/world.ts'

const path = '/api/v1/organizations'

/** What somebody gets: the status, and the code of a problem. */
const outcome = async (response: Response) =>
  response.ok ? [response.status] : [response.status, (await problemOf(response))[1]]

describe('creating an organization', () => {
  test('below another is for its owners, who own it too', async () => {
    const { ada, ravi, otto, visitor, lakeside } = await world()
    const school = { name: 'Oak School', type: 'school', parent_id: lakeside }
    const made = await bodyOf(await ada.post(path, school))
    expect(made).toMatchObject({ name: 'Oak School', type: 'school', parent_id: lakeside, closed_at: null })
    expect(await bodyOf(await ada.get(`${path}/${made.id}`))).toMatchObject({
      above: [{ id: lakeside, name: 'Lakeside School District' }],
      roles: expect.arrayContaining(['owner', 'author', 'awarder']),
    })
    expect(await outcome(await ravi.post(path, school))).toEqual([403, 'forbidden'])
    expect(await outcome(await otto.post(path, school))).toEqual([404, 'not-found'])
    expect(await outcome(await visitor.post(path, school))).toEqual([401, 'unauthenticated'])
  })

  test('at the root is for who runs the installation, who is its first owner', async () => {
    const { ada, grace } = await world()
    const agency = { name: 'State Agency', type: 'state-agency' }
    expect(await outcome(await ada.post(path, agency))).toEqual([403, 'forbidden'])
    const { id } = await bodyOf(await grace.post(path, agency))
    expect((await bodyOf(await grace.get(`${path}/${id}`))).roles).toEqual(['owner'])
  })

  test.each([
    ['a district below a school', 'district'],
    ['a state agency below a school', 'state-agency'],
  ])('refuses %s', async (_, type) => {
    const { ada, oak } = await withSchools(await world())
    const response = await ada.post(path, { name: 'Wrong', type, parent_id: oak })
    expect(await outcome(response)).toEqual([422, 'validation'])
  })

  test.each([
    [{ name: '  ', type: 'school' }],
    [{ name: 'x'.repeat(201), type: 'school' }],
    [{ name: 'Oak', type: 'castle' }],
    [{ name: 'O\u202eak', type: 'school' }],
    [{ name: 'Oak', type: 'school', color: 'red' }],
  ])('refuses %o', async (details) => {
    const { ada, lakeside } = await world()
    expect(await outcome(await ada.post(path, { ...details, parent_id: lakeside }))).toEqual([422, 'validation'])
  })
})

describe('the tree', () => {
  test('shows to each the organizations where they have a role, in its order', async () => {
    const { sam, ada, otto } = await withSchools(await world())
    const names = async (person: typeof sam, query = '') =>
      (await bodyOf(await person.get(`${path}${query}`))).items.map(({ name }: { name: string }) => name)
    expect(await names(ada)).toEqual(['State Agency', 'Lakeside School District', 'Elm School', 'Oak School'])
    expect(await names(sam)).toEqual(['Oak School'])
    expect(await names(otto)).toEqual(['Hillview Unified'])
    expect(await names(ada, '?q=SCHOOL%20oak')).toEqual(['Oak School'])
  })

  test('comes in pages', async () => {
    const { ada } = await withSchools(await world())
    const first = await bodyOf(await ada.get(`${path}?limit=3`))
    const rest = await bodyOf(await ada.get(first.next))
    expect(rest.next).toBeNull()
    expect(rest.items).toEqual([
      expect.objectContaining({ name: 'Oak School', above: ['State Agency', 'Lakeside School District'] }),
    ])
  })

  test('somebody above sees what is below, somebody below or beside it sees nothing', async () => {
    const { stella, sam, ravi, otto, oak, elm, state } = await withSchools(await world())
    const statuses = async (person: typeof sam) =>
      Promise.all([oak, elm, state].map(async (id) => (await person.get(`${path}/${id}`)).status))
    expect(await statuses(stella)).toEqual([200, 200, 200])
    expect(await statuses(ravi)).toEqual([200, 200, 404])
    expect(await statuses(sam)).toEqual([200, 404, 404])
    expect(await statuses(otto)).toEqual([404, 404, 404])
  })
})

describe('settings', () => {
  test('are inherited until something nearer says otherwise', async () => {
    const { stella, ada, sam, state, lakeside, oak } = await withSchools(await world())
    await stella.put(`${path}/${state}/settings`, { language: 'es', time_zone: 'America/Chicago', idle_minutes: 60 })
    await ada.put(`${path}/${lakeside}/settings`, { idle_minutes: 30 })
    const { settings, own_settings: own } = await bodyOf(await sam.get(`${path}/${oak}`))
    expect(settings).toMatchObject({ language: 'es', time_zone: 'America/Chicago', idle_minutes: 30 })
    expect(own).toMatchObject({ language: null, idle_minutes: null })
  })

  test('a color comes back with what can be read of it', async () => {
    const { ada, lakeside } = await world()
    const saved = await bodyOf(await ada.put(`${path}/${lakeside}/settings`, { color: '#FFC531' }))
    expect(saved.settings.readable_colors).toMatchObject({ is_as_given: false, dark: '#ffc531' })
  })

  test.each([
    [{ idle_minutes: 1 }],
    [{ time_zone: 'Mars/Olympus' }],
    [{ color: 'red' }],
    [{ language: 'tlh' }],
    [{ domains: ['https://lakeside.example'] }],
  ])('refuse %o', async (settings) => {
    const { ada, lakeside } = await world()
    expect(await outcome(await ada.put(`${path}/${lakeside}/settings`, settings))).toEqual([422, 'validation'])
  })

  test('and names are for owners', async () => {
    const { ada, ravi, otto, lakeside } = await world()
    const rename = (person: typeof ada) => person.put(`${path}/${lakeside}`, { name: 'Lakeside Schools' })
    expect(await outcome(await rename(ravi))).toEqual([403, 'forbidden'])
    expect(await outcome(await rename(otto))).toEqual([404, 'not-found'])
    expect(await bodyOf(await rename(ada))).toMatchObject({ name: 'Lakeside Schools' })
    expect(await outcome(await ravi.put(`${path}/${lakeside}/settings`, {}))).toEqual([403, 'forbidden'])
  })
})

describe('moving', () => {
  test('takes all that is below along, and with it whose roles count', async () => {
    const lakeside = await withSchools(await world())
    const { ada, sam, stella, oak, elm, state } = lakeside
    const annex = await bodyOf(await ada.post(path, { name: 'Oak Annex', type: 'school', parent_id: oak }))
    expect((await ada.post(`${path}/${oak}/move`, { parent_id: state })).status).toBe(204)
    expect((await bodyOf(await sam.get(`${path}/${annex.id}`))).above).toEqual([
      { id: state, name: 'State Agency' },
      { id: oak, name: 'Oak School' },
    ])
    expect((await lakeside.ravi.get(`${path}/${annex.id}`)).status).toBe(404)
    expect((await stella.get(`${path}/${annex.id}`)).status).toBe(200)
    expect((await lakeside.ravi.get(`${path}/${elm}`)).status).toBe(200)
    await expectWholeTree(lakeside)
  })

  test('never makes a circle, not even by two moves at once', async () => {
    const lakeside = await withSchools(await world())
    const { ada, oak, elm } = lakeside
    expect(await outcome(await ada.post(`${path}/${oak}/move`, { parent_id: oak }))).toEqual([409, 'state-conflict'])
    const both = await Promise.all([
      ada.post(`${path}/${oak}/move`, { parent_id: elm }),
      ada.post(`${path}/${elm}/move`, { parent_id: oak }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    await expectWholeTree(lakeside)
  })

  test('needs an owner of both places', async () => {
    const { sam, ada, otto, grace, oak, elm, hillview, state, lakeside } = await withSchools(await world())
    expect(await outcome(await sam.post(`${path}/${oak}/move`, { parent_id: elm }))).toEqual([404, 'not-found'])
    expect(await outcome(await ada.post(`${path}/${oak}/move`, { parent_id: hillview }))).toEqual([404, 'not-found'])
    expect(await outcome(await otto.post(`${path}/${oak}/move`, { parent_id: hillview }))).toEqual([404, 'not-found'])
    expect(await outcome(await ada.post(`${path}/${oak}/move`, { parent_id: null }))).toEqual([403, 'forbidden'])
    // Grace runs the installation, and owns the state agency.
    expect(await outcome(await grace.post(`${path}/${oak}/move`, { parent_id: null }))).toEqual([204])
    expect(await outcome(await ada.post(`${path}/${state}/move`, { parent_id: lakeside }))).toEqual([422, 'validation'])
  })
})

describe('closing', () => {
  test('ends what everybody may do there, and can be undone from above', async () => {
    const { ada, sam, oak } = await withSchools(await world())
    expect((await sam.post(`${path}/${oak}/close`)).status).toBe(204)
    expect((await sam.get(`${path}/${oak}`)).status).toBe(404)
    expect((await bodyOf(await ada.get(`${path}/${oak}`))).closed_at).toEqual(expect.any(String))
    expect(await outcome(await sam.post(`${path}/${oak}/reopen`))).toEqual([404, 'not-found'])
    expect((await ada.post(`${path}/${oak}/reopen`)).status).toBe(204)
    expect((await sam.get(`${path}/${oak}`)).status).toBe(200)
    expect(await outcome(await ada.post(`${path}/${oak}/reopen`))).toEqual([409, 'state-conflict'])
  })

  test('waits until nothing open is below', async () => {
    const { ada, lakeside, oak, elm } = await withSchools(await world())
    expect(await outcome(await ada.post(`${path}/${lakeside}/close`))).toEqual([409, 'state-conflict'])
    for (const school of [oak, elm]) await ada.post(`${path}/${school}/close`)
    expect((await ada.post(`${path}/${lakeside}/close`)).status).toBe(204)
    expect(await outcome(await ada.post(`${path}/${oak}/reopen`))).toEqual([404, 'not-found'])
  })
})

describe('an organization that issues', () => {
  const profile = { name: 'Oak School', url: 'https://oak.example', email: 'badges@oak.example' }

  test('gets a DID and keys of its own, and is recognized when an owner above makes it one', async () => {
    const { ada, sam, oak, elm } = await withSchools(await world())
    const byAda = await bodyOf(await ada.post(`${path}/${elm}/issuer`, profile))
    expect(byAda).toMatchObject({ id: elm, trust: 'recognized', did: `did:web:badges.lakeside.example:issuers:${elm}` })
    expect(await bodyOf(await sam.post(`${path}/${oak}/issuer`, profile))).toMatchObject({ trust: 'unconfirmed' })
    expect(await outcome(await sam.post(`${path}/${oak}/issuer`, profile))).toEqual([409, 'state-conflict'])
    expect((await bodyOf(await sam.get(`/api/v1/issuers/${oak}/keys`))).items).toHaveLength(2)
  })

  test('is trusted by those above it, never by itself', async () => {
    const { ada, sam, grace, otto, visitor, oak, lakeside } = await withSchools(await world())
    await sam.post(`${path}/${oak}/issuer`, profile)
    const trust = (person: typeof sam, id = oak) => person.put(`${path}/${id}/issuer/trust`, { trust: 'recognized' })
    expect(await outcome(await trust(sam))).toEqual([403, 'forbidden'])
    expect(await outcome(await trust(otto))).toEqual([404, 'not-found'])
    expect((await trust(ada)).status).toBe(204)
    expect((await trust(grace, lakeside)).status).toBe(204)
    expect((await bodyOf(await visitor.get(`/api/v1/issuers/${oak}`))).trust).toBe('recognized')
  })

  test('shows its logo, made anew, to everybody', async () => {
    const { ada, ravi, otto, visitor, lakeside } = await world()
    const hidden = pngChunk('tEXt', utf8('Comment\0taken at home'))
    const logo = pngFile(pngHeader(128, 128), hidden, pngPixels(128), pngEnd)
    const put = (person: typeof ada) =>
      person.put(`${path}/${lakeside}/issuer/logo`, logo, { 'content-type': 'image/png' })
    expect(await outcome(await put(ravi))).toEqual([403, 'forbidden'])
    expect(await outcome(await put(otto))).toEqual([404, 'not-found'])
    const { logo_url: url } = await bodyOf(await put(ada))
    const served = await visitor.get(new URL(url).pathname)
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(await served.text()).not.toContain('taken at home')
    const accept = { accept: 'application/ld+json' }
    const publicProfile = await bodyOf(await visitor.get(`/issuers/${lakeside}`, accept))
    expect(publicProfile.image).toEqual({ id: url, type: 'Image', caption: 'Lakeside School District' })
    expect((await ada.delete(`${path}/${lakeside}/issuer/logo`)).status).toBe(204)
    expect((await visitor.get(new URL(url).pathname)).status).toBe(404)
  })

  test.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script/></svg>', 'unsupported-media'],
    ['nothing', '', 'unsupported-media'],
  ])('takes no logo that is %s', async (_, content, code) => {
    const { ada, lakeside } = await world()
    const response = await ada.put(`${path}/${lakeside}/issuer/logo`, new TextEncoder().encode(content))
    expect((await problemOf(response))[1]).toBe(code)
  })
})

/** The closure says of every organization exactly what following the parents says. */
async function expectWholeTree({ platform }: Pick<World, 'platform'>) {
  const wrong = await oneValue(
    platform,
    sql`with recursive walk(id, ancestor, distance) as (
      select id, id, 0 from organization union all
      select walk.id, organization.parent_id, walk.distance + 1 from walk
      join organization on organization.id = walk.ancestor where organization.parent_id is not null
    ) select count(*) from (
      select * from (select * from walk except select organization_id, ancestor_id, distance from organization_ancestor)
      union all
      select * from (select organization_id, ancestor_id, distance from organization_ancestor except select * from walk)
    )`,
  )
  expect(wrong).toBe(0)
}
