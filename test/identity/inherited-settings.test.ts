import { expect, test } from 'vitest'
import { saveSettings } from '../../src/identity/organizations/edit-organization.ts'
import { suspendPerson } from '../../src/identity/organizations/suspend-person.ts'
import { askForLink } from '../../src/identity/sign-in/ask-for-link.ts'
import { deliverMail } from '../support/mailbox.ts'
import { withSchools } from '../support/organizations.ts'
import { issueAward } from '../support/progress.ts'
import { world } from '../support/world.ts'

const honolulu = { timeZone: 'Pacific/Honolulu', language: 'es' } as const

test('times on pages are in one’s own zone, or else in that of the nearest organization that names one', async () => {
  const { ada, lena, stella, state, lakeside, platform } = await withSchools(await world())
  const shown = async () => await (await lena.browser.get('/me/sessions')).text()
  expect(await shown()).not.toContain('HST')
  await saveSettings(platform, stella.actor, state, honolulu)
  expect(await shown()).toMatch(/5:00\sa\.\s?m\.\sHST/)
  await saveSettings(platform, ada.actor, lakeside, { timeZone: 'America/Denver' })
  expect(await shown()).toMatch(/9:00\sa\.\s?m\.\sMDT/)
  expect(await (await lena.browser.get('/me')).text()).toContain(': Denver')
  await lena.patch('/api/v1/me', { time_zone: 'Asia/Tokyo' })
  expect(await shown()).toContain('GMT+9')
})

test('mail is in one’s own language, or else in that of the organization', async () => {
  const place = await withSchools(await world())
  const { lena, ravi, ada, lakeside, platform } = place
  await saveSettings(platform, ada.actor, lakeside, { language: 'es' })
  await ravi.patch('/api/v1/me', { language: 'en' })
  await issueAward(place)
  await lena.post('/api/v1/me/exports')
  for (const { email } of [lena, ravi]) await askForLink(platform, { email, agent: '', isShared: false, next: '/home' })
  await deliverMail(platform)
  await deliverMail(platform)
  const to = (email: string) =>
    platform.mailbox.filter((mail) => mail.to === email).map((mail) => mail.headers['Content-Language'])
  expect(new Set(to(lena.email))).toEqual(new Set(['es']))
  expect(to(lena.email).length).toBeGreaterThan(2)
  expect(platform.mailbox.filter((mail) => mail.to === lena.email).map(({ subject }) => subject)).toContain(
    'Su enlace para iniciar sesión',
  )
  expect(new Set(to(ravi.email))).toEqual(new Set(['en']))
})

test('of several organizations the one counts where somebody got a role first, and none where they are suspended', async () => {
  const { ada, lena, oak, lakeside, platform } = await withSchools(await world())
  const zone = async () => / (HST|MDT|UTC|EDT)</.exec(await (await lena.browser.get('/me/sessions')).text())?.[1]
  const usual = await zone()
  await saveSettings(platform, ada.actor, oak, { timeZone: 'America/Denver' })
  expect(await zone()).toBe(usual)
  await saveSettings(platform, ada.actor, lakeside, { timeZone: 'Pacific/Honolulu' })
  expect(await zone()).toBe('HST')
  await suspendPerson(platform, ada.actor, lakeside, lena.id)
  expect(await zone()).toBe(usual)
})

test('the page of settings says where each value comes from', async () => {
  const { ada, stella, state, lakeside, oak, platform } = await withSchools(await world())
  await ada.patch('/api/v1/me', { language: 'en' })
  const settings = async (id: string) => await (await ada.browser.get(`/organizations/${id}/settings`)).text()
  await saveSettings(platform, stella.actor, state, {
    ...honolulu,
    joining: 'ask',
    domains: ['state.example', 'k12.example'],
  })
  await ada.patch('/api/v1/me', { language: 'en' })
  await stella.patch('/api/v1/me', { language: 'en' })
  await saveSettings(platform, ada.actor, lakeside, { idleMinutes: 15 })
  const below = await settings(oak)
  for (const words of [
    'From State Agency: Spanish.',
    'From State Agency: Pacific/Honolulu.',
    'From Lakeside School District: 15.',
    'From State Agency: Anybody who has signed in.',
    'From State Agency: state.example, k12.example.',
    'Six digits after a number sign, such as #22409a. Nobody set it.',
  ])
    expect(below).toContain(words)
  const there = await settings(state)
  expect(there.match(/Set here\./g)).toHaveLength(4)
  expect(there).toContain('Nobody set it. What counts: 30.')
})
