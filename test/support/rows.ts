import { sql } from 'drizzle-orm'
import type { Db, Statement } from '../../src/platform/db/db.ts'

/** What is in a database, as statements that put it into an empty one. */
export type Rows = string[]

export async function copyRows(db: Db): Promise<Rows> {
  const tables = await db.values<[string]>(
    sql`select name from sqlite_schema where type = 'table' and name not glob 'sqlite_*' and name not glob '_cf_*'
        and name not in ('d1_migrations', 'letter_fold', 'letter_place', 'folded_name')
        -- What triggers ask for, and what they would make themselves, first.
        order by name not in ('organization', 'person_email'), rowid`,
  )
  const statements: Rows = []
  for (const [table] of tables) {
    const rows = await db.values(sql.raw(`select * from "${table}"`))
    const values = rows.map((row) => `(${row.map(literal).join(', ')})`)
    if (values.length > 0) statements.push(`insert into "${table}" values ${values.join(', ')}`)
  }
  return statements
}

export async function pasteRows(db: Db, rows: Rows): Promise<void> {
  // Whatever the order of the tables.
  const statements = ['pragma defer_foreign_keys = on', ...rows].map((text): Statement => db.run(sql.raw(text)))
  const [first, ...others] = statements
  if (first) await db.batch([first, ...others])
}

const literal = (value: unknown) =>
  value === null ? 'null' : typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`
