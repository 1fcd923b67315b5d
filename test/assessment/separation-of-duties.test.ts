import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue, refusalOf } from '../support/database.ts'
import { approval, approveWork, issueAward, returning, submitWork } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

describe('nobody decides on their own work', () => {
  test('a reviewer who learns can neither open nor review what they sent', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await submitWork(place, { learner: place.ravi })}`
    expect(await problemOf(await place.ravi.get(`${path}/review`))).toEqual([403, 'separation-of-duties'])
    for (const review of [approval, { ...returning, decision: 'declined' }, returning]) {
      expect(await problemOf(await place.ravi.post(`${path}/reviews`, review))).toEqual([403, 'separation-of-duties'])
    }
    expect((await bodyOf(await place.ravi.get(path))).state).toBe('submitted')
  })

  test('an awarder who learns can not issue to themselves, whatever else they may do', async () => {
    const place = await world()
    const everything = await place.join('Eva Engel', ['owner', 'author', 'reviewer', 'awarder', 'learner'])
    const path = `/api/v1/submissions/${await approveWork(place, { learner: everything })}/award`
    expect(await problemOf(await everything.post(path))).toEqual([403, 'separation-of-duties'])
    expect((await place.ada.post(path)).status).toBe(201)
  })
})

describe('the database keeps the rule by itself', () => {
  test('a review by the learner is refused', async () => {
    const place = await world()
    const id = await submitWork(place)
    const reviewBy = (reviewer: string) =>
      refusalOf(
        place.platform,
        sql`insert into review values ('r-x', ${id}, 1, ${reviewer}, 'approved', 'Good.', 1, null)`,
      )
    expect(await reviewBy(place.lena.id)).toContain('review_by_someone_else')
    expect(await reviewBy(place.ravi.id)).toBe('')
  })

  test('an award approved or issued by its recipient is refused', async () => {
    const place = await world()
    const row = await awardableRow(place)
    const attempt = (changes: object) => insertAward(place, { ...row, ...changes })
    expect(await attempt({ approver_id: place.lena.id })).toMatch(
      /award_rests_on_its_review|award_separation_of_duties|award_by_someone_else/,
    )
    expect(await attempt({ issued_by: place.lena.id })).toMatch(/award_separation_of_duties|award_by_someone_else/)
    expect(await attempt({ recipient_id: place.ravi.id })).toMatch(
      /award_rests_on_its_review|award_separation_of_duties|award_by_someone_else/,
    )
    expect(await attempt({})).toBe('')
  })

  test('an award without an approval of this very attempt is refused', async () => {
    const place = await world()
    const row = await awardableRow(place)
    const id = await submitWork(place)
    await place.ravi.post(`/api/v1/submissions/${id}/reviews`, returning)
    const returned = await oneValue(place.platform, sql`select id from review where submission_id = ${id}`)
    expect(await insertAward(place, { ...row, submission_id: id })).toContain('award_rests_on_its_review')
    expect(await insertAward(place, { ...row, submission_id: id, review_id: returned })).toContain(
      'award_rests_on_its_review',
    )
    expect(await insertAward(place, { ...row, issuer_id: place.hillview })).toContain('award_rests_on_its_review')
  })

  test('what was decided and awarded can not be rewritten', async () => {
    const place = await world()
    const id = await issueAward(place)
    await place.ada.post(`/api/v1/awards/${id}/revoke`, { reason: 'A mistake.' })
    for (const statement of [
      `update award set recipient_id = '${place.ravi.id}'`,
      "update award set credential = '{}'",
      'delete from award',
      `update review set reviewer_id = '${place.ada.id}'`,
      'delete from review',
      'delete from revocation',
      `update submission set learner_id = '${place.ravi.id}'`,
    ]) {
      expect(await refusalOf(place.platform, sql.raw(statement))).toContain('rule broken')
    }
  })
})

async function awardableRow(place: World): Promise<Record<string, unknown>> {
  const submissionId = await approveWork(place)
  const { platform } = place
  const listId = await oneValue(platform, sql`select id from status_list where issuer_id = ${place.lakeside}`)
  await platform.db.run(sql`insert into status_position values (${listId}, 5)`)
  return {
    id: 'a-x',
    issuer_id: place.lakeside,
    badge_version_id: await oneValue(platform, sql`select badge_version_id from submission where id = ${submissionId}`),
    submission_id: submissionId,
    review_id: await oneValue(platform, sql`select id from review where submission_id = ${submissionId}`),
    recipient_id: place.lena.id,
    approver_id: place.ravi.id,
    issued_by: place.ada.id,
    status_list_id: listId,
    status_position: 5,
    credential: '{}',
    digest: 'x',
    issued_at: 1,
    valid_until: null,
  }
}

function insertAward(place: World, row: Record<string, unknown>) {
  const values = Object.values(row).map((value) => sql`${value}`)
  const columns = sql.raw(Object.keys(row).join(', '))
  return refusalOf(place.platform, sql`insert into award (${columns}) values (${sql.join(values, sql`, `)})`)
}
