import { expect, test } from 'vitest'
import { awardWithFile, issueAward } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const valid = 'This credential is valid'
const html = { accept: 'text/html' }
const pageOf = async ({ visitor }: World, id: string) => (await visitor.get(`/c/${id}`, html)).text()
/** Of a page, so that a failure does not print it. */
const says = async (here: World, id: string, words: string) => (await pageOf(here, id)).includes(words)

/** An award whose page two strangers have asked for in this minute, so that whatever may be kept of it is. */
async function shownBefore() {
  const here = await world()
  const { awardId, evidenceId, submissionId } = await awardWithFile(here)
  const page = await pageOf(here, awardId)
  here.clock.forward({ seconds: 10 })
  expect((await pageOf(here, awardId)) === page).toBe(true)
  expect(page.includes(valid)).toBe(true)
  return { here, awardId, piece: `/api/v1/submissions/${submissionId}/evidence/${evidenceId}`, evidenceId }
}

test('a page that was shown before says at once that the badge was taken back', async () => {
  const { here, awardId } = await shownBefore()
  await here.ada.post(`/api/v1/awards/${awardId}/revoke`, { reason: 'Issued twice' })
  expect(await says(here, awardId, 'Taken back by the issuer')).toBe(true)
})

test('and shows evidence exactly as long as its learner shares it', async () => {
  const { here, awardId, piece, evidenceId } = await shownBefore()
  await here.lena.patch(piece, { shows_students: false, visibility: 'shared' })
  expect(await says(here, awardId, evidenceId)).toBe(true)
  await here.lena.patch(piece, { visibility: 'private' })
  expect(await says(here, awardId, evidenceId)).toBe(false)
})

test('and says that its key was withdrawn', async () => {
  const { here, awardId } = await shownBefore()
  const { verificationMethod: key_id } = JSON.parse(await (await here.visitor.get(`/c/${awardId}.json`)).text())
    .proof[0]
  await here.ada.post(`/api/v1/issuers/${here.lakeside}/keys/withdraw`, { key_id })
  expect(await says(here, awardId, valid)).toBe(false)
})

test('and tells the minute in which it was asked for', async () => {
  const { here, awardId } = await shownBefore()
  expect(await says(here, awardId, '11:00 AM EDT')).toBe(true)
  here.clock.forward({ minutes: 1 })
  expect(await says(here, awardId, '11:01 AM EDT')).toBe(true)
})

test('strangers never get the page of somebody who has signed in, nor these that of strangers', async () => {
  const here = await world()
  const id = await issueAward(here)
  const own = async () => (await (await here.ada.browser.get(`/c/${id}`)).text()).includes(`/awards/${id}/revoke`)
  expect(await own()).toBe(true)
  expect(await says(here, id, `/awards/${id}/revoke`)).toBe(false)
  expect(await own()).toBe(true)
  expect(await says(here, id, 'Ada')).toBe(false)
})
