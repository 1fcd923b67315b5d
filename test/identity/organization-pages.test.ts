import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { markEmailVerified } from '../../src/identity/people/emails-store.ts'
import { findPersonByEmail } from '../../src/identity/people/people-store.ts'
import { bodyOf } from '../support/answers.ts'
import { deliverMail } from '../support/mailbox.ts'
import { employ, giveRole, withSchools } from '../support/organizations.ts'
import { testPerson } from '../support/people.ts'
import { pngEnd, pngFile, pngHeader, pngPixels } from '../support/picture-files.ts'
import { issueAward } from '../support/progress.ts'
import { world } from '../support/world.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields)

test('an organization is made with a form, which keeps what was typed when something is wrong', async () => {
  const { ada, lakeside } = await world()
  const wrong = await ada.browser.post('/organizations/new', form({ name: '', type: 'school', parentId: lakeside }))
  const page = await wrong.text()
  expect([wrong.status, page.includes('Enter a name.'), page.includes('<title>Error: ')]).toEqual([422, true, true])
  const fields = form({ name: 'Oak <School>', type: 'school', parentId: lakeside })
  const made = await ada.browser.post('/organizations/new', fields)
  expect(made.status).toBe(303)
  const shown = await (await ada.browser.get(made.headers.get('location') ?? '')).text()
  expect(shown).toContain('Oak &lt;School&gt;')
})

test('settings are saved with a form, and a color that cannot be read is said to be changed', async () => {
  const { ada, lakeside } = await world()
  const path = `/organizations/${lakeside}/settings`
  const wrong = await ada.browser.post(path, form({ do: 'set-up', idleMinutes: '1', timeZone: 'Mars', domains: 'x' }))
  const said = (await wrong.text()).match(/At least 5 minutes|not a time zone|Enter domains such as/g)
  // Each above the form and beside its field.
  expect([wrong.status, said?.sort()]).toEqual([
    422,
    ['At least 5 minutes', 'At least 5 minutes', 'Enter domains such as', 'Enter domains such as'].concat([
      'not a time zone',
      'not a time zone',
    ]),
  ])
  expect((await ada.browser.post(path, form({ do: 'set-up', color: '#ffc531' }))).status).toBe(303)
  expect(await (await ada.browser.get(path)).text()).toContain('Words in #ffc531 are hard to read.')
  expect((await ada.browser.post(path, form({ do: 'close' }))).status).toBe(422)
  expect((await ada.browser.post(path, form({ do: 'nothing' }))).status).toBe(400)
})

test('a logo comes with a form, and what is no picture does not', async () => {
  const { ada, lakeside, visitor } = await world()
  const send = (content: Uint8Array<ArrayBuffer>) => {
    const fields = new FormData()
    fields.set('logo', new File([content], 'logo.png', { type: 'image/png' }))
    return ada.browser.post(`/organizations/${lakeside}/logo`, fields)
  }
  const script = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
  expect((await send(script)).status).toBe(415)
  const picture = Uint8Array.from(pngFile(pngHeader(64, 64), pngPixels(64), pngEnd))
  expect((await send(picture)).status).toBe(303)
  expect(await (await visitor.get(`/issuers/${lakeside}`, { accept: 'text/html' })).text()).toContain('class="logo"')
})

test('people are listed, changed and removed with forms, after saying that one is sure', async () => {
  const { ada, lena, lakeside } = await world()
  const person = `/organizations/${lakeside}/people/${lena.id}`
  expect(await (await ada.browser.get(`/organizations/${lakeside}/people?q=lena`)).text()).toContain(lena.email)
  expect((await ada.browser.post(person, form({ do: 'grant', role: 'coach' }))).status).toBe(303)
  expect((await ada.browser.post(person, form({ do: 'suspend' }))).status).toBe(303)
  expect(await (await ada.browser.get(person)).text()).toContain('Lift the suspension')
  expect((await ada.browser.post(person, form({ do: 'grant', role: 'author' }))).status).toBe(409)
  expect((await ada.browser.post(person, form({ do: 'reinstate' }))).status).toBe(303)
  expect((await ada.browser.post(person, form({ do: 'revoke', role: 'coach' }))).status).toBe(303)
  expect((await ada.browser.post(person, form({ do: 'remove' }))).status).toBe(422)
  expect((await ada.browser.post(person, form({ do: 'remove', sure: 'yes' }))).status).toBe(303)
  expect((await ada.browser.get(person)).status).toBe(404)
})

