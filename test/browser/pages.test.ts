import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assets } from '../../src/web/assets.ts'
import { bodyOf } from '../support/answers.ts'
import { facilitation, publishBadge } from '../support/progress.ts'
import { type BrowserSite, openBrowserSite } from './support/browser-site.ts'
import { type FilledSite, fillSite, pagesOf, publicPages } from './support/fill-site.ts'
import { checkAsShown, findFaults } from './support/look.ts'

let site: BrowserSite
let paths: FilledSite
beforeAll(async () => {
  site = await openBrowserSite()
  paths = await fillSite(site)
})
afterAll(() => site.close())

test('pages for everyone are without fault on a desk and on a phone, in light and in dark', async () => {
  const { page, complaints } = await site.open()
  const faults: string[] = []
  for (const path of publicPages(paths)) faults.push(...(await findFaults(page, path)))
  expect([...faults, ...complaints]).toEqual([])
}, 60_000)

test('pages for learners, reviewers and issuers are without fault', async () => {
  const faults: string[] = []
  for (const [person, theirs] of pagesOf(site, paths)) {
    const { page, complaints } = await site.arrive(person)
    for (const path of theirs) faults.push(...(await findFaults(page, path)))
    faults.push(...complaints)
  }
  expect(faults).toEqual([])
}, 180_000)

