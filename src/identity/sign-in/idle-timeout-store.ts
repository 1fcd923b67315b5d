import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/db.ts'

/** The strictest of the organizations that somebody has a role at, each as it inherits it; undefined where none says anything. */
export async function findIdleMinutes(db: Db, personId: string): Promise<number | undefined> {
  const [row] = await db.all<{ minutes: number | null }>(sql`
    select min((
      select json_extract(organization.settings, '$.idleMinutes')
      from organization_ancestor join organization on organization.id = organization_ancestor.ancestor_id
      where organization_ancestor.organization_id = role.organization_id
      and json_extract(organization.settings, '$.idleMinutes') is not null
      order by organization_ancestor.distance limit 1
    )) as minutes
    from role where role.person_id = ${personId} and role.suspended_at is null`)
  return row?.minutes ?? undefined
}
