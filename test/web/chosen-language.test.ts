import { expect, test } from 'vitest'
import { bodyOf } from '../support/answers.ts'
import { openBrowser } from '../support/browsing.ts'
import { world } from '../support/world.ts'

test('a language chosen before signing in becomes theirs, unless they have chosen one themselves', async () => {
  const place = await world({ settings: { DEVELOPMENT_SIGN_IN: 'on' } })
  const chosen = async (person: { id: string }) => {
    const browser = openBrowser(place.app, place.platform)
    await browser.post('/language', { language: 'es' })
    await browser.post('/signin/demonstration', { person: person.id })
    return (await bodyOf(await place.lena.get('/api/v1/me'))).language
  }
  await place.lena.patch('/api/v1/me', { language: 'en' })
  expect(await chosen(place.lena)).toBe('en')
  await place.lena.patch('/api/v1/me', { language: null })
  expect(await chosen(place.lena)).toBe('es')
})

test('a language chosen on the page of a refused form leads to the page that the form is on', async () => {
  const { app, platform, lena } = await world()
  const again = await lena.browser.get('/work/some-work/links')
  expect([again.status, again.headers.get('location')]).toEqual([303, '/work/some-work'])
  expect((await app.request(`${platform.config.origin}/api/v1/verify`)).status).toBe(405)
})
