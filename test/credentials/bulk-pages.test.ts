import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { runBulkAward } from '../../src/credentials/awards/run-bulk-award.ts'
import { oneValue } from '../support/database.ts'
import { approveMany } from '../support/many-approved.ts'
import { approval, submitWork } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

test('a badge of which several wait is awarded as a whole from the awards page', async () => {
  const place = await world()
  const { badgeId } = await approveMany(place, 3)
  const awards = await (await place.ada.browser.get('/awards')).text()
  expect(awards).toContain(`/awards/all?badge=${badgeId}`)
  const confirm = await (await place.ada.browser.get(`/awards/all?badge=${badgeId}`)).text()
  expect(confirm).toContain('Award 3 badges?')
  const started = await place.ada.browser.post('/awards/all', new URLSearchParams({ badge: badgeId }))
  const job = started.headers.get('location') ?? ''
  expect([started.status, job]).toEqual([303, expect.stringMatching(/^\/jobs\/[\w-]+$/)])
  expect(await (await place.ada.browser.get(job)).text()).toContain('http-equiv="refresh"')
  await runBulkAward(place.platform, job.slice('/jobs/'.length), { chunks: 9 })
  const done = await (await place.ada.browser.get(job)).text()
  expect(done).toContain('3 badges awarded')
  expect(done).not.toContain('http-equiv="refresh"')

  const again = await place.ada.browser.post('/awards/all', new URLSearchParams({ badge: badgeId }))
  expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('Nothing of this badge waits')])
})

test('the page and its files are for who asked for it alone', async () => {
  const place = await world()
  const { badgeId } = await approveMany(place, 2)
  const job =
    (await place.ada.browser.post('/awards/all', new URLSearchParams({ badge: badgeId }))).headers.get('location') ?? ''
  for (const other of [place.ravi, place.otto, place.grace]) {
    for (const path of [job, `${job}/failures.csv`, `/awards/all?badge=${badgeId}`])
      expect((await other.browser.get(path)).status).toBe(404)
    expect((await other.browser.post(`${job}/cancel`, new URLSearchParams({}))).status).toBe(404)
    expect((await other.browser.post('/awards/all', new URLSearchParams({ badge: badgeId }))).status).toBe(404)
  }
  expect(await oneValue(place.platform, sql`select state from bulk_award`)).toBe('running')
})

test('it can be stopped once, and what was refused is a table and a file that no spreadsheet runs', async () => {
  const place = await world()
  const { badgeId } = await approveMany(place, 30)
  const own = await ownWork(place, badgeId)
  await place.platform.db.run(sql`update person set name = '=1+1' where id = ${place.ada.id}`)
  const started = await place.ada.browser.post('/awards/all', new URLSearchParams({ badge: badgeId }))
  const job = started.headers.get('location') ?? ''
  await runBulkAward(place.platform, job.slice('/jobs/'.length), { chunks: 1 })
  expect((await place.ada.browser.post(`${job}/cancel`, new URLSearchParams({}))).status).toBe(303)
  expect(await (await place.ada.browser.get(job)).text()).toContain('Stopped at 25 of 31')
  const csv = await place.ada.browser.get(`${job}/failures.csv`)
  expect(csv.headers.get('content-disposition')).toContain('not-awarded.csv')
  const [heading, row] = (await csv.text()).trim().split('\r\n')
  expect(heading).toContain('Person,Badge,Submission,Code,Why')
  expect(row).toContain(`"'=1+1",Facilitates discussions,${own},separation-of-duties,`)

  const rest = await place.ada.browser.post('/awards/all', new URLSearchParams({ badge: badgeId }))
  const next = rest.headers.get('location') ?? ''
  await runBulkAward(place.platform, next.slice('/jobs/'.length), { chunks: 9 })
  expect((await place.ada.browser.post(`${next}/cancel`, new URLSearchParams({}))).status).toBe(409)
})

async function ownWork(place: World, badgeId: string): Promise<string> {
  const id = await submitWork(place, { badgeId, learner: place.ada })
  expect((await place.ravi.post(`/api/v1/submissions/${id}/reviews`, approval)).status).toBe(201)
  return id
}
