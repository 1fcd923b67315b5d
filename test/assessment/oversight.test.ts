import { expect, test } from 'vitest'
import { giveRole, withSchools } from '../support/organizations.ts'
import { issueAward, publishBadge, startDraft, submitWork } from '../support/progress.ts'
import { world } from '../support/world.ts'

test('a program manager sees whose work is where and what was awarded, and nothing that can only be done by others', async () => {
  const place = await world()
  const { ada, join, lakeside } = place
  const pia = await join('Pia Program', ['program-manager'])
  const badgeId = await publishBadge(place)
  const awardId = await issueAward(place, { badgeId })
  const maya = await join('Maya Ortiz', ['learner'])
  const workId = await submitWork(place, { badgeId, learner: maya })
  const read = async (path: string, who = pia) => await (await who.browser.get(path)).text()

  const list = await read('/submissions')
  for (const words of ['Lena Lindqvist', 'Earned', 'Maya Ortiz', 'In review']) expect(list).toContain(words)
  expect(list).not.toContain(`/work/${workId}`)
  expect((await pia.browser.get(`/work/${workId}`)).status).toBe(404)
  expect(await read('/submissions?state=submitted')).not.toContain('Lena Lindqvist')
  expect(await read('/submissions?q=maya')).not.toContain('Lena Lindqvist')
  expect(await read('/submissions?q=nobody')).toContain('Nothing here matches')
  const csv = (await read('/submissions.csv')).trim().split('\r\n')
  expect(csv).toHaveLength(3)
  expect(csv[0]).toContain('badge,issuer,learner,state,attempt,changed_at')

  const awards = await read('/awards')
  expect(awards).toContain(`/c/${awardId}`)
  for (const others of ['Ready to issue', 'Take back']) expect(awards).not.toContain(others)
  expect(await read('/awards', ada)).toContain('Take back')
  const home = await read('/home')
  for (const href of ['/submissions', '/awards', '/badges', '/organizations'])
    expect(home).toContain(`<a href="${href}"`)
  expect(await read(`/organizations/${lakeside}/people`)).toContain('Maya Ortiz')
})

test('of a school’s work only who plans there or above sees anything, and the list goes on page by page', async () => {
  const place = await withSchools(await world())
  const { ada, lena, otto, sam, ravi, join } = place
  const badgeId = await publishBadge(place)
  for (let number = 1; number <= 51; number++)
    await startDraft(place, { badgeId, learner: await join(`Teacher ${String(number).padStart(2, '0')}`, ['learner']) })
  const first = await (await ada.browser.get('/submissions')).text()
  expect(first.match(/<tr>/g)).toHaveLength(51)
  const next = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await (await ada.browser.get(`/submissions${next.slice(next.indexOf('?'))}`)).text()
  expect(second.match(/<tr>/g)).toHaveLength(2)
  for (const other of [lena, otto, sam, ravi])
    expect(await (await other.browser.get('/submissions')).text()).not.toContain('Teacher 0')
  await giveRole(place, sam, place.lakeside, 'program-manager')
  expect(await (await sam.browser.get('/submissions')).text()).toContain('Teacher 5')
})
