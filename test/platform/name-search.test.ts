import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createOrganization } from '../../src/identity/organizations/create-organization.ts'
import { foldedName, letterFold, letterPlace } from '../../src/platform/db/name-search-tables.ts'
import { foldText } from '../../src/platform/search-words.ts'
import { bodyOf } from '../support/answers.ts'
import { world } from '../support/world.ts'

describe('a name', () => {
  test.each([
    ['Zoë O’Brien', ['zoe', 'ZOË', 'zoe\u0308', 'obrien', "o'brien", 'oʼbrien']],
    ['Straße Weiß', ['strasse', 'straße', 'STRASSE', 'WEISS']],
    ['İpek Yılmaz', ['ipek', 'yilmaz', 'YILMAZ', 'yılmaz', 'İPEK']],
    ['Jose\u0301 Mun\u0303oz', ['josé', 'jose', 'MUÑOZ']],
    ['Søren Æble', ['soren', 'søren', 'aeble']],
    ['Łukasz Ðorđe', ['lukasz', 'dorde']],
    ['Ольга Йовович', ['ольга', 'ОЛЬГА', 'иовович', 'йовович']],
    ['김민준', ['김민', '김민'.normalize('NFD')]],
  ])('%s is found however it is typed, of a person and of an organization', async (name, queries) => {
    const { ada, lakeside, platform, join } = await world()
    const maya = await join('Maya Ortiz', ['learner'])
    await maya.patch('/api/v1/me', { name })
    await createOrganization(platform, ada.actor, { name, type: 'school', parentId: lakeside })
    for (const query of queries) {
      const q = encodeURIComponent(query)
      const people = (await bodyOf(await ada.get(`/api/v1/organizations/${lakeside}/people?q=${q}`))).items
      expect([query, people.map(({ person_id }: { person_id: string }) => person_id)]).toEqual([query, [maya.id]])
      expect((await bodyOf(await ada.get(`/api/v1/organizations?q=${q}`))).items).toHaveLength(1)
    }
  })

  test('is folded by the database as by us, letter by letter', async () => {
    const { platform } = await world()
    const known = await platform.db.select().from(letterFold)
    expect(known.length).toBeGreaterThan(5000)
    expect(known.filter(({ letter, folded }) => foldText(letter) !== folded)).toEqual([])
  })

  test('is folded to its end, however long it is', async () => {
    const { platform, lena } = await world()
    const name = 'É'.repeat(200)
    await lena.patch('/api/v1/me', { name })
    const kept = await platform.db.select().from(foldedName).where(eq(foldedName.name, name))
    expect(kept).toEqual([{ name, folded: 'e'.repeat(200) }])
    expect(await platform.db.$count(letterPlace)).toBeGreaterThan(200)
  })

  test('that nobody has any more is forgotten in its folded form too', async () => {
    const { platform, lena } = await world()
    const kept = async (name: string) => await platform.db.$count(foldedName, eq(foldedName.name, name))
    expect([await kept(lena.name)]).toEqual([1])
    await lena.patch('/api/v1/me', { name: 'Lena Nova' })
    expect([await kept(lena.name), await kept('Lena Nova')]).toEqual([0, 1])
  })
})
