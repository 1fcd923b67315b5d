import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { runBulkAward } from '../../src/credentials/awards/run-bulk-award.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { runDueJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { approveMany } from '../support/many-approved.ts'
import type { TestPerson } from '../support/people.ts'
import { approval, issueAward, startDraft, submitWork } from '../support/progress.ts'
import { verifyAsStranger } from '../support/verifier.ts'
import { type World, world } from '../support/world.ts'

describe('a bulk award', () => {
  test('awards everything approved of a badge, each with all that a single award has', async () => {
    const place = await world()
    const { badgeId, submissions } = await approveMany(place, 26)
    const response = await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId })
    const started = await bodyOf(response)
    expect([response.status, response.headers.get('Location')]).toEqual([202, `/api/v1/awards/bulk/${started.id}`])
    expect(started).toMatchObject({ state: 'running', total: 26, awarded: 0, waiting: 26, failures: [] })

    place.clock.forward({ minutes: 1 })
    await runJobs(place)
    expect(await progressOf(place, started.id)).toMatchObject({
      state: 'done',
      awarded: 26,
      already_awarded: 0,
      refused: 0,
      waiting: 0,
      seconds_left: null,
      ended_at: '2026-05-14T15:01:00.000Z',
    })
    expect(await countOf(place, 'award')).toBe(26)
    expect(await countOf(place, "submission where state = 'awarded'")).toBe(26)
    expect(await countOf(place, 'status_position')).toBe(26)
    expect(await oneValue(place.platform, sql`select sum(taken) from status_list`)).toBe(26)
    expect(await countOf(place, "audit_entry where action = 'award.issued'")).toBe(26)
    expect(await verifyAudit(place.platform.db)).toMatchObject({ state: 'intact' })

    expect(await countOf(place, "outbox where topic like 'award%' and state <> 'done'")).toBe(0)

    const { items } = await bodyOf(await place.ada.get(`/api/v1/awards?badge=${badgeId}&limit=1`))
    const text = await (await place.visitor.get(new URL(items[0].downloads.json).pathname)).text()
    expect((await verifyAsStranger(place, text)).finding).toBe('valid-domain')
    const other = await bodyOf(await place.ada.post(`/api/v1/submissions/${submissions[0]}/award`))
    expect(other.submission_id).toBe(submissions[0])
    expect(await countOf(place, 'award')).toBe(26)
  })

  test('takes a version, or submissions by name, and names each once', async () => {
    const place = await world()
    const { submissions } = await approveMany(place, 3)
    const versionId = await oneValue(place.platform, sql`select badge_version_id from submission limit 1`)
    const byName = await settle(place, { submission_ids: [submissions[0], submissions[0]] })
    expect(byName).toMatchObject({ state: 'done', total: 1, awarded: 1, badge_id: null })
    expect(await settle(place, { badge_version_id: versionId })).toMatchObject({ total: 2, awarded: 2 })
  })

  test('refuses what can’t be awarded, says why, and awards the rest', async () => {
    const place = await world()
    const { badgeId, submissions } = await approveMany(place, 2)
    const maya = await place.join('Maya Ortiz', ['learner'])
    const unsent = await startDraft(place, { badgeId, learner: maya })
    const own = await approveOwn(place, badgeId)
    const awarded = await issueAward(place, { badgeId, learner: await place.join('Bo Chen', ['learner']) })
    const before = await oneValue(place.platform, sql`select submission_id from award where id = ${awarded}`)
    const done = await settle(place, {
      submission_ids: [unsent, own, submissions[0], before, submissions[1]],
    })
    expect(done).toMatchObject({ state: 'done', total: 5, awarded: 2, already_awarded: 1, refused: 2, waiting: 0 })
    expect(done.failures).toMatchObject([
      { submission_id: unsent, code: 'state-conflict', recipient: { name: 'Maya Ortiz' } },
      { submission_id: own, code: 'separation-of-duties', recipient: { name: place.ada.name } },
    ])
    const failures = `/api/v1/awards/bulk/${done.id}/failures`
    const first = await bodyOf(await place.ada.get(`${failures}?limit=1`))
    const second = await bodyOf(await place.ada.get(first.next))
    expect([...first.items, ...second.items]).toEqual(done.failures)
    expect(await countOf(place, 'award')).toBe(3)
  })

  test('is for who may award: others find no badge, and nothing of another district', async () => {
    const place = await world()
    const { badgeId, submissions } = await approveMany(place, 2)
    for (const other of [place.ravi, place.lena, place.otto])
      expect(await problemOf(await other.post('/api/v1/awards/bulk', { badge_id: badgeId }))).toEqual([
        404,
        'not-found',
      ])
    const unknown = await problemOf(await place.visitor.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    expect(unknown).toEqual([401, 'unauthenticated'])
    for (const other of [place.ravi, place.lena, place.otto]) {
      const refused = await other.post('/api/v1/awards/bulk', { submission_ids: submissions })
      const { errors, ...problem } = await bodyOf(refused)
      expect([refused.status, problem.type]).toEqual([422, expect.stringMatching(/\/validation$/)])
      expect(errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
        ['/submission_ids/0', 'not-found'],
        ['/submission_ids/1', 'not-found'],
      ])
    }
    expect([await countOf(place, 'bulk_award'), await countOf(place, "outbox where topic = 'awards.bulk'")]).toEqual([
      0, 0,
    ])
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { submission_ids: submissions }))
    for (const other of [place.otto, place.grace]) {
      expect(await problemOf(await other.get(`/api/v1/awards/bulk/${id}`))).toEqual([404, 'not-found'])
      expect(await problemOf(await other.post(`/api/v1/awards/bulk/${id}/cancel`))).toEqual([404, 'not-found'])
      expect(await problemOf(await other.get(`/api/v1/awards/bulk/${id}/failures`))).toEqual([404, 'not-found'])
    }
  })

  test('is not queued when one of its names is none, whoever asks', async () => {
    const place = await world()
    const { submissions } = await approveMany(place, 1)
    const response = await place.ada.post('/api/v1/awards/bulk', { submission_ids: [submissions[0], 'nobodys'] })
    expect(response.status).toBe(422)
    expect((await bodyOf(response)).errors).toMatchObject([{ pointer: '/submission_ids/1', code: 'not-found' }])
    expect(await countOf(place, 'bulk_award')).toBe(0)
  })

  test('is one of five that a person may have running, and says when to come again', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 1)
    const ask = () => place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId })
    const asked = await Promise.all(Array.from({ length: 6 }, ask))
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 202, 202, 202, 202, 429])
    expect(asked.find(({ status }) => status === 429)?.headers.get('Retry-After')).toBe('60')
    expect(await countOf(place, 'bulk_award')).toBe(5)
    await runJobs(place)
    await approveMany(place, 1)
    expect(await problemOf(await ask())).not.toEqual([429, 'rate-limited'])
  })

  test('needs something to award, named in one way', async () => {
    const place = await world()
    const badgeId = await oneBadge(place)
    const ask = async (body: object) => problemOf(await place.ada.post('/api/v1/awards/bulk', body))
    expect(await ask({ badge_id: badgeId })).toEqual([409, 'state-conflict'])
    expect(await ask({ badge_id: 'nothing' })).toEqual([404, 'not-found'])
    for (const body of [
      {},
      { badge_id: badgeId, submission_ids: ['s-1'] },
      { submission_ids: [] },
      { submission_ids: ['no id!'] },
      { submission_ids: 's-1' },
      { submission_ids: Array.from({ length: 10_001 }, (_, i) => `s-${i}`) },
      { submission_ids: ['s'.repeat(65)] },
    ])
      expect(await ask(body)).toEqual([422, 'validation'])
  })

  test('takes ten thousand names, and answers a repeated request with the same resource', async () => {
    const place = await world()
    const { submissions } = await approveMany(place, 1)
    const submission_ids = Array.from({ length: 10_000 }, () => submissions[0])
    const headers = { 'Idempotency-Key': 'pd-day-1' }
    const first = await place.ada.post('/api/v1/awards/bulk', { submission_ids }, headers)
    const again = await place.ada.post('/api/v1/awards/bulk', { submission_ids }, headers)
    expect([first.status, again.status, again.headers.get('Idempotent-Replayed')]).toEqual([202, 202, 'true'])
    expect((await bodyOf(again)).id).toBe((await bodyOf(first)).id)
    expect(await countOf(place, 'bulk_award')).toBe(1)
    expect((await bodyOf(await place.ada.get('/api/v1/awards/bulk'))).items).toMatchObject([{ total: 1 }])
  })
})

