import { expect, test } from 'vitest'
import { issueApproved } from '../../src/credentials/awards/issue-approved.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { deliverMail } from '../support/mailbox.ts'
import { approval, approveWork, publishBadge, submitWork } from '../support/progress.ts'
import { verifyAsStranger } from '../support/verifier.ts'
import { type World, world } from '../support/world.ts'

const stateOf = async ({ lena }: World, id: string) => (await bodyOf(await lena.get(`/api/v1/submissions/${id}`))).state
const afterTheWait = async (place: World) => {
  place.clock.forward({ minutes: 10 })
  await deliverMail(place.platform)
}

test('an approval that nobody undoes is issued by its approver after ten minutes, and both are shown what happens meanwhile', async () => {
  const place = await world()
  const { lena, ravi, platform, clock } = place
  const id = await approveWork(place)
  expect(await (await lena.browser.get(`/work/${id}`)).text()).toContain('Your badge is issued by itself at')
  expect(await (await ravi.browser.get('/review')).text()).toContain(`action="/review/${id}/undo"`)
  clock.forward({ minutes: 9 })
  await deliverMail(platform)
  expect(await stateOf(place, id)).toBe('approved')
  clock.forward({ minutes: 1 })
  await deliverMail(platform)
  expect(await stateOf(place, id)).toBe('awarded')
  const { items } = await bodyOf(await place.ada.get('/api/v1/awards'))
  expect(items).toHaveLength(1)
  const page = await (await place.grace.browser.get('/admin/audit?action=award.issued')).text()
  expect(page).toContain('Ravi Rao')
  await deliverMail(platform)
  expect(platform.mailbox.filter(({ to }) => to === lena.email)).toHaveLength(1)
  const credential = await (await place.visitor.get(`/c/${items[0].id}.json`)).text()
  expect((await verifyAsStranger(place, credential)).verdict).toBe('valid')
})

test('an approval that was undone is not issued, and the same work can be decided on again', async () => {
  const place = await world()
  const { ravi, lena, join } = place
  const id = await approveWork(place)
  const undone = await ravi.browser.post(`/review/${id}/undo`)
  expect([undone.status, undone.headers.get('location')]).toEqual([303, '/review?undone'])
  expect(await stateOf(place, id)).toBe('submitted')
  expect(await (await lena.browser.get(`/work/${id}`)).text()).not.toContain('Approved')
  await afterTheWait(place)
  expect(await stateOf(place, id)).toBe('submitted')
  expect(await (await ravi.browser.get('/review')).text()).toContain('Taken back')
  const rosa = await join('Rosa Reviewer', ['reviewer'])
  expect((await rosa.post(`/api/v1/submissions/${id}/reviews`, approval)).status).toBe(201)
  await afterTheWait(place)
  expect(await stateOf(place, id)).toBe('awarded')
})

test('only whoever approved can undo it, and only as long as nothing was issued', async () => {
  const place = await world()
  const { ravi, lena, ada, otto, visitor, clock, join } = place
  const rosa = await join('Rosa Reviewer', ['reviewer'])
  const badgeId = await publishBadge(place)
  const id = await approveWork(place, { badgeId })
  const path = `/api/v1/submissions/${id}/undo-approval`
  for (const other of [lena, ada, otto, rosa])
    expect(await problemOf(await other.post(path))).toEqual([404, 'not-found'])
  expect(await problemOf(await visitor.post(path))).toEqual([401, 'unauthenticated'])
  clock.forward({ minutes: 10 })
  expect(await problemOf(await ravi.post(path))).toEqual([409, 'state-conflict'])
  const maya = await join('Maya Ortiz', ['learner'])
  const second = await approveWork(place, { badgeId, learner: maya })
  expect((await ada.post(`/api/v1/submissions/${second}/award`)).status).toBe(201)
  expect(await problemOf(await ravi.post(`/api/v1/submissions/${second}/undo-approval`))).toEqual([
    409,
    'state-conflict',
  ])
  expect((await ravi.browser.post(`/review/${second}/undo`)).status).toBe(409)
})

test('undone and issued at once, one of them happens', async () => {
  const place = await world()
  const { ravi, ada } = place
  const id = await approveWork(place)
  const [undone, issued] = await Promise.all([
    ravi.post(`/api/v1/submissions/${id}/undo-approval`),
    ada.post(`/api/v1/submissions/${id}/award`),
  ])
  expect([undone.status, issued.status]).toSatisfy(
    (both: number[]) => String(both) === '204,409' || String(both) === '409,201' || String(both) === '204,404',
  )
  expect(await stateOf(place, id)).toBe(issued.status === 201 ? 'awarded' : 'submitted')
})

test('a badge that asks for a second person waits for one', async () => {
  const place = await world()
  const { ada, ravi, lena } = place
  const badgeId = await publishBadge(place)
  const settings = { starters: 'below', issuing: 'second-person' }
  expect((await ada.put(`/api/v1/badges/${badgeId}/settings`, settings)).status).toBe(200)
  const id = await approveWork(place, { badgeId })
  expect(await (await lena.browser.get(`/work/${id}`)).text()).toContain('when someone at the issuer issues it')
  await afterTheWait(place)
  expect(await stateOf(place, id)).toBe('approved')
  expect(await problemOf(await ravi.post(`/api/v1/submissions/${id}/award`))).toEqual([404, 'not-found'])
  expect((await ada.post(`/api/v1/submissions/${id}/award`)).status).toBe(201)
})

test('nothing is issued by an approver who may not review any more, nor before the time to undo is over', async () => {
  const place = await world()
  const { ada, ravi, lakeside } = place
  const id = await approveWork(place)
  expect(await problemOf(await ravi.post(`/api/v1/submissions/${id}/award`))).toEqual([404, 'not-found'])
  expect((await ada.delete(`/api/v1/organizations/${lakeside}/people/${ravi.id}/roles/reviewer`)).status).toBe(204)
  await afterTheWait(place)
  expect(await stateOf(place, id)).toBe('approved')
  expect((await ada.post(`/api/v1/submissions/${id}/award`)).status).toBe(201)
})

test('told twice, or of an approval that is not there, issues once and not at all', async () => {
  const place = await world()
  const { platform, clock, ravi } = place
  const id = await submitWork(place)
  const review = (await bodyOf(await ravi.post(`/api/v1/submissions/${id}/reviews`, approval))).id
  clock.forward({ minutes: 10 })
  await issueApproved(platform, { submission: id, review: 'nobody' })
  expect(await stateOf(place, id)).toBe('approved')
  await Promise.all([1, 2].map(() => issueApproved(platform, { submission: id, review })))
  expect((await bodyOf(await place.ada.get('/api/v1/awards'))).items).toHaveLength(1)
})
