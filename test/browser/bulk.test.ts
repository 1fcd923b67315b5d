import { afterAll, beforeAll, expect, test } from 'vitest'
import { runBulkAward } from '../../src/credentials/awards/run-bulk-award.ts'
import { approveMany } from '../support/many-approved.ts'
import { approval, publishBadge, submitWork } from '../support/progress.ts'
import { type BrowserSite, openBrowserSite } from './support/browser-site.ts'
import { findFaults } from './support/look.ts'

let site: BrowserSite
beforeAll(async () => {
  site = await openBrowserSite()
})
afterAll(() => site.close())

test('awarding all is watched to its end, on pages without fault', async () => {
  const badgeId = await publishBadge(site, { name: 'Leads discussions in which every student speaks' })
  const own = await submitWork(site, { badgeId, learner: site.ada })
  expect((await site.ravi.post(`/api/v1/submissions/${own}/reviews`, approval)).status).toBe(201)
  await approveMany(site, 30, badgeId)
  const { page, complaints } = await site.arrive(site.ada)
  const faults = [...(await findFaults(page, '/awards')), ...(await findFaults(page, `/awards/all?badge=${badgeId}`))]
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Award all 31' }).click()
  await page.getByRole('heading', { name: 'Awarding 0 of 31' }).waitFor()
  const job = new URL(page.url()).pathname
  site.clock.forward({ minutes: 1 })
  await runBulkAward(site.platform, job.slice('/jobs/'.length), { chunks: 1 })
  await page.getByRole('heading', { name: 'Awarding 25 of 31' }).waitFor()
  faults.push(...(await findFaults(page, `${job}?running`)))
  await page.setViewportSize({ width: 1440, height: 900 })
  await runBulkAward(site.platform, job.slice('/jobs/'.length), { chunks: 9 })
  await page.getByRole('heading', { name: '30 badges awarded' }).waitFor()
  expect(await page.getByRole('status').textContent()).toBe('30 badges awarded')
  await page.getByRole('cell', { name: 'Nobody awards a badge to themselves' }).waitFor()
  faults.push(...(await findFaults(page, job)))
  expect([...faults, ...complaints]).toEqual([])
}, 90_000)

test('without script it is started, seen and stopped all the same', async () => {
  const { badgeId } = await approveMany(site, 30)
  const { page } = await site.arrive(site.ada, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } })
  await page.goto(`/awards/all?badge=${badgeId}`)
  await page.getByRole('button', { name: 'Award all 30' }).click()
  const refresh = page.locator('meta[http-equiv=refresh]')
  expect(await refresh.getAttribute('content')).toBe('5')
  await runBulkAward(site.platform, new URL(page.url()).pathname.slice('/jobs/'.length), { chunks: 1 })
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('heading', { name: 'Stopped at 25 of 30' }).waitFor()
  expect(await refresh.count()).toBe(0)
})