describe('two at once', () => {
  test('bulk awards of the same submissions make each award once', async () => {
    const place = await world()
    const { badgeId, submissions } = await approveMany(place, 10)
    const bela = await place.join('Bela Bauer', ['awarder'])
    const start = async (who: TestPerson, body: object) =>
      (await bodyOf(await who.post('/api/v1/awards/bulk', body))).id
    const ids = [
      await start(place.ada, { badge_id: badgeId }),
      await start(bela, { submission_ids: submissions.toReversed() }),
    ]
    await Promise.all(ids.map((id) => runToEnd(place, id)))
    const [first, second] = [await progressOf(place, ids[0]), await progressOf(place, ids[1], bela)]
    expect([first.state, second.state, first.refused, second.refused]).toEqual(['done', 'done', 0, 0])
    expect(first.awarded + second.awarded).toBe(10)
    expect(first.awarded + first.already_awarded).toBe(10)
    expect(await countOf(place, 'award')).toBe(10)
    expect(await countOf(place, "audit_entry where action = 'award.issued'")).toBe(10)
    expect(await verifyAudit(place.platform.db)).toMatchObject({ state: 'intact' })
  })

  test('processes at the same bulk award settle each item once', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 27)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    await Promise.all([runToEnd(place, id), runToEnd(place, id), runToEnd(place, id)])
    expect(await progressOf(place, id)).toMatchObject({ state: 'done', awarded: 27, already_awarded: 0 })
    expect(await countOf(place, 'award')).toBe(27)
    expect(await countOf(place, 'status_position')).toBe(27)
  })
})

