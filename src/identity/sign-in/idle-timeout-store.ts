import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/db.ts'

/** The strictest of the organisations that somebody has a role at, each as it inherits it; undefined where none says anything. */
export async function findIdleMinutes(db: Db, personId: string): Promise<number | undefined> {
  const [row] = await db.all<{ minutes: number | null }>(sql`
    select min((
      select json_extract(organisation.settings, '$.idleMinutes')
      from organisation_ancestor join organisation on organisation.id = organisation_ancestor.ancestor_id
      where organisation_ancestor.organisation_id = role.organisation_id
      and json_extract(organisation.settings, '$.idleMinutes') is not null
      order by organisation_ancestor.distance limit 1
    )) as minutes
    from role where role.person_id = ${personId} and role.suspended_at is null`)
  return row?.minutes ?? undefined
}
