import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person } from '../../src/identity/people/people-tables.ts'
import { type AuditEvent, commit, type Overtaken, verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { listAuditEntries } from '../../src/platform/audit/audit-store.ts'
import {
  isPreconditionFailed,
  isRuleBroken,
  isUniqueViolation,
  messages,
  requireRow,
  type Statement,
} from '../../src/platform/db/db.ts'
import { AppError } from '../../src/platform/errors.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { outboxEntry } from '../../src/platform/jobs/outbox.ts'
import { type JobHandlers, runDueJobs, tidyJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import type { Platform } from '../../src/platform/platform.ts'
import {
  abandonRequest,
  beginRequest,
  deleteOldRequests,
  finishRequest,
} from '../../src/platform/requests/idempotency-store.ts'
import type { Clock } from '../support/frozen.ts'

export interface LedgerHome {
  platform: Platform
  clock: Clock
  close(): Promise<void>
}

/** The audit chain, the outbox and kept answers. */
export function ledgerContract(name: string, open: () => Promise<LedgerHome>) {
  describe(`the ledgers on ${name}`, () => {
    let home: LedgerHome
    let platform: Platform
    beforeEach(async () => {
      home = await open()
      platform = home.platform
    })
    afterEach(() => home.close())

    const event = (subject: string): AuditEvent => ({
      actor: 'p-ada',
      action: 'award.issued',
      subject,
      details: { b: 2, a: 'one' },
    })
    const insertPerson = (id: string) =>
      platform.db.insert(person).values({ id, name: id, email: `${id}@district.example`, createdAt: 1 })
    const raw = (text: string) => platform.db.run(sql.raw(text))
    const codeOf = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'nothing',
        (error: unknown) => (error instanceof AppError ? error.code : 'error'),
      )

    test('a write and its audit entries are kept together', async () => {
      await commit(platform, [event('a-1'), event('a-2')], [insertPerson('p-1')])
      const entries = await listAuditEntries(platform.db, { after: 0, limit: 10 })
      expect(entries.map(({ seq, subject, details, at }) => ({ seq, subject, details, at }))).toEqual([
        { seq: 1, subject: 'a-1', details: '{"a":"one","b":2}', at: Date.parse('2026-05-14T15:00:00Z') },
        { seq: 2, subject: 'a-2', details: '{"a":"one","b":2}', at: Date.parse('2026-05-14T15:00:00Z') },
      ])
      expect(entries[1]?.previousHash).toBe(entries[0]?.hash)
      expect(await verifyAudit(platform.db)).toEqual({ state: 'intact', entries: 2, head: entries[1]?.hash })
    })

    test('a write that fails leaves no audit entry, and its own failure is what is thrown', async () => {
      await insertPerson('p-1')
      const failed = await commit(platform, event('a-1'), [insertPerson('p-1')]).catch((error: unknown) => error)
      expect(isUniqueViolation(failed)).toBe(true)
      expect(await verifyAudit(platform.db)).toEqual({ state: 'intact', entries: 0, head: '0'.repeat(64) })
    })

    test('who was overtaken is told so in the words of what they did, and nothing else is called that', async () => {
      const { db } = platform
      const add = (subject: string, overtaken: Overtaken, ...before: Statement[]) =>
        commit(platform, event(subject), [...before, insertPerson('p-1')], { overtaken }).catch(
          (error: unknown) => error,
        )
      await add('a-1', 'refused.noPerson')
      const gone = (cause: unknown) => new AppError('gone', 'refused.accountOver', {}, { cause })
      const isNot = requireRow(db, 'is not there', db.select({ id: person.id }).from(person).where(sql`false`))
      for (const before of [[], [isNot]]) {
        const told = [await add('a-2', 'refused.roleChanged', ...before), await add('a-3', gone, ...before)]
        expect(told).toMatchObject([
          { code: 'state-conflict', message: 'refused.roleChanged' },
          { code: 'gone', message: 'refused.accountOver' },
        ])
        const kept = before.length > 0 ? isPreconditionFailed : isUniqueViolation
        expect(told.map((error) => error instanceof AppError && kept(error.cause))).toEqual([true, true])
      }
      const broken = await add('a-4', 'refused.roleChanged', insertPerson('P-UPPER'))
      expect([broken instanceof AppError, messages(broken)]).toEqual([false, expect.stringContaining('folded')])
      expect(await verifyAudit(db)).toMatchObject({ state: 'intact', entries: 1 })
    })

    test('twelve writers at once make one chain without a gap', async () => {
      await Promise.all(
        Array.from({ length: 12 }, (_, n) => commit(platform, event(`a-${n}`), [insertPerson(`p-${n}`)])),
      )
      expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact', entries: 12 })
      expect(await platform.db.$count(person)).toBe(12)
    })

    test('the database refuses entries that do not follow the last, changes and deletions', async () => {
      for (const subject of ['a-1', 'a-2', 'a-3']) await commit(platform, event(subject), [])
      const columns = '(seq, at, actor, action, subject, details, previous_hash, hash)'
      const refused = [
        ["update audit_entry set actor = 'p-otto' where seq = 2", 'audit_entry_no_update'],
        ['delete from audit_entry where seq = 3', 'audit_entry_no_delete'],
        [
          `insert into audit_entry ${columns} values (9, 1, 'x', 'x', 'x', '{}', 'x', 'x')`,
          'audit_entry_follows_the_last',
        ],
        [
          `insert into audit_entry ${columns} values (4, 1, 'x', 'x', 'x', '{}', 'x', 'x')`,
          'audit_entry_follows_the_last',
        ],
        [
          `insert or replace into audit_entry ${columns} values (2, 1, 'x', 'x', 'x', '{}', 'x', 'x')`,
          'audit_entry_follows_the_last',
        ],
      ] as const
      for (const [statement, rule] of refused) {
        const failed = await raw(statement).then(
          () => 'nothing',
          (error: unknown) => error,
        )
        expect([statement, isRuleBroken(failed, rule)]).toEqual([statement, true])
      }
      expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact', entries: 3 })
    })

    test.each([
      ["update audit_entry set details = '{}' where seq = 2", { state: 'broken', seq: 2, reason: 'altered' }],
      ['update audit_entry set at = at + 1 where seq = 1', { state: 'broken', seq: 1, reason: 'altered' }],
      ['delete from audit_entry where seq = 2', { state: 'broken', seq: 2, reason: 'missing' }],
      ['delete from audit_entry where seq = 1', { state: 'broken', seq: 1, reason: 'missing' }],
      ["update audit_entry set previous_hash = 'ff' where seq = 3", { state: 'broken', seq: 3, reason: 'not-linked' }],
      [
        'update audit_entry set seq = case seq when 2 then 30 else 20 end where seq in (2, 3)',
        { state: 'broken', seq: 2, reason: 'missing' },
      ],
    ])('who gets past the triggers is found out: %s', async (tampering, verdict) => {
      for (const subject of ['a-1', 'a-2', 'a-3']) await commit(platform, event(subject), [])
      await raw('drop trigger audit_entry_no_update')
      await raw('drop trigger audit_entry_no_delete')
      await raw(tampering)
      expect(await verifyAudit(platform.db)).toEqual(verdict)
    })

    test('a job is done once, after the write it belongs to', async () => {
      const done: object[] = []
      const handlers: Partial<JobHandlers> = { 'award.issued': async (_, payload) => void done.push(payload) }
      await platform.db.batch([insertPerson('p-1'), outboxEntry(platform, 'award.issued', { award: 'p-1' })])
      await platform.db
        .batch([insertPerson('p-1'), outboxEntry(platform, 'award.issued', { award: 'never' })])
        .catch(() => 0)
      expect(await runDueJobs(platform, handlers, { limit: 10 })).toBe(1)
      expect(await runDueJobs(platform, handlers, { limit: 10 })).toBe(0)
      expect(done).toEqual([{ award: 'p-1' }])
    })

    test('two runners never take the same job', async () => {
      const done: string[] = []
      const handlers: Partial<JobHandlers> = { 'award.issued': async (_, { award }) => void done.push(award) }
      for (let n = 0; n < 20; n++)
        await platform.db.batch([outboxEntry(platform, 'award.issued', { award: String(n) })])
      await Promise.all(Array.from({ length: 4 }, () => runDueJobs(platform, handlers, { limit: 10 })))
      expect(done.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n))
    })

    test('a job is run with those of its class, whatever waits in others', async () => {
      const done: string[] = []
      const handlers = { 'award.issued': async (_: unknown, { award }: { award: string }) => void done.push(award) }
      for (const award of ['bulk', 'after', 'prompt', 'usual'] as const)
        await platform.db.batch([outboxEntry(platform, 'award.issued', { award }, { class: award })])
      expect(await runDueJobs(platform, handlers, { limit: 10, classes: ['prompt'] })).toBe(1)
      expect(done).toEqual(['prompt'])
      expect(await runDueJobs(platform, handlers, { limit: { prompt: 5, usual: 5, bulk: 1, after: 0 } })).toBe(2)
      expect(done).toEqual(['prompt', 'usual', 'bulk'])
    })

    test('a job waits for its time', async () => {
      const soon = new Date(platform.now().getTime() + 60_000)
      await platform.db.batch([outboxEntry(platform, 'mail.send', { message: 'm-1' }, { notBefore: soon })])
      const handlers: Partial<JobHandlers> = { 'mail.send': async () => undefined }
      expect(await runDueJobs(platform, handlers, { limit: 10 })).toBe(0)
      home.clock.forward({ minutes: 1 })
      expect(await runDueJobs(platform, handlers, { limit: 10 })).toBe(1)
    })

    test('a job that fails is tried again, later each time, and given up after the eighth', async () => {
      let tries = 0
      const fail = async () => {
        tries++
        throw new Error('no', { cause: new Error('The mail server is away.') })
      }
      await platform.db.batch([outboxEntry(platform, 'mail.send', { message: 'm-1' })])
      await runDueJobs(platform, { 'mail.send': fail }, { limit: 10 })
      expect(await runDueJobs(platform, { 'mail.send': fail }, { limit: 10 })).toBe(0)
      for (let round = 0; round < 20; round++) {
        home.clock.forward({ hours: 1 })
        await runDueJobs(platform, { 'mail.send': fail }, { limit: 10 })
      }
      const job = await platform.db.select().from(outbox).get()
      expect([tries, job?.state, job?.lastError]).toEqual([8, 'failed', 'Error: The mail server is away.'])
    })

    test('a job nobody handles is not lost', async () => {
      await platform.db.batch([outboxEntry(platform, 'mail.send', { message: 'm-1' })])
      await runDueJobs(platform, {}, { limit: 10 })
      expect((await platform.db.select().from(outbox).get())?.state).toBe('waiting')
    })

    test('when a runner dies, its job is taken over once the lease ends, and the late answer of the dead is ignored', async () => {
      await platform.db.batch([outboxEntry(platform, 'mail.send', { message: 'm-1' })])
      const order: string[] = []
      const second: Partial<JobHandlers> = { 'mail.send': async () => void order.push('second') }
      const first: Partial<JobHandlers> = {
        'mail.send': async () => {
          expect(await runDueJobs(platform, second, { limit: 10 })).toBe(0)
          home.clock.forward({ minutes: 6 })
          expect(await runDueJobs(platform, second, { limit: 10 })).toBe(1)
          order.push('first')
          throw new Error('too late')
        },
      }
      await runDueJobs(platform, first, { limit: 10 })
      expect(order).toEqual(['second', 'first'])
      expect((await platform.db.select().from(outbox).get())?.state).toBe('done')
    })

    test('a job that ends its process each time is given up as well', async () => {
      await platform.db.batch([outboxEntry(platform, 'mail.send', { message: 'm-1' })])
      await platform.db.update(outbox).set({ state: 'running', attempts: 8 })
      expect(await runDueJobs(platform, {}, { limit: 10 })).toBe(0)
      expect((await platform.db.select().from(outbox).get())?.state).toBe('failed')
    })

    test('when the process is told to stop, claimed jobs that were not begun are given back', async () => {
      for (let n = 0; n < 3; n++) await platform.db.batch([outboxEntry(platform, 'mail.send', { message: 'm-1' })])
      let begun = 0
      const handlers: Partial<JobHandlers> = { 'mail.send': { alone: async () => void begun++ } }
      await runDueJobs(platform, handlers, { limit: 10, isStopping: () => begun === 1 })
      expect(begun).toBe(1)
      expect(await runDueJobs(platform, handlers, { limit: 10 })).toBe(2)
    })

    test('some jobs run at once, but none beside its like, and one that is to be alone runs alone', async () => {
      for (const name of ['one', 'one', 'two', 'three'])
        await platform.db.batch([
          outboxEntry(platform, name === 'three' ? 'person.erase' : 'award.issued', { award: name, erasure: name }),
        ])
      const [begun, ended]: [string[], string[]] = [[], []]
      let meet = () => {}
      const haveMet = new Promise<void>((resolve) => {
        meet = resolve
      })
      const handle = async (name: string) => {
        begun.push(name)
        if (begun.length === 3) meet()
        // The second and the third end only if both run.
        if (begun.length > 1) await haveMet
        ended.push(`${name} of ${begun.length}`)
      }
      await runDueJobs(
        platform,
        {
          'award.issued': (_, { award }) => handle(award),
          'person.erase': { alone: (_, { erasure }) => handle(erasure) },
        },
        { limit: 10 },
      )
      expect(ended).toEqual(['one of 1', 'one of 3', 'two of 3', 'three of 4'])
    })

    test('jobs that are done are forgotten after a week', async () => {
      await platform.db.batch([outboxEntry(platform, 'mail.send', { message: 'm-1' })])
      await runDueJobs(platform, { 'mail.send': async () => undefined }, { limit: 1 })
      await tidyJobs(platform)
      expect(await platform.db.$count(outbox)).toBe(1)
      home.clock.forward({ days: 8 })
      await tidyJobs(platform)
      expect(await platform.db.$count(outbox)).toBe(0)
    })

    const request = { actor: 'p-ada', key: 'k-1', requestDigest: 'd-1' }
    const begin = (change = {}) => beginRequest(platform.db, { ...request, ...change }, platform.now())

    test('a repeated request gets the first answer, another request with its key and the first while it runs are refused', async () => {
      expect(await begin()).toBeUndefined()
      expect(await codeOf(begin())).toBe('idempotency-in-progress')
      expect(await codeOf(begin({ requestDigest: 'd-2' }))).toBe('idempotency-mismatch')
      await finishRequest(platform.db, request, { status: 201, response: '{"id":"a-1"}' })
      expect(await begin()).toEqual({ status: 201, response: '{"id":"a-1"}' })
      expect(await codeOf(begin({ requestDigest: 'd-2' }))).toBe('idempotency-mismatch')
      expect(await begin({ actor: 'p-otto' })).toBeUndefined()
    })

    test('of twenty equal requests at once, one is the first', async () => {
      const results = await Promise.all(Array.from({ length: 20 }, () => codeOf(begin())))
      expect(results.filter((code) => code === 'nothing')).toHaveLength(1)
      expect(results.filter((code) => code === 'idempotency-in-progress')).toHaveLength(19)
    })

    test('a request whose process died may be asked again after a minute, as it was', async () => {
      await begin()
      home.clock.forward({ seconds: 61 })
      expect(await codeOf(begin({ requestDigest: 'd-2' }))).toBe('idempotency-mismatch')
      expect(await begin()).toBeUndefined()
    })

    test('a request that failed for the moment may be asked again at once', async () => {
      await begin()
      await abandonRequest(platform.db, request)
      expect(await begin()).toBeUndefined()
    })

    test('answers are kept for a day', async () => {
      await begin()
      await finishRequest(platform.db, request, { status: 200, response: '' })
      home.clock.forward({ hours: 24, seconds: 1 })
      await deleteOldRequests(platform.db, platform.now())
      expect(await begin({ requestDigest: 'd-2' })).toBeUndefined()
    })
  })
}
