import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { toAchievement } from '../../src/definitions/badges/achievement.ts'
import { findBadgeVersion } from '../../src/definitions/badges/badges-store.ts'
import { achievementSchema } from '../../src/openbadges/index.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { refusalOf } from '../support/database.ts'
import { testPerson } from '../support/people.ts'
import { type World, world } from '../support/world.ts'

const definition = {
  name: 'Facilitates discussions',
  description: 'Leads discussions in which every student speaks.',
  achievement_type: 'MicroCredential',
  criteria: 'Record one lesson and **mark** who speaks.',
  hours: 6,
  tags: ['discussion', 'équité'],
  alignments: [{ name: 'Speaking and listening', url: 'https://standards.example/sl-1', code: 'SL.1' }],
  rubric: [
    {
      id: 'voices',
      name: 'Every voice',
      levels: [
        { id: 'not-yet', name: 'Not yet', description: 'Some speak.' },
        { id: 'yes', name: 'Yes', description: 'All speak.' },
      ],
      required_level_id: 'yes',
    },
  ],
  artwork: { template: 'hexagon' },
}

describe('defining a badge', () => {
  test('starts a draft that its authors see and nobody else', async () => {
    const { ada, ravi, otto, visitor, lakeside } = await world()
    const response = await ada.post(`/api/v1/issuers/${lakeside}/badges`, definition)
    const draft = await bodyOf(response)
    expect([response.status, response.headers.get('ETag')]).toEqual([201, '"r1"'])
    expect(response.headers.get('Location')).toBe(`/api/v1/badges/${draft.id}`)
    expect(draft).toMatchObject({ state: 'draft', issuer: { id: lakeside }, revision: 1, draft: definition })
    expect(await bodyOf(await ada.get(`/api/v1/badges/${draft.id}`))).toEqual(draft)
    for (const other of [ravi, otto, visitor]) {
      expect(await problemOf(await other.get(`/api/v1/badges/${draft.id}`))).toEqual([404, 'not-found'])
    }
    expect((await bodyOf(await visitor.get('/api/v1/badges'))).items).toEqual([])
  })

  test('is for owners and authors', async () => {
    const { ravi, otto, visitor, join, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}/badges`
    expect(await problemOf(await ravi.post(path, definition))).toEqual([403, 'forbidden'])
    expect(await problemOf(await otto.post(path, definition))).toEqual([404, 'not-found'])
    expect(await problemOf(await visitor.post(path, definition))).toEqual([401, 'unauthenticated'])
    expect((await (await join('Maya Ortiz', ['author'])).post(path, definition)).status).toBe(201)
  })

  test('needs a rubric whose goal is one of its levels, and a picture that can be drawn', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}/badges`
    const [criterion] = definition.rubric
    const pointersOf = async (changes: object) => {
      const { errors } = await bodyOf(await ada.post(path, { ...definition, ...changes }))
      return errors.map((error: { pointer: string }) => error.pointer)
    }
    expect(await pointersOf({ rubric: [] })).toEqual(['/rubric'])
    expect(await pointersOf({ rubric: [{ ...criterion, required_level_id: 'maybe' }] })).toEqual([
      '/rubric/0/required_level_id',
    ])
    expect(await pointersOf({ rubric: [criterion, criterion] })).toEqual(['/rubric'])
    expect(await pointersOf({ state: 'published' })).toEqual(['/state'])
    const pictureWith = (changes: object) => ({ artwork: { ...definition.artwork, ...changes } })
    expect(await pointersOf(pictureWith({ icon: 'unicorn' }))).toEqual(['/artwork/icon'])
    expect(await pointersOf(pictureWith({ icon: 'constructor' }))).toEqual(['/artwork/icon'])
    expect(await pointersOf(pictureWith({ level: 4 }))).toEqual(['/artwork/level'])
    expect(await pointersOf(pictureWith({ level: 2, levels: 1 }))).toEqual(['/artwork/level'])
    expect(
      (await ada.post(path, { ...definition, ...pictureWith({ icon: 'languages', level: 4, levels: 4 }) })).status,
    ).toBe(201)
    expect(await pointersOf({ criteria: '['.repeat(100_000).slice(0, 60_000) })).toEqual(['/criteria'])
  })
})