describe('what comes in between', () => {
  test('a process that died in the middle loses nothing and doubles nothing', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 27)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    await runBulkAward(place.platform, id, { chunks: 1 })
    // It dies in the middle of the next chunk: signed, not written.
    await expect(runBulkAward(dying(place), id, { chunks: 1 })).rejects.toThrow('The power is gone.')
    expect(await progressOf(place, id)).toMatchObject({ state: 'running', awarded: 25, waiting: 2 })
    expect([await countOf(place, 'award'), await countOf(place, 'status_position')]).toEqual([25, 25])
    await runJobs(place)
    expect(await progressOf(place, id)).toMatchObject({ state: 'done', awarded: 27, already_awarded: 0 })
    expect([await countOf(place, 'award'), await countOf(place, 'status_position')]).toEqual([27, 27])
    expect(await verifyAudit(place.platform.db)).toMatchObject({ state: 'intact' })
  })

  test('a job that its runner never finished is done when its lease is over', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 2)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    const due = place.clock.now().getTime() + 5 * 60_000
    await place.platform.db.run(sql`update outbox set state = 'running', attempts = 1, due_at = ${due}`)
    await runJobs(place)
    expect(await progressOf(place, id)).toMatchObject({ state: 'running', awarded: 0 })
    place.clock.forward({ minutes: 6 })
    await runJobs(place)
    expect(await progressOf(place, id)).toMatchObject({ state: 'done', awarded: 2 })
  })

  test('a cancellation ends it, and what was awarded stays', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 26)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    await runBulkAward(place.platform, id, { chunks: 1 })
    const canceled = await place.ada.post(`/api/v1/awards/bulk/${id}/cancel`)
    expect([canceled.status, await bodyOf(canceled)]).toMatchObject([
      200,
      { state: 'canceled', awarded: 25, waiting: 1 },
    ])
    expect((await place.ada.post(`/api/v1/awards/bulk/${id}/cancel`)).status).toBe(200)
    await runJobs(place)
    expect(await progressOf(place, id)).toMatchObject({ state: 'canceled', awarded: 25, waiting: 1 })
    expect(await countOf(place, "submission where state = 'approved'")).toBe(1)
    expect(await countOf(place, "audit_entry where action = 'awards.bulk-canceled'")).toBe(1)
    expect(await settle(place, { badge_id: badgeId })).toMatchObject({ state: 'done', awarded: 1 })
  })

  test('a cancellation that comes while a chunk is being signed undoes that chunk', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 2)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    await place.platform.db.run(
      sql.raw(`create trigger cancels after insert on audit_entry when new.action = 'award.issued'
       begin update bulk_award set state = 'canceled'; end`),
    )
    // The trigger's own change is undone with the chunk, so what is left is as it was.
    await expect(runBulkAward(place.platform, id, { chunks: 1 })).resolves.toBeDefined()
    expect(await countOf(place, 'award')).toBe(0)
  })

  test('what is over can’t be canceled', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 1)
    const { id } = await settle(place, { badge_id: badgeId })
    expect(await problemOf(await place.ada.post(`/api/v1/awards/bulk/${id}/cancel`))).toEqual([409, 'state-conflict'])
  })

  test('a halt stops it, and it goes on when issuing is resumed', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 26)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    await runBulkAward(place.platform, id, { chunks: 1 })
    const { db } = place.platform
    await db.run(sql`insert into issuing_halt values ('installation', 'reference-differs', 'award-1', 0)`)
    await runJobs(place)
    expect(await progressOf(place, id)).toMatchObject({ state: 'halted', awarded: 25, waiting: 1 })
    const refused = await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId })
    expect(await problemOf(refused)).toEqual([503, 'issuance-halted'])
    await db.run(sql`delete from issuing_halt`)
    place.clock.forward({ minutes: 2 })
    await runJobs(place)
    expect(await progressOf(place, id)).toMatchObject({ state: 'done', awarded: 26 })
  })

  test('a halt that comes while a chunk is being signed keeps it from being written', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 2)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    const halting = interrupted(place, () =>
      place.platform.db.run(sql`insert into issuing_halt values ('installation', 'reference-differs', 'award-1', 0)`),
    )
    expect(await runBulkAward(halting, id, { chunks: 1 })).toBe('halted')
    expect(await countOf(place, 'award')).toBe(0)
  })

  test('a role that was taken away leaves the rest refused', async () => {
    const place = await world()
    const { badgeId } = await approveMany(place, 26)
    const bela = await place.join('Bela Bauer', ['awarder'])
    const { id } = await bodyOf(await bela.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    await runBulkAward(place.platform, id, { chunks: 1 })
    const removed = interrupted(place, () => place.platform.db.run(sql`delete from role where person_id = ${bela.id}`))
    expect(await runBulkAward(removed, id, { chunks: 1 })).toBe('over')
    const done = await progressOf(place, id, bela)
    expect(done).toMatchObject({ state: 'done', awarded: 25, refused: 1 })
    expect(done.failures[0]).toMatchObject({ code: 'not-found', recipient: null })
  })

  test('a submission that somebody else awards meanwhile is counted, not doubled', async () => {
    const place = await world()
    const { badgeId, submissions } = await approveMany(place, 3)
    const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', { badge_id: badgeId }))
    const overtaken = interrupted(place, async () => {
      expect((await place.ada.post(`/api/v1/submissions/${submissions[1]}/award`)).status).toBe(201)
    })
    await runBulkAward(overtaken, id, { chunks: 1 })
    expect(await progressOf(place, id)).toMatchObject({ state: 'done', awarded: 2, already_awarded: 1, refused: 0 })
    expect(await countOf(place, 'award')).toBe(3)
  })

  test('what the database itself refuses is refused alone', async () => {
    const place = await world()
    const { badgeId, submissions } = await approveMany(place, 3)
    await place.platform.db.run(
      sql.raw(`create trigger refuses before insert on award when new.submission_id = '${submissions[1]}'
       begin select raise(abort, 'rule broken: award_rests_on_its_review'); end`),
    )
    const done = await settle(place, { badge_id: badgeId })
    expect(done).toMatchObject({ state: 'done', awarded: 2, refused: 1 })
    expect(done.failures).toMatchObject([{ submission_id: submissions[1], code: 'state-conflict' }])
  })
})

