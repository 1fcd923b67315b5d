import { expect, test } from 'vitest'
import { insertRoleOf } from '../../src/identity/organizations/roles-store.ts'
import { bodyOf } from '../support/answers.ts'
import { goneTo } from '../support/browsing.ts'
import { withSchools } from '../support/organizations.ts'
import { type World, world } from '../support/world.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const teacher = { title: 'Teacher, grade 4', lane: 'instructional', startsOn: '2024-08-01', endsOn: '' }

/** Where Lena's positions are, with one at the first school. */
async function withPosition(there: World) {
  const schools = await withSchools(there)
  const { ada, lena, lakeside, oak } = schools
  const person = `/organizations/${lakeside}/people/${lena.id}`
  const added = await ada.browser.post(`${person}/positions/new`, form({ ...teacher, organizationId: oak }))
  expect(goneTo(added)).toEqual([303, `${person}?position=added`])
  const [position] = (await bodyOf(await ada.get(`/api/v1/people/${lena.id}/positions`))).items
  return { ...schools, person, position, path: `${person}/positions/${position.id}` }
}

test('an owner gives somebody a position at a school below, and the page keeps what was wrong', async () => {
  const { ada, lena, oak, person, position } = await withPosition(await world())
  expect(position).toMatchObject({ organization_id: oak, title: 'Teacher, grade 4', starts_on: '2024-08-01' })
  const shown = await (await ada.browser.get(`${person}?position=added`)).text()
  for (const words of ['The position is added.', 'Teacher, grade 4', 'Oak School', 'August 1, 2024'])
    expect(shown).toContain(words)
  const wrong = await ada.browser.post(
    `${person}/positions/new`,
    form({ ...teacher, title: 'Coach <b>', endsOn: '2024-07-31', organizationId: oak }),
  )
  const page = await wrong.text()
  expect([wrong.status, page.includes('<title>Error: ')]).toEqual([422, true])
  expect(page).toContain('value="Coach &lt;b&gt;"')
  expect(page.match(/It can’t end before it begins\./g)).toHaveLength(2)
  expect(page).toContain('href="#f-endsOn"')
  expect((await bodyOf(await ada.get(`/api/v1/people/${lena.id}/positions`))).items).toHaveLength(1)
})

test('a position is corrected, ended, and the end undone', async () => {
  const { ada, lena, person, path } = await withPosition(await world())
  const current = async () => (await bodyOf(await lena.get('/api/v1/me/positions'))).items[0]
  const corrected = form({ ...teacher, title: 'Teacher, grade 5', lane: '', do: 'save' })
  expect(goneTo(await ada.browser.post(path, corrected))).toEqual([303, `${person}?position=saved`])
  expect(await current()).toMatchObject({ title: 'Teacher, grade 5', lane: null, ends_on: null })

  const early = await ada.browser.post(path, form({ do: 'end', lastDay: '2024-07-31' }))
  expect([early.status, (await early.text()).includes('href="#f-lastDay"')]).toEqual([422, true])
  const ended = await ada.browser.post(path, form({ do: 'end', lastDay: '2026-05-13' }))
  expect(ended.status).toBe(303)
  expect(await current()).toMatchObject({ ends_on: '2026-05-13' })
  const shown = await (await ada.browser.get(ended.headers.get('location') ?? '')).text()
  expect(shown).toContain('Undo')
  expect(shown).toContain('May 13, 2026')
  expect(goneTo(await ada.browser.post(path, form({ do: 'undo', before: '' })))).toEqual([
    303,
    `${person}?position=undone`,
  ])
  expect(await current()).toMatchObject({ ends_on: null })
})

test('ended by two at once, it ends once', async () => {
  const { ada, stella, lena, path } = await withPosition(await world())
  const ends = ['2026-05-01', '2026-06-01']
  const answers = await Promise.all(
    [ada, stella].map((owner, index) => owner.browser.post(path, form({ do: 'end', lastDay: ends[index] ?? '' }))),
  )
  expect(answers.every(({ status }) => status === 303 || status === 409)).toBe(true)
  expect(ends).toContain((await bodyOf(await lena.get('/api/v1/me/positions'))).items[0].ends_on)
})

test('nobody else finds the person, the position or a place to put one', async () => {
  const { ada, otto, ravi, sam, lena, visitor, lakeside, hillview, oak, person, path } = await withPosition(
    await world(),
  )
  for (const stranger of [otto, sam]) {
    for (const one of [person, `${person}/positions/new`, path])
      expect((await stranger.browser.get(one)).status).toBe(404)
    expect((await stranger.browser.post(path, form({ do: 'end', lastDay: '2026-05-13' }))).status).toBe(404)
    expect(
      (await stranger.browser.post(`${person}/positions/new`, form({ ...teacher, organizationId: oak }))).status,
    ).toBe(404)
  }
  expect((await ravi.browser.get(path)).status).toBe(403)
  expect(goneTo(await visitor.get(path, { accept: 'text/html' }))[0]).toBe(303)
  // A person of another district, by an address that names one's own.
  expect((await ada.browser.get(`/organizations/${lakeside}/people/${otto.id}/positions/new`)).status).toBe(404)
  const abroad = form({ ...teacher, organizationId: hillview })
  expect((await ada.browser.post(`${person}/positions/new`, abroad)).status).toBe(404)
  const noPosition = `${person}/positions/${lena.id}`
  expect((await ada.browser.get(noPosition)).status).toBe(404)
})

test('who owns only the school changes what is there from the school’s own page', async () => {
  const { sam, lena, oak, position, platform } = await withPosition(await world())
  await platform.db.batch([
    insertRoleOf(platform.db, { personId: lena.id, organizationId: oak, name: 'learner', createdAt: 1 }),
  ])
  const here = `/organizations/${oak}/people/${lena.id}`
  expect(await (await sam.browser.get(here)).text()).toContain('Teacher, grade 4')
  const ended = await sam.browser.post(`${here}/positions/${position.id}`, form({ do: 'end', lastDay: '2026-05-13' }))
  expect(ended.status).toBe(303)
})
