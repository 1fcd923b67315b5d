import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bodyOf, problemOf } from '../support/answers.ts'
import { approval, publishBadge, reflection, returning, startDraft, submitWork } from '../support/progress.ts'
import { world } from '../support/world.ts'

describe('the queue', () => {
  test('shows reviewers what waits, longest first, and not whose it is', async () => {
    const place = await world()
    const maya = await place.join('Maya Ortiz', ['learner'])
    const badgeId = await publishBadge(place)
    const first = await submitWork(place, { badgeId })
    place.clock.forward({ minutes: 5 })
    const second = await submitWork(place, { badgeId, learner: maya })
    place.clock.forward({ minutes: 5 })
    // Changing who may see a piece does not cost the place in the queue.
    const { evidence } = await bodyOf(await place.lena.get(`/api/v1/submissions/${first}`))
    await place.lena.patch(`/api/v1/submissions/${first}/evidence/${evidence[0].id}`, { shows_students: false })
    const page = await bodyOf(await place.ravi.get('/api/v1/reviews/queue?limit=1'))
    expect([page.items.map(submissionOf), page.next]).toEqual([[first], expect.any(String)])
    const next = await bodyOf(await place.ravi.get(page.next))
    expect([next.items.map(submissionOf), next.next]).toEqual([[second], null])
    const text = JSON.stringify([page, next, await bodyOf(await place.ravi.get(`/api/v1/submissions/${first}/review`))])
    for (const trace of [place.lena.name, place.lena.email, place.lena.id, maya.name, maya.id]) {
      expect(text).not.toContain(trace)
    }
  })

  test('is empty for whoever is not a reviewer there', async () => {
    const place = await world()
    await submitWork(place)
    for (const other of [place.lena, place.ada, place.otto]) {
      expect((await bodyOf(await other.get('/api/v1/reviews/queue'))).items).toEqual([])
    }
    expect(await problemOf(await place.visitor.get('/api/v1/reviews/queue'))).toEqual([401, 'unauthenticated'])
  })

  test('leaves out a reviewer’s own work', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    await submitWork(place, { badgeId, learner: place.ravi })
    expect((await bodyOf(await place.ravi.get('/api/v1/reviews/queue'))).items).toEqual([])
    const rosa = await place.join('Rosa Reyes', ['reviewer'])
    expect((await bodyOf(await rosa.get(`/api/v1/reviews/queue?badge=${badgeId}`))).items).toHaveLength(1)
    expect((await bodyOf(await rosa.get('/api/v1/reviews/queue?badge=other'))).items).toEqual([])
  })
})

describe('opening', () => {
  test('shows the rubric and what was sent, and is noted', async () => {
    const place = await world()
    const id = await submitWork(place)
    const view = await bodyOf(await place.ravi.get(`/api/v1/submissions/${id}/review`))
    expect(view).toMatchObject({ submission_id: id, attempt_number: 1, state: 'submitted', earlier_reviews: [] })
    expect(view.rubric.map((row: { required_level_id: string }) => row.required_level_id)).toEqual(['almost', 'named'])
    expect(view.evidence).toMatchObject([reflection])
    const noted = await place.platform.db.all(
      sql`select actor, subject from audit_entry where action = 'submission.opened'`,
    )
    expect(noted).toEqual([{ actor: place.ravi.id, subject: id }])
  })

  test('is for reviewers of the issuer, and for what was sent', async () => {
    const place = await world()
    const draft = await startDraft(place)
    expect(await problemOf(await place.ravi.get(`/api/v1/submissions/${draft}/review`))).toEqual([404, 'not-found'])
    const path = `/api/v1/submissions/${await submitWork(place)}/review`
    const maya = await place.join('Maya Ortiz', ['learner'])
    for (const other of [place.ada, place.otto, maya]) {
      expect(await problemOf(await other.get(path))).toEqual([404, 'not-found'])
    }
    expect(await problemOf(await place.visitor.get(path))).toEqual([401, 'unauthenticated'])
  })
})

