import { expect, test } from 'vitest'
import { createOrganization } from '../../src/identity/organizations/create-organization.ts'
import { insertRoleOf } from '../../src/identity/organizations/roles-store.ts'
import { bodyOf } from '../support/answers.ts'
import { goneTo } from '../support/browsing.ts'
import { publishBadge } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields)

/** A badge of Lakeside's that Hillview may use. */
async function withShared(there: World, mode: 'award' | 'copy' = 'copy') {
  const badgeId = await publishBadge(there)
  const path = `/badges/${badgeId}/share`
  const shared = await there.ada.browser.post(path, form({ do: 'share', organization: there.hillview, mode }))
  expect(goneTo(shared)).toEqual([303, path])
  return { ...there, badgeId, mode, sharePath: path, path: `/badges/shared/${badgeId}` }
}

test('a badge shared to copy is listed, shown, and becomes a draft that says where it comes from', async () => {
  const { otto, ada, hillview, path } = await withShared(await world())
  expect(await (await otto.browser.get('/badges/shared')).text()).toContain(`href="${path}"`)
  const shown = await (await otto.browser.get(path)).text()
  for (const words of ['Facilitates discussions', 'Every voice', 'Lakeside School District', 'For Hillview Unified'])
    expect(shown).toContain(words)
  const copied = await otto.browser.post(`${path}/copy`, form({ issuer: hillview }))
  const [status, draft] = goneTo(copied)
  expect(status).toBe(303)
  const page = await (await otto.browser.get(draft ?? '')).text()
  expect(page).toContain('Begun with <a href="/achievements/')
  expect(await (await otto.browser.get(path)).text()).toContain(`href="${draft}"`)
  expect((await bodyOf(await otto.get(`/api/v1${draft}`))).state).toBe('draft')
  expect((await ada.browser.get(draft ?? '')).status).toBe(404)
})

test('pressed twice, also at once, the button leads to one draft', async () => {
  const { otto, hillview, path } = await withShared(await world())
  const press = async () => goneTo(await otto.browser.post(`${path}/copy`, form({ issuer: hillview })))
  const pressed = [...(await Promise.all([press(), press()])), await press()]
  expect(new Set(pressed.map(String)).size).toBe(1)
  expect(pressed[0]).toEqual([303, expect.stringMatching(/^\/badges\/[\w-]+$/)])
  expect((await (await otto.browser.get(path)).text()).match(/<li><a href="\/badges\/(?!shared)/g)).toHaveLength(1)
})

test('whoever writes for several issuers chooses one of them', async () => {
  const there = await withShared(await world())
  const { otto, hillview, platform, path } = there
  const school = await createOrganization(platform, otto.actor, {
    name: 'Hill School',
    type: 'school',
    parentId: hillview,
  })
  const profile = { name: 'Hill School Badges', url: 'https://hill.example', email: 'hill@hillview.example' }
  expect((await otto.post(`/api/v1/organizations/${school.id}/issuer`, profile)).status).toBe(201)
  const shown = await (await otto.browser.get(path)).text()
  expect(shown).toContain(`<option value="${school.id}">Hill School Badges</option>`)
  const copied = await otto.browser.post(`${path}/copy`, form({ issuer: school.id }))
  const { issuer } = await bodyOf(await otto.get(`/api/v1${copied.headers.get('location')}`))
  expect(issuer.id).toBe(school.id)
})

test('what is no longer shared is gone, and what was copied stays', async () => {
  const { ada, otto, hillview, mode, sharePath, path } = await withShared(await world())
  const copied = await otto.browser.post(`${path}/copy`, form({ issuer: hillview }))
  const stopped = await ada.browser.post(sharePath, form({ do: 'stop', organization: hillview, mode }))
  expect(stopped.status).toBe(303)
  expect((await otto.browser.get(path)).status).toBe(404)
  expect((await otto.browser.post(`${path}/copy`, form({ issuer: hillview }))).status).toBe(404)
  expect(await (await otto.browser.get('/badges/shared')).text()).toContain('No issuer shares a badge')
  expect((await otto.browser.get(copied.headers.get('location') ?? '')).status).toBe(200)
})

test('a badge shared to award is shown, and not to be copied', async () => {
  const { otto, hillview, path } = await withShared(await world(), 'award')
  const shown = await (await otto.browser.get(path)).text()
  expect(shown).toContain('It is signed by Lakeside School District.')
  expect(shown).not.toContain('Copy it')
  expect((await otto.browser.post(`${path}/copy`, form({ issuer: hillview }))).status).toBe(404)
})

test('nobody else finds it, and nobody copies it to where they write nothing', async () => {
  const there = await withShared(await world())
  const { ada, otto, ravi, visitor, lakeside, hillview, platform, path, join } = there
  const reader = await join('Rita Reader', [])
  await platform.db.batch([
    insertRoleOf(platform.db, { personId: reader.id, organizationId: hillview, name: 'viewer', createdAt: 1 }),
  ])
  for (const stranger of [ada, ravi, reader]) {
    expect((await stranger.browser.get(path)).status).toBe(404)
    expect((await stranger.browser.post(`${path}/copy`, form({ issuer: hillview }))).status).toBe(404)
  }
  for (const issuer of [lakeside, 'nowhere', ''])
    expect((await otto.browser.post(`${path}/copy`, form({ issuer }))).status).toBe(404)
  expect(goneTo(await visitor.get('/badges/shared', { accept: 'text/html' }))[0]).toBe(303)
})

test('copied and no longer shared at once, it is one or the other', async () => {
  const { ada, otto, hillview, mode, sharePath, path } = await withShared(await world())
  const [copied, stopped] = await Promise.all([
    otto.browser.post(`${path}/copy`, form({ issuer: hillview })),
    ada.browser.post(sharePath, form({ do: 'stop', organization: hillview, mode })),
  ])
  expect([303, 404, 409]).toContain(copied.status)
  expect(stopped.status).toBe(303)
})
