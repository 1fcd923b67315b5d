import { sql } from 'drizzle-orm'
import { award } from '../../credentials/awards/awards-tables.ts'
import { badge } from '../../definitions/badges/badges-tables.ts'
import { organization } from '../../identity/organizations/organizations-tables.ts'
import { person } from '../../identity/people/people-tables.ts'
import { auditEntry } from '../../platform/audit/audit-tables.ts'
import type { Db, Statement } from '../../platform/db/db.ts'
import { messages, requireRow } from '../../platform/db/db.ts'

/** The newest step of the schema that the database went through; absent where nobody kept count. */
export async function findNewestMigration(db: Db): Promise<string | undefined> {
  try {
    const [row] = await db.values<[string]>(sql`select name from d1_migrations order by id desc limit 1`)
    return row?.[0]
  } catch (error) {
    if (messages(error).includes('no such table')) return undefined
    throw error
  }
}

/** Answers when the database does. */
export async function readOnce(db: Db): Promise<void> {
  await db.values(sql`select 1 from ${auditEntry} limit 1`)
}

/** What tells how far an installation has come. */
export async function countBeginnings(
  db: Db,
): Promise<{ organizations: number; people: number; badges: number; awards: number }> {
  const [row] = await db.values<[number, number, number, number]>(
    sql`select (select count(*) from ${organization}), (select count(*) from ${person}), (select count(*) from ${badge}),
      exists (select 1 from ${award})`,
  )
  const [organizations = 0, people = 0, badges = 0, awards = 0] = row ?? []
  return { organizations, people, badges, awards }
}

/** Whoever comes second to set up finds that it is done. */
export const requireNoOrganization = (db: Db): Statement =>
  requireRow(db, 'nothing is set up', sql`(select 1 where not exists (select 1 from ${organization}))`)
