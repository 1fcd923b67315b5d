import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bodyOf } from '../support/answers.ts'
import type { TestPerson } from '../support/people.ts'
import { approval, publishBadge, reflection, returning } from '../support/progress.ts'
import { nodeWorld } from '../support/world.ts'

// A thousand requests are told on Node alone: the rules are the same code in both homes, and the database's own are tried in both.
test('no sequence of steps by five people with every role leads to an award that breaks the rule', async () => {
  const place = await nodeWorld()
  const badgeId = await publishBadge(place)
  const people = [place.ravi]
  for (const name of ['Bo Berg', 'Cy Cole', 'Di Dahl', 'Ed Eng']) {
    people.push(await place.join(name, ['owner', 'author', 'reviewer', 'awarder', 'learner']))
  }
  const random = seeded(20_260_514)
  const begun: { path: string; learner: TestPerson }[] = []
  for (let step = 0; step < 1000; step++) {
    const actor = people[random(people.length)] ?? place.ravi
    // Mostly the young ones, and often by whose they are, so that enough of them get far.
    const { path, learner } = begun.at(-1 - random(5)) ?? { path: '/api/v1/submissions/none', learner: actor }
    const writer = random(4) === 0 ? actor : learner
    const attempt = { attempt_number: 1 + random(2) }
    const steps = [
      async () => {
        const started = await actor.post('/api/v1/submissions', { badge_id: badgeId })
        if (started.ok) begun.push({ path: `/api/v1/submissions/${(await bodyOf(started)).id}`, learner: actor })
      },
      () => writer.post(`${path}/evidence`, reflection),
      () => writer.post(`${path}/submit`),
      () => actor.post(`${path}/reviews`, { ...approval, ...attempt }),
      () => actor.post(`${path}/reviews`, { ...returning, ...attempt }),
      () => actor.post(`${path}/award`),
    ]
    await steps[random(steps.length)]?.()
  }
  const awards = await place.platform.db.all<Record<'recipient' | 'approver' | 'issuer' | 'reviewer', string>>(
    sql`select award.recipient_id recipient, award.approver_id approver, award.issued_by issuer, review.reviewer_id reviewer
        from award join review on review.id = award.review_id`,
  )
  expect(awards.length).toBeGreaterThan(3)
  for (const { recipient, approver, issuer, reviewer } of awards) {
    expect([approver === recipient, issuer === recipient, approver === reviewer]).toEqual([false, false, true])
  }
})

/** The same numbers in every run: mulberry32. */
function seeded(seed: number) {
  let state = seed
  return (bound: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}
