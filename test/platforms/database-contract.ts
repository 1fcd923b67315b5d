import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { review } from '../../src/assessment/reviews/reviews-tables.ts'
import { evidence, submission } from '../../src/assessment/submissions/submissions-tables.ts'
import { award } from '../../src/credentials/awards/awards-tables.ts'
import { statusList } from '../../src/identity/issuers/issuers-tables.ts'
import { organization, role } from '../../src/identity/organizations/organizations-tables.ts'
import { person } from '../../src/identity/people/people-tables.ts'
import {
  type Db,
  isPreconditionFailed,
  isRuleBroken,
  isUniqueViolation,
  messages,
  requireRow,
} from '../../src/platform/db/db.ts'
import { awardRow, insertRecords, records } from '../support/records.ts'

/** A new database with every migration applied. */
export interface DatabaseHome {
  db: Db
  close(): Promise<void>
}

/** What the code above relies on, whatever database is behind drizzle's D1 driver. */
export function databaseContract(name: string, open: () => Promise<DatabaseHome>) {
  describe(`the database on ${name}`, () => {
    let home: DatabaseHome
    let db: Db
    beforeEach(async () => {
      home = await open()
      db = home.db
    })
    afterEach(() => home.close())

    const person1 = { id: 'p-1', name: 'One', email: 'one@district.example', createdAt: 1 }
    const countPeople = async () => (await db.select().from(person)).length
    const raw = (text: string) => db.run(sql.raw(text))
    const refusal = (attempt: PromiseLike<unknown>) =>
      Promise.resolve(attempt).then(
        () => 'nothing',
        (error: unknown) => error,
      )

    test('a batch is written whole or not at all', async () => {
      const failed = await refusal(
        db.batch([db.insert(person).values(person1), db.insert(person).values({ ...person1, id: 'p-2' })]),
      )
      expect([isUniqueViolation(failed), await countPeople()]).toEqual([true, 0])
    })

    test('a precondition that finds nothing undoes the statements after it, and one that finds something does not', async () => {
      const named = (id: string) =>
        requireRow(db, 'gone', db.select({ id: person.id }).from(person).where(eq(person.id, id)))
      const failed = await refusal(db.batch([named('nobody'), db.insert(person).values(person1)]))
      expect([isPreconditionFailed(failed), await countPeople()]).toEqual([true, 0])

      await db.insert(person).values(person1)
      await db.batch([named('p-1'), db.update(person).set({ name: 'Uno' }).where(eq(person.id, 'p-1'))])
      expect((await db.select().from(person).get())?.name).toBe('Uno')
    })

    test('of twenty writers that race for one name, exactly one wins', async () => {
      const racers = Array.from({ length: 20 }, (_, n) => db.insert(person).values({ ...person1, id: `p-${n}` }))
      const results = await Promise.allSettled(racers)
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
      expect(results.filter((result) => result.status === 'rejected' && isUniqueViolation(result.reason))).toHaveLength(
        19,
      )
    })

    test('of twenty writers that move one row out of a state, exactly one moves it', async () => {
      await insertRecords(db)
      const moves = Array.from({ length: 20 }, () =>
        db
          .update(submission)
          .set({ state: 'awarded' })
          .where(eq(submission.state, 'approved'))
          .returning({ id: submission.id }),
      )
      expect((await Promise.all(moves)).flat()).toEqual([{ id: records.submission }])
    })

    test('values come back as they were: JSON, booleans, times, absent ones and text of every script', async () => {
      const name = "Zoë 'Ω' 名前 🙂 \u0000 end"
      const given = { ...person1, name, isAdministrator: true, createdAt: 1_778_770_800_000, language: 'es' }
      await db.insert(person).values(given)
      const absent = { did: null, sortingName: null, timeZone: null, lane: null }
      const unended = { suspendedAt: null, mergedInto: null, erasedAt: null }
      expect(await db.select().from(person)).toEqual([{ ...given, ...absent, ...unended }])
    })

    test('a statement takes a hundred parameters and not one more', async () => {
      const rows = (count: number) =>
        Array.from({ length: count }, (_, n) => ({
          personId: 'p',
          organizationId: `i-${n}`,
          name: 'learner' as const,
          createdAt: 1,
        }))
      await raw("insert into person (id, name, email, created_at) values ('p', 'P', 'p@district.example', 1)")
      for (let n = 0; n < 26; n++)
        await db.insert(organization).values({ id: `i-${n}`, type: 'district', name: 'I', createdAt: 1 })
      // Drizzle writes the absent column as a word, not as a parameter.
      await db.insert(role).values(rows(25))
      expect(messages(await refusal(db.insert(role).values(rows(26))))).toContain('too many SQL variables')
    })

    test('references, checks and strict types are enforced', async () => {
      await insertRecords(db)
      const failures = await Promise.all([
        refusal(raw("delete from person where id = 'p-lena'")),
        refusal(db.insert(person).values({ ...person1, email: 'One@District.example' })),
        refusal(db.update(statusList).set({ length: 1000 })),
        refusal(db.update(evidence).set({ visibility: 'shared' })),
        refusal(raw("insert into person (id, name, email, created_at) values ('x', 'x', 'x', 'yesterday')")),
      ])
      expect(failures.map((failure) => messages(failure).match(/(FOREIGN KEY|CHECK|cannot store TEXT)/)?.[0])).toEqual([
        'FOREIGN KEY',
        'CHECK',
        'CHECK',
        'CHECK',
        'cannot store TEXT',
      ])
    })

    test('an award needs an approving review, by someone else, of this very submission', async () => {
      await insertRecords(db)
      const wrong: Partial<typeof award.$inferInsert>[] = [
        { approverId: records.ada },
        { recipientId: records.ada },
        { reviewId: 'r-none' },
        { badgeVersionId: 'v-none' },
        { issuerId: 'i-none' },
      ]
      for (const change of wrong) {
        const failed = await refusal(db.insert(award).values({ ...awardRow, ...change }))
        // For one's own the second rule says so first.
        const isRefused = ['award_rests_on_its_review', 'award_by_someone_else'].some((rule) =>
          isRuleBroken(failed, rule),
        )
        expect([change, isRefused]).toEqual([change, true])
      }
      await db.update(submission).set({ state: 'withdrawn' })
      expect(isRuleBroken(await refusal(db.insert(award).values(awardRow)), 'award_rests_on_its_review')).toBe(true)
      await db.update(submission).set({ state: 'approved' })
      await db.insert(award).values(awardRow)
      expect(await db.select({ id: award.id }).from(award)).toEqual([{ id: records.award }])
    })

    test('nobody reviews their own work, whatever the code above thinks', async () => {
      await insertRecords(db)
      const own = {
        id: 'r-2',
        submissionId: 's-1',
        attemptNumber: 2,
        reviewerId: records.lena,
        comment: '',
        createdAt: 1,
      }
      const failed = await refusal(db.insert(review).values({ ...own, decision: 'approved' }))
      expect(isRuleBroken(failed, 'review_by_someone_else')).toBe(true)
    })

    test('what was signed, judged, published or claimed is never changed or deleted, by no statement', async () => {
      await insertRecords(db, { awarded: true })
      const forbidden = [
        ["update award set credential = '{}'", 'award_no_update'],
        ['delete from award', 'award_no_delete'],
        ["update badge_version set definition = '{}'", 'badge_version_no_update'],
        ['delete from badge_version', 'badge_version_no_delete'],
        ["update revocation set reason = 'x'", 'revocation_no_update'],
        ['delete from revocation', 'revocation_no_delete'],
        ["update review set decision = 'declined'", 'review_no_update'],
        ['delete from review', 'review_no_delete'],
        ["update review_score set level_id = 'x'", 'review_score_no_update'],
        ['delete from review_score', 'review_score_no_delete'],
        ['update attempt set submitted_at = 1', 'attempt_no_update'],
        ['update status_position set position = 9', 'status_position_no_update'],
        ['delete from status_position', 'status_position_no_delete'],
        ["update issuer set did = 'did:web:other.example'", 'issuer_keeps_its_did'],
        ["update submission set learner_id = 'p-ada'", 'submission_keeps_its_learner'],
      ] as const
      for (const [statement, rule] of forbidden)
        expect([statement, isRuleBroken(await refusal(raw(statement)), rule)]).toEqual([statement, true])
    })

    test('evidence stays as it was submitted, and leaves only later attempts', async () => {
      await insertRecords(db)
      const frozen = [
        ["update evidence set words = 'better'", 'evidence_stays_as_submitted'],
        ["update evidence set name = 'x'", 'evidence_stays_as_submitted'],
        ['update evidence set removed_in_attempt = 1', 'evidence_leaves_open_attempt'],
        ['delete from evidence', 'evidence_outlives_judgment'],
        [
          "insert into evidence (id, submission_id, attempt_number, kind, name, words, created_at) values ('e-2', 's-1', 1, 'text', 'Late', 'x', 1)",
          'evidence_joins_open_attempt',
        ],
      ] as const
      for (const [statement, rule] of frozen)
        expect([statement, isRuleBroken(await refusal(raw(statement)), rule)]).toEqual([statement, true])
      await raw('update evidence set removed_in_attempt = 2, shows_students = 0')
      await raw(
        "insert into evidence (id, submission_id, attempt_number, kind, name, words, created_at) values ('e-2', 's-1', 2, 'text', 'New', 'x', 1)",
      )
      await raw("delete from evidence where id = 'e-2'")
      expect(await db.select({ removedInAttempt: evidence.removedInAttempt }).from(evidence)).toEqual([
        { removedInAttempt: 2 },
      ])
    })
  })
}