test('without script an owner ends a position, and undoes it', async () => {
  const { page } = await site.arrive(site.ada, { javaScriptEnabled: false })
  await page.goto(paths.people)
  await page.getByRole('link', { name: 'Change Lena Lindqvist' }).click()
  await page.getByRole('link', { name: 'Change Teacher, grade 4' }).click()
  await page.getByRole('textbox', { name: 'What they work as' }).fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').getByText('Write what they work as.').waitFor()
  await page.getByRole('textbox', { name: 'What they work as' }).fill('Teacher, grade 5')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Change Teacher, grade 5' }).click()
  await page.getByRole('button', { name: 'End this position' }).click()
  await page.getByRole('status').getByText('Teacher, grade 5 ends on May 14, 2026.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('status').getByText('The end is taken back.').waitFor()
})

test('without script an owner copies a badge that another district shares', async () => {
  const { page } = await site.arrive(site.otto, { javaScriptEnabled: false })
  await page.goto('/badges')
  await page.getByRole('link', { name: 'Shared with you' }).click()
  await page.getByRole('link', { name: 'Leads discussions in which every student speaks' }).click()
  await page.getByRole('button', { name: 'Copy it' }).click()
  await page.getByText('Begun with', { exact: false }).waitFor()
})

test('the picture of a badge is all that a stranger needs to check it', async () => {
  const { page } = await site.open({ javaScriptEnabled: false })
  const picture = await site.visitor.get(`${paths.award}.png`)
  const buffer = Buffer.from(await picture.arrayBuffer())
  await page.goto('/verify')
  await page.getByLabel('Bring a file').setInputFiles({ name: 'badge.png', mimeType: 'image/png', buffer })
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByRole('heading', { name: 'This credential is valid' }).waitFor()
  expect(await page.title()).toMatch(/^This credential is valid/)
})

test('what cannot be read stays in the form, and the error takes the focus', async () => {
  const { page } = await site.open()
  await page.goto('/verify')
  await page.getByLabel('Link, ID or text').fill('my cat is certified')
  await page.getByRole('button', { name: 'Check it' }).click()
  const alert = page.getByRole('alert')
  await alert.getByText('We cannot read this.', { exact: false }).waitFor()
  expect(await page.getByLabel('Link, ID or text').inputValue()).toBe('my cat is certified')
  expect(await alert.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
  expect(await page.title()).toMatch(/^Error: /)
})

test('the page of a credential is kept by nobody and listed nowhere', async () => {
  const { headers } = await site.visitor.get(paths.award, { accept: 'text/html' })
  expect([headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex'])
})

test('an older version of a badge says so and leads to the newest', async () => {
  const { ada } = site
  const badgeId = await publishBadge(site, { name: 'First edition' })
  const { published, revision } = await bodyOf(await ada.get(`/api/v1/badges/${badgeId}`))
  const edit = { ...facilitation, name: 'Second edition' }
  const edited = await ada.put(`/api/v1/badges/${badgeId}`, edit, { 'if-match': `"r${revision}"` })
  expect(edited.status).toBe(200)
  const newest = await bodyOf(await ada.post(`/api/v1/badges/${badgeId}/publish`))
  const { page } = await site.open({ javaScriptEnabled: false })
  await page.goto(`/achievements/${published.version_id}`)
  await page.getByRole('link', { name: 'See the newest version' }).click()
  expect(new URL(page.url()).pathname).toBe(`/achievements/${newest.version_id}`)
})

test('the first press of Tab leads past the menu', async () => {
  const { page } = await site.open()
  await page.goto(paths.award)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const focused = page.locator(':focus')
  expect(await focused.textContent()).toContain('Check again')
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
})

test('words of strangers stay words', async () => {
  const { page, complaints } = await site.open()
  page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`))
  await page.goto('/verify')
  await page.getByLabel('Link, ID or text').fill(JSON.stringify(hostileCredential))
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByRole('heading', { name: 'Do not trust this file' }).waitFor()
  expect(await page.locator('main img, main script, main iframe').count()).toBe(0)
  const links = await page.locator('main a').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  expect(links.filter((href) => !/^(https:\/\/|\/|#)/.test(href ?? ''))).toEqual([])
  expect(await page.locator('body').textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  expect([...(await checkAsShown(page)), ...complaints]).toEqual([])
})

const attack = '"><img src=https://evil.example/x onerror=alert(1)><script>alert(2)</script>\u202e'
const hostileCredential = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  id: 'urn:uuid:7c2a5c1e-9d35-4f0e-8f7e-2f8a8f3f5a10',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', type: ['Profile'], name: attack },
  validFrom: '2026-01-01T00:00:00Z',
  name: attack,
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [{ type: 'IdentityObject', hashed: false, identityHash: attack, identityType: 'name' }],
    achievement: {
      id: 'https://evil.example/a',
      type: ['Achievement'],
      name: attack,
      description: attack,
      image: { id: 'https://evil.example/pixel.png', type: 'Image' },
      criteria: { narrative: `${attack}\n\n[press](javascript:alert(3)) ![x](https://evil.example/y.png)` },
      alignment: [{ type: ['Alignment'], targetName: attack, targetUrl: 'javascript:alert(4)' }],
    },
  },
  evidence: [{ id: 'javascript:alert(5)', type: ['Evidence'], name: attack, narrative: attack }],
}

test('the menu opens on a desk and on a phone, by keyboard and without script, and holds what somebody may', async () => {
  const { page } = await site.arrive(site.ada, { javaScriptEnabled: false })
  await page.goto('/home')
  const menu = page.getByRole('navigation', { name: 'Main' })
  const entries = async () => (await menu.getByRole('link').allInnerTexts()).map((words) => words.trim())
  expect(await entries()).toEqual(['My work', 'Find', 'Check'])
  await menu.getByText('Menu').focus()
  await page.keyboard.press('Enter')
  const all = ['My work', 'Find', 'Check', 'Badges', 'Submissions', 'Awards', 'Organizations', 'Messages', 'Me']
  expect((await entries()).map((words) => words.replace(/ \(\d+\)/, ''))).toEqual(all)

  const open = await site.arrive(site.ada)
  await open.page.goto('/home')
  await open.page.getByRole('navigation', { name: 'Main' }).getByText('Menu').click()
  for (const width of [1440, 320]) {
    await open.page.setViewportSize({ width, height: 800 })
    await open.page.getByRole('link', { name: 'Organizations' }).waitFor()
    expect(await checkAsShown(open.page)).toEqual([])
    expect(await open.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0)
    if (process.env.PICTURES) await open.page.screenshot({ path: `${process.env.PICTURES}/menu-${width}.png` })
  }
})

test('style and script stay light, and everything that pages name was built', () => {
  const folder = new URL('../../dist/public/', import.meta.url)
  const built = readdirSync(new URL('assets/', folder)).map((name) => `/assets/${name}`)
  expect(Object.values(assets).filter((name) => !built.includes(name))).toEqual([])
  const weigh = (name: string) => gzipSync(readFileSync(new URL(`.${name}`, folder))).length
  const areas = ['identity', 'definitions', 'assessment', 'credentials', 'operations'] as const
  for (const area of areas) {
    expect(weigh(assets.siteStyles) + weigh(assets[`${area}Styles`])).toBeLessThan(12_000)
  }
  expect(weigh(assets.copyScript)).toBeLessThan(25_000)
  const fonts = built
    .filter((name) => name.endsWith('.woff2'))
    .map((name) => readFileSync(new URL(`.${name}`, folder)).length)
  expect(fonts.reduce((sum, size) => sum + size)).toBeLessThan(110_000)
})