describe('editing a badge', () => {
  test('counts revisions, and the slower of two authors is told', async () => {
    const { ada, join, lakeside } = await world()
    const maya = await join('Maya Ortiz', ['author'])
    const { id } = await draftOf(ada, lakeside)
    const edit = (who: typeof ada, name: string, tag: string) =>
      who.put(`/api/v1/badges/${id}`, { ...definition, name }, { 'if-match': tag })
    const first = await edit(ada, 'By Ada', '"r1"')
    expect([first.status, first.headers.get('ETag')]).toEqual([200, '"r2"'])
    expect(await problemOf(await edit(maya, 'By Maya', '"r1"'))).toEqual([412, 'precondition-failed'])
    expect((await edit(maya, 'By Maya', '"r2"')).status).toBe(200)
    expect((await bodyOf(await ada.get(`/api/v1/badges/${id}`))).draft.name).toBe('By Maya')
  })

  test('of many edits of one revision at once one is kept', async () => {
    const { ada, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    const edits = ['a', 'b', 'c', 'd'].map((name) =>
      ada.put(`/api/v1/badges/${id}`, { ...definition, name }, { 'if-match': '"r1"' }),
    )
    const statuses = (await Promise.all(edits)).map((response) => response.status)
    expect(statuses.sort()).toEqual([200, 412, 412, 412])
  })

  test('says which revision it edits', async () => {
    const { ada, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    for (const tag of [undefined, '*', 'W/"r1"', '"r0"']) {
      const headers = tag === undefined ? {} : { 'if-match': tag }
      expect((await ada.put(`/api/v1/badges/${id}`, definition, headers)).status).toBe(412)
    }
  })

  test("of someone else's badge looks like editing nothing", async () => {
    const { ada, ravi, otto, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    const headers = { 'if-match': '"r1"' }
    expect(await problemOf(await ravi.put(`/api/v1/badges/${id}`, definition, headers))).toEqual([403, 'forbidden'])
    const foreign = await otto.put(`/api/v1/badges/${id}`, definition, headers)
    const missing = await otto.put('/api/v1/badges/019e2700-0000-7000-8000-999999999999', definition, headers)
    expect([foreign.status, missing.status]).toEqual([404, 404])
    expect((await bodyOf(foreign)).detail).toBe((await bodyOf(missing)).detail)
  })
})

describe('publishing a badge', () => {
  test('warns of words that some verifiers put in another order', async () => {
    const { ada, lakeside } = await world()
    const warningsOf = async (changes: object) => {
      const { id } = await bodyOf(await ada.post(`/api/v1/issuers/${lakeside}/badges`, { ...definition, ...changes }))
      const { warnings } = await bodyOf(await ada.post(`/api/v1/badges/${id}/publish`))
      // Where pictures are not drawn, that is told of each badge.
      return warnings.filter(({ code }: { code: string }) => code !== 'picture-without-words')
    }
    expect(await warningsOf({ tags: ['😀', '～'] })).toMatchObject([{ code: 'not-verifiable-everywhere' }])
    expect(await warningsOf({ tags: ['😀', 'équité'] })).toEqual([])
  })

  test('warns on the page as well, before it is too late', async () => {
    const { ada, lakeside } = await world()
    const pageOf = async (changes: object) => {
      const { id } = await bodyOf(await ada.post(`/api/v1/issuers/${lakeside}/badges`, { ...definition, ...changes }))
      return (await ada.get(`/badges/${id}`, { accept: 'text/html' })).text()
    }
    expect(await pageOf({ tags: ['😀', '～'] })).toContain('Some verifiers will not accept awards of this badge')
    expect(await pageOf({ tags: ['😀', 'équité'] })).not.toContain('Some verifiers will not accept')
  })

  test('shows it to everybody, with its picture', async () => {
    const { ada, visitor, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    const response = await ada.post(`/api/v1/badges/${id}/publish`)
    expect(response.status).toBe(201)
    const seen = await bodyOf(await visitor.get(`/api/v1/badges/${id}`))
    expect(seen).toMatchObject({
      id,
      state: 'published',
      issuer: { id: lakeside },
      published: { version: 1, definition },
    })
    expect(seen).not.toHaveProperty('draft')
    expect(seen).not.toHaveProperty('revision')
    const picture = await visitor.get(new URL(seen.published.image_url).pathname)
    expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/png'])
    expect(picture.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
    expect(picture.headers.get('Cache-Control')).toContain('immutable')
    expect([...new Uint8Array(await picture.arrayBuffer()).slice(1, 4)]).toEqual([0x50, 0x4e, 0x47])
    const drawing = await visitor.get(new URL(seen.published.image_url).pathname.replace('.png', '.svg'))
    expect(drawing.headers.get('Content-Security-Policy')).toContain('sandbox')
    expect(await drawing.text()).toContain('<svg')
  })

  test('again after an edit adds a version, and the first one stays as it was', async () => {
    const { ada, visitor, platform, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    const first = await bodyOf(await ada.post(`/api/v1/badges/${id}/publish`))
    await ada.put(`/api/v1/badges/${id}`, { ...definition, name: 'Second words' }, { 'if-match': '"r1"' })
    expect((await bodyOf(await visitor.get(`/api/v1/badges/${id}`))).published.definition.name).toBe(definition.name)
    const second = await bodyOf(await ada.post(`/api/v1/badges/${id}/publish`))
    expect([first.version, second.version]).toEqual([1, 2])
    expect((await bodyOf(await visitor.get(`/api/v1/badges/${id}`))).published.version_id).toBe(second.version_id)
    expect((await findBadgeVersion(platform.db, first.version_id))?.version.definition.name).toBe(definition.name)
    const rewriting = sql`update badge_version set number = 9 where id = ${first.version_id}`
    expect(await refusalOf(platform, rewriting)).toContain('badge_version_no_update')
  })

  test('twice at once gives one version', async () => {
    const { ada, platform, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    const publications = Array.from({ length: 4 }, () => ada.post(`/api/v1/badges/${id}/publish`))
    const statuses = (await Promise.all(publications)).map((response) => response.status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.every((status) => [201, 409, 412].includes(status))).toBe(true)
    expect(await platform.db.all(sql`select number from badge_version`)).toEqual([{ number: 1 }])
  })

  test('without a change is refused', async () => {
    const { ada, lakeside } = await world()
    const { id } = await publishedBadge(ada, lakeside)
    expect(await problemOf(await ada.post(`/api/v1/badges/${id}/publish`))).toEqual([409, 'state-conflict'])
  })

  test('publishes what the author saw, or nothing', async () => {
    const { ada, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    await ada.put(`/api/v1/badges/${id}`, { ...definition, name: 'Changed' }, { 'if-match': '"r1"' })
    const publish = (tag: string) => ada.post(`/api/v1/badges/${id}/publish`, undefined, { 'if-match': tag })
    expect(await problemOf(await publish('"r1"'))).toEqual([412, 'precondition-failed'])
    expect((await publish('"r2"')).status).toBe(201)
  })

  test('is for owners and authors of its issuer', async () => {
    const { ada, ravi, otto, visitor, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    expect((await ravi.post(`/api/v1/badges/${id}/publish`)).status).toBe(403)
    expect((await otto.post(`/api/v1/badges/${id}/publish`)).status).toBe(404)
    expect((await visitor.post(`/api/v1/badges/${id}/publish`)).status).toBe(401)
  })
})

describe('retiring a badge', () => {
  test('takes it out of the catalog, while it can still be read about', async () => {
    const { ada, visitor, lakeside } = await world()
    const { id } = await publishedBadge(ada, lakeside)
    expect((await ada.post(`/api/v1/badges/${id}/retire`)).status).toBe(200)
    expect((await bodyOf(await visitor.get('/api/v1/badges'))).items).toEqual([])
    expect(await bodyOf(await visitor.get(`/api/v1/badges/${id}`))).toMatchObject({ state: 'retired' })
  })

  test('happens once, to a published badge, and is final', async () => {
    const { ada, lakeside } = await world()
    const { id } = await draftOf(ada, lakeside)
    const retire = () => ada.post(`/api/v1/badges/${id}/retire`)
    expect(await problemOf(await retire())).toEqual([409, 'state-conflict'])
    await ada.post(`/api/v1/badges/${id}/publish`)
    const statuses = (await Promise.all([retire(), retire()])).map((response) => response.status)
    expect(statuses.sort()).toEqual([200, 409])
    const edit = await ada.put(`/api/v1/badges/${id}`, { ...definition, name: 'More' }, { 'if-match': '"r1"' })
    expect(await problemOf(edit)).toEqual([409, 'state-conflict'])
    expect(await problemOf(await ada.post(`/api/v1/badges/${id}/publish`))).toEqual([409, 'state-conflict'])
  })

  test('is for owners and authors of its issuer', async () => {
    const { ada, ravi, otto, lakeside } = await world()
    const { id } = await publishedBadge(ada, lakeside)
    expect((await ravi.post(`/api/v1/badges/${id}/retire`)).status).toBe(403)
    expect((await otto.post(`/api/v1/badges/${id}/retire`)).status).toBe(404)
  })
})

describe('the catalog', () => {
  test('comes in pages that neither repeat nor skip', async () => {
    const { ada, visitor, lakeside } = await world()
    const names = ['One', 'Two', 'Three', 'Four', 'Five']
    for (const name of names) await publishedBadge(ada, lakeside, { name })
    const seen: string[] = []
    let address: string | null = '/api/v1/badges?limit=2'
    for (let page = 1; address !== null; page++) {
      const response: Response = await visitor.get(address)
      const { items, next } = await bodyOf(response)
      seen.push(
        ...items.map((badge: { published: { definition: { name: string } } }) => badge.published.definition.name),
      )
      expect(next !== null).toBe(page < 3)
      expect(response.headers.get('Link')).toBe(next && `<${next}>; rel="next"`)
      address = next
    }
    expect(seen).toEqual(names.reverse())
  })

  test('is searched by words, whatever their accents and capitals', async () => {
    const { ada, visitor, lakeside } = await world()
    await publishedBadge(ada, lakeside)
    await publishedBadge(ada, lakeside, { name: 'Teaches 100% of it', tags: [] })
    const found = async (query: string) =>
      (await bodyOf(await visitor.get(`/api/v1/badges?q=${encodeURIComponent(query)}`))).items.length
    expect(await found('DISCUSSIONS')).toBe(2)
    expect(await found('facilitates equite')).toBe(1)
    expect(await found('facilitates 100%')).toBe(0)
    expect(await found('%')).toBe(1)
    expect(await found('_')).toBe(0)
    expect(await found("' or 1=1 --")).toBe(0)
  })

  test('can be one issuer’s', async () => {
    const { ada, otto, visitor, lakeside, hillview } = await world()
    await publishedBadge(ada, lakeside)
    await publishedBadge(otto, hillview)
    const { items } = await bodyOf(await visitor.get(`/api/v1/badges?issuer=${hillview}`))
    expect(items.map((badge: { issuer: { id: string } }) => badge.issuer.id)).toEqual([hillview])
  })

  test.each(['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'cursor=1.%27'])('refuses ?%s', async (query) => {
    const { visitor } = await world()
    expect(await problemOf(await visitor.get(`/api/v1/badges?${query}`))).toEqual([400, 'bad-request'])
  })

  test("an issuer's own list holds drafts, for its authors", async () => {
    const { ada, ravi, otto, lakeside } = await world()
    await draftOf(ada, lakeside)
    await publishedBadge(ada, lakeside)
    const path = `/api/v1/issuers/${lakeside}/badges`
    const { items } = await bodyOf(await ada.get(path))
    expect(items.map((badge: { state: string }) => badge.state).sort()).toEqual(['draft', 'published'])
    expect((await bodyOf(await ada.get(`${path}?state=draft`))).items).toHaveLength(1)
    expect((await ada.get(`${path}?state=gone`)).status).toBe(422)
    expect((await ravi.get(path)).status).toBe(403)
    expect((await otto.get(path)).status).toBe(404)
  })
})

test('a version is an Achievement of the standard, with its rubric as result descriptions', async () => {
  const { ada, platform, lakeside } = await world()
  const { version_id: versionId } = await publishedBadge(ada, lakeside)
  const found = await findBadgeVersion(platform.db, versionId)
  if (!found) throw new Error('There is no such version.')
  const achievement = toAchievement(found.version, found.issuer, platform.config.origin)
  expect(achievementSchema.parse(achievement)).toEqual(achievement)
  const id = `https://badges.lakeside.example/achievements/${versionId}`
  expect(achievement).toMatchObject({
    id,
    achievementType: 'MicroCredential',
    criteria: { id, narrative: definition.criteria },
    creditsAvailable: 6,
    version: '1',
    inLanguage: 'en',
    alignment: [
      { targetName: 'Speaking and listening', targetUrl: 'https://standards.example/sl-1', targetCode: 'SL.1' },
    ],
    resultDescription: [
      {
        id: `${id}#voices`,
        resultType: 'RubricCriterionLevel',
        requiredLevel: `${id}#voices/yes`,
        rubricCriterionLevel: [{ id: `${id}#voices/not-yet` }, { id: `${id}#voices/yes`, name: 'Yes' }],
      },
    ],
  })
})

test('pictures of versions that do not exist are not found', async () => {
  const { visitor } = await world()
  expect((await visitor.get('/achievements/nothing/image.png')).status).toBe(404)
})

async function draftOf(author: World['ada'], issuerId: string, changes: object = {}) {
  const response = await author.post(`/api/v1/issuers/${issuerId}/badges`, { ...definition, ...changes })
  expect(response.status).toBe(201)
  return bodyOf(response)
}

async function publishedBadge(author: World['ada'], issuerId: string, changes: object = {}) {
  const { id } = await draftOf(author, issuerId, changes)
  const response = await author.post(`/api/v1/badges/${id}/publish`)
  expect(response.status).toBe(201)
  return { ...(await bodyOf(response)), id }
}

test('where pictures are not drawn, that is told before a badge is published and where a logo is chosen', async () => {
  const here = await world()
  const platform = { ...here.platform, images: { ...here.platform.images, canDraw: false } }
  const ada = await testPerson(createApp(platform), here.platform, here.ada)
  const drafted = await bodyOf(await ada.post(`/api/v1/issuers/${here.lakeside}/badges`, definition))
  const page = await (await ada.browser.get(`/badges/${drafted.id}`)).text()
  expect(page).toContain('The PNG of this badge shows its shape without words')
  const form = await (await ada.browser.get(`/organizations/${here.lakeside}/issuer`)).text()
  expect(form).toContain('This server takes no other kind.')
})
