import { expect, test } from 'vitest'
import { createOrganization } from '../../src/identity/organizations/create-organization.ts'
import { bodyOf } from '../support/answers.ts'
import { goneTo } from '../support/browsing.ts'
import { type World, world } from '../support/world.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const words = {
  name: 'Lakeside Badges',
  url: 'https://lakeside.example',
  email: 'badges@lakeside.example',
  description: '',
}

const issuerOf = async ({ visitor, lakeside }: World) => await bodyOf(await visitor.get(`/api/v1/issuers/${lakeside}`))

test('an issuer says something else of itself with a form, which keeps what was typed wrong', async () => {
  const place = await world()
  const { ada, lakeside } = place
  const path = `/organizations/${lakeside}/issuer`
  const wrong = await ada.browser.post(
    path,
    form({ ...words, do: 'profile', revision: '1', name: '', url: 'lake<side>' }),
  )
  const page = await wrong.text()
  expect([wrong.status, page.includes('<title>Error: '), page.includes('value="lake&lt;side&gt;"')]).toEqual([
    422,
    true,
    true,
  ])
  for (const field of ['name', 'url']) expect(page).toContain(`href="#f-${field}"`)
  expect(goneTo(await ada.browser.post(path, form({ ...words, do: 'profile', revision: '1' })))).toEqual([
    303,
    `/organizations/${lakeside}`,
  ])
  expect(await issuerOf(place)).toMatchObject({ name: 'Lakeside Badges', url: 'https://lakeside.example' })
})

test('who typed while somebody else saved sees both, and may replace what is saved', async () => {
  const place = await world()
  const { ada, lakeside } = place
  const path = `/organizations/${lakeside}/issuer`
  const save = (name: string, revision: string) =>
    ada.browser.post(path, form({ ...words, do: 'profile', revision, name }))
  const answers = await Promise.all([save('First Name', '1'), save('Second Name', '1')])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 412])
  const lost = answers.findIndex(({ status }) => status === 412)
  const [typed, saved] = lost === 0 ? ['First Name', 'Second Name'] : ['Second Name', 'First Name']
  const page = (await answers[lost]?.text()) ?? ''
  expect(page).toContain(`value="${typed}"`)
  // Only where what was typed differs.
  expect(page.match(/Saved now: [^<]*/g)).toEqual([`Saved now: ${saved}`])
  expect(page).toContain('name="revision" value="2"')
  expect((await save(typed, '2')).status).toBe(303)
  expect((await issuerOf(place)).name).toBe(typed)
})

test('its colors are its own, or else those above it, and always such that words can be read', async () => {
  const place = await world()
  const { ada, lakeside, platform } = place
  const { id } = await createOrganization(platform, ada.actor, {
    name: 'Oak School',
    type: 'school',
    parentId: lakeside,
  })
  const path = `/organizations/${id}/issuer`
  await ada.browser.post(`/organizations/${lakeside}/settings`, form({ do: 'set-up', color: '#ffc531' }))
  expect(await (await ada.browser.get(path)).text()).toContain('Create the issuer')
  expect((await ada.browser.post(path, form({ ...words, do: 'issue' }))).status).toBe(303)
  const inherited = await (await ada.browser.get(path)).text()
  expect(inherited).toContain('Leave it empty to use #ffc531 of Lakeside School District.')
  expect(inherited).toContain('Words in #ffc531 are hard to read.')
  const wrong = await ada.browser.post(path, form({ do: 'color', color: 'green' }))
  expect([wrong.status, (await wrong.text()).includes('value="green"')]).toEqual([422, true])
  expect((await ada.browser.post(path, form({ do: 'color', color: '#00ff00' }))).status).toBe(303)
  const sheet = await (await ada.browser.get(`/issuers/${id}/colors.css`)).text()
  expect(sheet.startsWith(':root{--blue:#')).toBe(true)
})

test('nobody else opens it, and nothing is done that the form does not name', async () => {
  const { ada, ravi, otto, lakeside, hillview } = await world()
  const path = `/organizations/${lakeside}/issuer`
  expect((await ravi.browser.get(path)).status).toBe(403)
  expect((await otto.browser.get(path)).status).toBe(404)
  expect((await otto.browser.post(path, form({ ...words, do: 'profile', revision: '1' }))).status).toBe(404)
  expect((await ada.browser.get(`/organizations/${hillview}/issuer`)).status).toBe(404)
  expect((await ada.browser.post(path, form({ do: 'nothing' }))).status).toBe(400)
  expect((await ada.browser.post(path, form({ ...words, do: 'issue' }))).status).toBe(409)
})