const countOf = (place: World, what: string) => oneValue(place.platform, sql.raw(`select count(*) from ${what}`))

async function runJobs({ platform }: World): Promise<void> {
  while ((await runDueJobs(platform, jobHandlers, { limit: 50 })) > 0);
}

async function settle(place: World, body: object) {
  const { id } = await bodyOf(await place.ada.post('/api/v1/awards/bulk', body))
  await runJobs(place)
  return progressOf(place, id)
}

const progressOf = async (place: World, id: string | undefined, who = place.ada) =>
  bodyOf(await who.get(`/api/v1/awards/bulk/${id}`))

/** As jobs do it, but for the wait where another was at it. */
async function runToEnd({ platform }: World, id: string) {
  while ((await runBulkAward(platform, id, { chunks: 1 })) !== 'over');
}

/** Something happens once, after everything was asked and before it is written. */
function interrupted({ platform }: World, happen: () => unknown) {
  let happened: Promise<unknown> | undefined
  const after =
    <Input extends unknown[], Output>(sign: (...input: Input) => Promise<Output>) =>
    async (...input: Input) => {
      happened ??= Promise.resolve(happen())
      await happened
      return sign(...input)
    }
  const { signAsText, signPrepared } = platform.proofs
  return {
    ...platform,
    proofs: { ...platform.proofs, signAsText: after(signAsText), signPrepared: after(signPrepared) },
  }
}

const dying = ({ platform }: World) => ({
  ...platform,
  db: Object.assign(Object.create(platform.db), {
    batch: () => Promise.reject(new Error('The power is gone.')),
  }),
})

async function approveOwn(place: World, badgeId: string): Promise<string> {
  const id = await submitWork(place, { badgeId, learner: place.ada })
  expect((await place.ravi.post(`/api/v1/submissions/${id}/reviews`, approval)).status).toBe(201)
  return id
}

async function oneBadge(place: World): Promise<string> {
  const draft = await startDraft(place)
  return String(
    await oneValue(
      place.platform,
      sql`select badge_id from badge_version join submission on badge_version_id = badge_version.id where submission.id = ${draft}`,
    ),
  )
}
