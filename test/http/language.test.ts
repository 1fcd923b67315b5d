import { expect, test } from 'vitest'
import { openBrowser } from '../support/browsing.ts'
import { world } from '../support/world.ts'

const languageOf = async (response: Response | Promise<Response>) =>
  /<html lang="(\w+)">/.exec(await (await response).text())?.[1]

test('a stranger reads in the language that the browser asks for, until they choose another at the foot of a page', async () => {
  const { app, platform } = await world()
  const browser = openBrowser(app, platform)
  const spanish = { 'accept-language': 'es-MX,es;q=0.9' }
  expect(await languageOf(browser.get('/'))).toBe('en')
  const first = await app.request(`${platform.config.origin}/`, { headers: { accept: 'text/html', ...spanish } })
  expect(first.headers.get('Vary')).toMatch(/Accept-Language, Cookie/)
  expect(await languageOf(first)).toBe('es')
  const page = await (await browser.get('/signin')).text()
  expect(page).toContain('<button type="submit" name="language" value="es" lang="es">Español</button>')

  const referer = `${platform.config.origin}/signin?next=%2Fwork`
  const chosen = await browser.post('/language', { language: 'es' }, { referer })
  expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/signin?next=%2Fwork'])
  expect(browser.lastSet.join()).toMatch(/language=es; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax/)
  expect(await languageOf(browser.get('/'))).toBe('es')
  expect(await languageOf(browser.get('/nowhere'))).toBe('es')
  await browser.post('/language', { language: 'en' }, { referer })
  expect(await languageOf(app.request(`${platform.config.origin}/`, { headers: spanish }))).not.toBe('en')
  expect(await languageOf(browser.get('/'))).toBe('en')
})

test.each([
  ['nowhere', undefined],
  ['another site', 'https://evil.example/signin'],
  ['a path that browsers read as another site', 'ORIGIN//evil.example/'],
  ['something that is no address', 'javascript:alert(1)'],
])('choosing a language from %s leads to the first page', async (_, from) => {
  const { app, platform } = await world()
  const browser = openBrowser(app, platform)
  const headers = from === undefined ? {} : { referer: from.replace('ORIGIN', platform.config.origin) }
  expect((await browser.post('/language', { language: 'es' }, headers)).headers.get('location')).toBe('/')
})

test('what is no language of ours changes nothing', async () => {
  const { app, platform } = await world()
  const browser = openBrowser(app, platform)
  for (const language of ['fr', '', '__proto__']) await browser.post('/language', { language })
  await browser.post('/language')
  expect(browser.cookie('language')).toBeUndefined()
})

test('who has signed in has their choice wherever they are', async () => {
  const { lena } = await world()
  const asked = { accept: 'text/html', 'accept-language': 'en' }
  await lena.browser.post('/language', new URLSearchParams({ language: 'es' }))
  expect(await languageOf(lena.browser.get('/me', asked))).toBe('es')
})
