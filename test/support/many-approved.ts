import { type SQL, sql } from 'drizzle-orm'
import { oneValue } from './database.ts'
import { approveWork, publishBadge } from './progress.ts'
import type { World } from './world.ts'

/**
 * Approved work of many, as Ravi's review of one and copies of it: to send and to review each through the doors would take
 * longer than most tests. The first is Lena's.
 */
export async function approveMany(
  place: Pick<World, 'ada' | 'ravi' | 'lena' | 'lakeside' | 'platform'>,
  count: number,
  badgeId?: string,
): Promise<{ badgeId: string; submissions: string[] }> {
  const badge = badgeId ?? (await publishBadge(place))
  const first = await approveWork(place, { badgeId: badge })
  const numbers = Array.from({ length: count - 1 }, (_, i) => String(i + 1).padStart(5, '0'))
  const idOf = (number: string) => `many-${first.slice(-6)}-${number}`
  const attemptId = await oneValue(place.platform, sql`select id from attempt where submission_id = ${first}`)
  const reviewId = await oneValue(place.platform, sql`select id from review where submission_id = ${first}`)
  const ids = JSON.stringify(numbers.map(idOf))
  const copies = (statement: SQL): SQL => sql`${statement} from json_each(${ids}) as copy`
  const { db } = place.platform
  const statements = [
    sql`${copies(sql`insert into person (id, name, email, created_at) select 'p-' || copy.value, 'Learner ' || copy.key, 'p-' || copy.value || '@district.example', 0`)} where true`,
    sql`${copies(sql`insert into submission (id, badge_version_id, learner_id, state, attempt_number, created_at, updated_at)
      select copy.value, s.badge_version_id, 'p-' || copy.value, 'approved', 1, s.created_at, s.updated_at`)} join submission s on s.id = ${first}`,
    sql`${copies(sql`insert into evidence (id, submission_id, attempt_number, kind, name, words, created_at)
      select 'e-' || copy.value, copy.value, 1, e.kind, e.name, e.words, e.created_at`)} join evidence e on e.submission_id = ${first}`,
    sql`${copies(sql`insert into attempt (id, submission_id, number, submitted_at)
      select 'a-' || copy.value, copy.value, 1, a.submitted_at`)} join attempt a on a.id = ${attemptId}`,
    sql`${copies(sql`insert into review (id, submission_id, attempt_number, reviewer_id, decision, comment, created_at)
      select 'r-' || copy.value, copy.value, 1, r.reviewer_id, r.decision, r.comment, r.created_at + 1 + copy.key`)} join review r on r.id = ${reviewId}`,
    sql`${copies(sql`insert into review_score (review_id, criterion_id, level_id)
      select 'r-' || copy.value, s.criterion_id, s.level_id`)} join review_score s on s.review_id = ${reviewId}`,
  ]
  for (const statement of statements) if (numbers.length > 0) await db.run(statement)
  return { badgeId: badge, submissions: [first, ...numbers.map(idOf)] }
}
