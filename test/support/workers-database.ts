import type { D1Database } from '@cloudflare/workers-types'

/** Takes everything out of a database and builds the schema anew, in one batch: rows alone can't go, since the rules forbid it. */
export async function emptyDatabase(db: D1Database, migrations: string[]): Promise<void> {
  const { results: tables } = await db
    .prepare(
      "select name, sql from sqlite_schema where type = 'table' and name not glob '_cf_*' and name not glob 'sqlite_*'",
    )
    .all<Table>()
  await db.batch(
    [...childrenFirst(tables).map(({ name }) => `drop table "${name}"`), ...migrations].map((sql) => db.prepare(sql)),
  )
}

interface Table {
  name: string
  sql: string
}

/** A table goes before those it refers to. */
function childrenFirst(tables: Table[]): Table[] {
  const isReferred = ({ name }: Table) =>
    tables.some((other) => other.name !== name && new RegExp(`REFERENCES [\`"]${name}[\`"]`).test(other.sql))
  const last = tables.filter(isReferred)
  if (last.length === tables.length) return tables
  return [...tables.filter((table) => !isReferred(table)), ...childrenFirst(last)]
}
