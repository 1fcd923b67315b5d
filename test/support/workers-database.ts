import type { D1Database } from '@cloudflare/workers-types'

/** Takes everything out of a database and builds the schema anew, in one batch: rows alone can't go, since the rules forbid it. */
export async function emptyDatabase(db: D1Database, migrations: string[]): Promise<void> {
  const { results: tables } = await db
    .prepare(
      "select type, name, sql from sqlite_schema where type in ('table', 'view') and name not glob '_cf_*' and name not glob 'sqlite_*' order by type desc",
    )
    .all<Table>()
  await db.batch(
    [
      'pragma defer_foreign_keys = on',
      // Views come first: no table can be altered while a view names what is gone.
      ...childrenFirst(tables).map(({ type, name }) => `drop ${type} "${name}"`),
      ...migrations,
    ].map((sql) => db.prepare(sql)),
  )
}

interface Table {
  type: 'table' | 'view'
  name: string
  sql: string
}

/** A table goes before those it refers to. */
function childrenFirst(tables: Table[]): Table[] {
  const isReferred = ({ name }: Table) =>
    tables.some((other) => other.name !== name && new RegExp(`REFERENCES [\`"]?${name}\\b`).test(other.sql))
  const last = tables.filter(isReferred)
  if (last.length === tables.length) return tables
  return [...tables.filter((table) => !isReferred(table)), ...childrenFirst(last)]
}