test('a district finds everybody below it, with where they are, what they do and what they earned', async () => {
  const place = await withSchools(await world())
  const { ada, sam, ravi, lakeside, oak, elm } = place
  const tess = await employ(place, 'Tess Teacher', oak)
  await giveRole(place, tess, elm, 'coach')
  await issueAward({ ...place, lena: tess })
  const people = `/organizations/${lakeside}/people`
  const csv = async (query: string) => (await (await ada.browser.get(`${people}.csv${query}`)).text()).split('\r\n')
  expect(await csv('?q=tess')).toEqual([
    expect.stringContaining('name,email'),
    `Tess Teacher,${tess.email},Elm School,coach,,active,1`,
    `Tess Teacher,${tess.email},Oak School,learner,,active,1`,
    '',
  ])
  const page = await (await ada.browser.get(`${people}?place=${oak}`)).text()
  expect([page.includes(tess.email), page.includes(sam.email), page.includes(ravi.email)]).toEqual([true, true, false])
  expect(page).toContain(`/organizations/${elm}/people/${tess.id}`)
  for (const [query, isThere] of [
    ['role=coach', true],
    ['role=author', false],
    ['account=active', true],
    ['account=waiting', false],
    ['lane=instructional', false],
    [`place=${elm}`, true],
    ['account=nonsense&role=nonsense', true],
  ] as const)
    expect((await csv(`?q=tess&${query}`)).length > 2).toBe(isThere)
  // A school sees its own; whoever manages nobody sees no list.
  const own = await (await sam.browser.get(`/organizations/${oak}/people`)).text()
  expect([own.includes(tess.email), own.includes(ravi.email)]).toEqual([true, false])
  expect((await sam.browser.get(people)).status).toBe(404)
  expect((await ravi.browser.get(people)).status).toBe(403)
  const { items } = await bodyOf(await ada.get(`/api/v1/organizations/${lakeside}/staff?q=tess`))
  expect(items).toMatchObject([{ person_id: tess.id, account: 'active', places: [{ id: elm }, { id: oak }] }])
})

test('a spreadsheet of people holds no formulas', async () => {
  const { ada, join, lakeside } = await world()
  const eve = await join('Eve', ['learner'])
  await eve.patch('/api/v1/me', { name: '=HYPERLINK("https://evil.example")' })
  const response = await ada.browser.get(`/organizations/${lakeside}/people.csv?role=learner`)
  const text = await response.text()
  expect(response.headers.get('content-disposition')).toContain('people.csv')
  expect(text).toContain('"\'=HYPERLINK(""https://evil.example"")"')
  expect(text.trim().split('\r\n')).toHaveLength(3)
})

test('the link of an invitation shows it to anybody, and lets only the one it was sent to accept', async () => {
  const { ada, lena, visitor, app, platform, lakeside } = await world()
  const invited = { name: 'Maya Ortiz', email: 'maya@lakeside.example', roles: 'reviewer' }
  expect((await ada.browser.post(`/organizations/${lakeside}/people`, form(invited))).status).toBe(303)
  await deliverMail(platform)
  const link = /\/invitations\/[\w-]+/.exec(platform.mailbox.at(-1)?.text ?? '')?.[0] ?? ''
  expect(await (await visitor.get(link, { accept: 'text/html' })).text()).toContain(
    `/signin?next=${encodeURIComponent(link)}`,
  )
  expect(await (await lena.browser.get(link)).text()).toContain('an address that you have not confirmed')
  expect((await lena.browser.post(link)).status).toBe(404)

  const maya = await findPersonByEmail(platform.db, invited.email)
  if (!maya) throw new Error('Nobody was invited.')
  await markEmailVerified(platform.db, { personId: maya.id, email: invited.email, at: 1 })
  const { browser, ...program } = await testPerson(app, platform, maya)
  expect(await (await browser.get('/organizations')).text()).toContain('You are invited')
  expect((await browser.post(link)).headers.get('location')).toBe(`/organizations/${lakeside}`)
  expect((await bodyOf(await program.get(`/api/v1/organizations/${lakeside}`))).roles).toEqual(['reviewer'])
  expect((await visitor.get(link, { accept: 'text/html' })).status).toBe(404)
})

test('owners find rosters and the audit log from their organizations, and nobody else is led there', async () => {
  const { ada, ravi, lakeside } = await world()
  const here = `/organizations/${lakeside}`
  const pages = async (person: typeof ada) =>
    Promise.all(['/organizations', here].map(async (path) => await (await person.browser.get(path)).text()))
  const [list, organization] = await pages(ada)
  for (const link of ['/admin/rosters', '/admin/audit']) expect(list).toContain(`href="${link}"`)
  for (const link of ['/admin/rosters', `/admin/audit?subject=${lakeside}`]) {
    expect(organization).toContain(`href="${link}"`)
    expect((await ada.browser.get(link)).status).toBe(200)
  }
  expect((await pages(ravi)).join('')).not.toContain('href="/admin/')
})

test('a page that was bookmarked under the former spelling leads to where it stands now', async () => {
  const { ada, lakeside } = await world()
  const response = await ada.browser.get(`/organisations/${lakeside}/people?after=x`)
  expect([response.status, response.headers.get('location')]).toEqual([
    301,
    `/organizations/${lakeside}/people?after=x`,
  ])
})

test('pages carry the name of one’s district, and of the only organization that a server is for', async () => {
  const { ada, visitor, platform, lakeside } = await world()
  const brandOn = async (page: Response | Promise<Response>) =>
    /class="brand".*?<span>([^<]*)/s.exec(await (await page).text())?.[1]
  expect(await brandOn(ada.browser.get('/home'))).toBe('Lakeside School District')
  // Two districts share this server, so a stranger is told of neither.
  expect(await brandOn(visitor.get('/verify', { accept: 'text/html' }))).toBe('Signet')
  await platform.db.run(sql`update organization set closed_at = 1 where parent_id is null and id <> ${lakeside}`)
  expect(
    await brandOn(
      createApp(platform).request(`${platform.config.origin}/verify`, { headers: { accept: 'text/html' } }),
    ),
  ).toBe('Lakeside School District')
})
