import { describe, expect, test } from 'vitest'
import { likelyPaths } from '../../src/platform/tidy-address.ts'
import { issueAward } from '../support/progress.ts'
import { world } from '../support/world.ts'

describe('an address of ours', () => {
  test.each([
    ['/catalog/', '/catalog'],
    ['/Catalog', '/catalog'],
    ['/catalog%3E', '/catalog'],
    ['/catalog.', '/catalog'],
    ['/catalog%22', '/catalog'],
    ['/catalog/?q=Math', '/catalog?q=Math'],
    ['//evil.example/catalog/', undefined],
    ['/nothing/here/', undefined],
  ])('%s leads to what was meant', async (path, meant) => {
    const { lena } = await world()
    const response = await lena.browser.get(path)
    expect([response.status, response.headers.get('Location') ?? undefined]).toEqual([meant ? 302 : 404, meant])
  })

  test('never leads to another host', () => {
    for (const path of ['//evil.example/', '/\\evil.example/', '/%2F%2Fevil.example/', '/%5C%5Cevil.example.']) {
      for (const likely of likelyPaths(path)) expect(likely).toMatch(/^\/(?![/\\])/)
    }
  })

  test('is verified however it was pasted', async () => {
    const place = await world()
    const { browser } = place.lena
    const id = await issueAward(place)
    const url = `${place.platform.config.origin}/c/${id}`
    for (const text of [
      `<${url}>`,
      `"${url}"`,
      `“${url}”`,
      `${url}.`,
      `${url}/`,
      url.replace(/^https?:\/\//, ''),
      url.toUpperCase(),
      `/c/${id}/`,
      id.toUpperCase(),
    ]) {
      const response = await browser.post('/verify', new URLSearchParams({ text }))
      expect([text, response.status]).toEqual([text, 200])
    }
  })
})