describe('deciding', () => {
  test('approves work that meets every goal', async () => {
    const place = await world()
    const id = await submitWork(place)
    const response = await place.ravi.post(`/api/v1/submissions/${id}/reviews`, approval)
    expect([response.status, await bodyOf(response)]).toMatchObject([
      201,
      { submission_id: id, decision: 'approved', attempt_number: 1 },
    ])
    expect((await bodyOf(await place.lena.get(`/api/v1/submissions/${id}`))).state).toBe('approved')
    expect((await bodyOf(await place.ravi.get('/api/v1/reviews'))).items).toMatchObject([
      { submission_id: id, decision: 'approved', badge_name: 'Facilitates discussions' },
    ])
  })

  test('returns work for another attempt, with words the learner reads and no reviewer’s name', async () => {
    const place = await world()
    const { lena, ravi } = place
    const path = `/api/v1/submissions/${await submitWork(place)}`
    await ravi.post(`${path}/reviews`, returning)
    const feedback = await bodyOf(await lena.get(`${path}/feedback`))
    expect(feedback.items).toMatchObject([{ decision: 'returned', comment: returning.comment }])
    expect(feedback.items[0].scores).toContainEqual(returning.scores[1])
    expect(JSON.stringify(feedback)).not.toContain(ravi.id)
    expect(await problemOf(await ravi.get(`${path}/feedback`))).toEqual([404, 'not-found'])
    await lena.post(`${path}/submit`)
    expect((await ravi.post(`${path}/reviews`, { ...approval, attempt_number: 2 })).status).toBe(201)
    const view = await bodyOf(await ravi.get(`${path}/review`))
    expect(view.earlier_reviews.map((review: { decision: string }) => review.decision)).toEqual([
      'returned',
      'approved',
    ])
  })

  test('declines work for good', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    const path = `/api/v1/submissions/${await submitWork(place, { badgeId })}`
    expect((await place.ravi.post(`${path}/reviews`, { ...returning, decision: 'declined' })).status).toBe(201)
    expect((await bodyOf(await place.lena.get(path))).state).toBe('declined')
    expect(await problemOf(await place.lena.post(`${path}/submit`))).toEqual([409, 'state-conflict'])
    expect((await place.lena.post('/api/v1/submissions', { badge_id: badgeId })).status).toBe(201)
  })

  const [voices, nextStep] = approval.scores
  test.each<[string, object, string, string]>([
    ['a criterion left out', { scores: [voices] }, '/scores', 'missing'],
    ['a criterion scored twice', { scores: [voices, nextStep, voices] }, '/scores/2/criterion_id', 'duplicate'],
    [
      'a criterion of another rubric',
      { scores: [voices, nextStep, { criterion_id: 'other', level_id: 'yes' }] },
      '/scores/2/criterion_id',
      'unknown',
    ],
    [
      'a level of another criterion',
      { scores: [voices, { criterion_id: 'next-step', level_id: 'yes' }] },
      '/scores/1/level_id',
      'unknown',
    ],
    [
      'a level below the goal without a comment',
      { decision: 'returned', scores: [{ criterion_id: 'voices', level_id: 'not-yet' }, nextStep] },
      '/scores/0/comment',
      'missing',
    ],
    [
      'blanks as a comment',
      { decision: 'returned', scores: [{ criterion_id: 'voices', level_id: 'not-yet', comment: '  ' }, nextStep] },
      '/scores/0/comment',
      'missing',
    ],
    [
      'an approval below the goal',
      { scores: [{ criterion_id: 'voices', level_id: 'not-yet', comment: 'Two speak.' }, nextStep] },
      '/decision',
      'goal-not-met',
    ],
    ['no overall comment', { comment: ' ' }, '/comment', 'too-small'],
    ['a decision we do not have', { decision: 'passed' }, '/decision', 'invalid-value'],
    [
      'a score as a number',
      { scores: [{ criterion_id: 'voices', level_id: 11 }, nextStep] },
      '/scores/0/level_id',
      'invalid-type',
    ],
    ['a field we do not have', { points: 10 }, '/points', 'unknown-field'],
  ])('refuses %s', async (_, changes, pointer, code) => {
    const place = await world()
    const id = await submitWork(place)
    const response = await place.ravi.post(`/api/v1/submissions/${id}/reviews`, { ...approval, ...changes })
    expect([response.status, (await bodyOf(response)).errors]).toMatchObject([422, [{ pointer, code }]])
    expect((await bodyOf(await place.lena.get(`/api/v1/submissions/${id}`))).state).toBe('submitted')
  })

  test('accepts a level between the goal and the top', async () => {
    const place = await world()
    const id = await submitWork(place)
    const scores = [{ criterion_id: 'voices', level_id: 'almost' }, nextStep]
    expect((await place.ravi.post(`/api/v1/submissions/${id}/reviews`, { ...approval, scores })).status).toBe(201)
  })

  test('is for reviewers of the issuer', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await submitWork(place)}/reviews`
    const maya = await place.join('Maya Ortiz', ['learner'])
    for (const other of [place.ada, place.otto, maya]) {
      expect(await problemOf(await other.post(path, approval))).toEqual([404, 'not-found'])
    }
    expect(await problemOf(await place.visitor.post(path, approval))).toEqual([401, 'unauthenticated'])
  })

  test('ends with the role', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await submitWork(place)}/reviews`
    await place.ada.delete(`/api/v1/issuers/${place.lakeside}/people/${place.ravi.id}/roles/reviewer`)
    expect(await problemOf(await place.ravi.post(path, approval))).toEqual([404, 'not-found'])
  })

  test('happens once per attempt, also when ten decide at once', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await submitWork(place)}`
    const rosa = await place.join('Rosa Reyes', ['reviewer'])
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? rosa : place.ravi).post(`${path}/reviews`, i % 3 ? approval : returning),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    expect((await bodyOf(await place.lena.get(`${path}/feedback`))).items).toHaveLength(1)
    expect(await problemOf(await rosa.post(`${path}/reviews`, approval))).toEqual([409, 'state-conflict'])
  })

  test('on an attempt that was read before never lands on a later one', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await submitWork(place)}`
    const rosa = await place.join('Rosa Reyes', ['reviewer'])
    await place.ravi.post(`${path}/reviews`, returning)
    await place.lena.post(`${path}/submit`)
    expect(await problemOf(await rosa.post(`${path}/reviews`, approval))).toEqual([409, 'state-conflict'])
    expect((await bodyOf(await place.lena.get(path))).state).toBe('submitted')
  })

  test('on what is a draft or withdrawn is not possible', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    const draft = await startDraft(place, { badgeId })
    expect(await problemOf(await place.ravi.post(`/api/v1/submissions/${draft}/reviews`, approval))).toEqual([
      404,
      'not-found',
    ])
    await place.lena.post(`/api/v1/submissions/${draft}/withdraw`)
    const path = `/api/v1/submissions/${await submitWork(place, { badgeId })}`
    await place.lena.post(`${path}/withdraw`)
    expect(await problemOf(await place.ravi.post(`${path}/reviews`, approval))).toEqual([404, 'not-found'])
  })
})

const submissionOf = (item: { submission_id: string }) => item.submission_id
