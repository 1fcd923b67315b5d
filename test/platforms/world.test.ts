import { expect, test } from 'vitest'
import { world } from '../support/world.ts'

test('a person is known by the token, a browser by its cookie, and nobody else at all', async () => {
  const { ada, visitor, platform } = await world()
  const wrong = { authorization: 'Bearer sgt_wrong' }
  const statuses = [ada.get('/nowhere'), ada.browser.get('/nowhere'), visitor.get('/nowhere'), visitor.get('/', wrong)]
  expect((await Promise.all(statuses)).map((response) => response.status)).toEqual([404, 404, 404, 401])
  expect(platform.now().toISOString()).toBe('2026-05-14T15:00:00.000Z')
})
