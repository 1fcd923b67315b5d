import {
  fillPlaceholders,
  getTableColumns,
  type Placeholder,
  type Query,
  type SQL,
  type SQLWrapper,
  sql,
  type Table,
} from 'drizzle-orm'
import type { Db, Statement } from './db.ts'

/** Makes something once for each database. To put a query into SQL takes several times as long as to run it. */
export function oncePerDatabase<Made>(make: (db: Db) => Made): (db: Db) => Made {
  const kept = new WeakMap<Db, { made: Made }>()
  return (db) => {
    const known = kept.get(db)
    if (known) return known.made
    const made = make(db)
    kept.set(db, { made })
    return made
  }
}

/** A statement of a batch: a prepared query with its placeholders filled in. */
export function filled(query: { getQuery(): Query }, values: Record<string, unknown>): Statement {
  const { sql, params } = query.getQuery()
  const known = { ...query.getQuery(), sql, params: fillPlaceholders(params, values) }
  const ready = Object.create(query, { getQuery: { value: () => known } })
  // All that drizzle's batch asks of a statement.
  return { _prepare: () => ready } as unknown as Statement
}

/** For an insert of whole rows: each value under the name of its column. */
export const placeholdersOf = <T extends Table>(table: T) =>
  // The names are those of the table.
  Object.fromEntries(Object.keys(getTableColumns(table)).map((name) => [name, sql.placeholder(name)])) as {
    [Name in keyof T['$inferSelect']]: Placeholder
  }

/** Like `inArray`, for a list that is filled in as JSON: its length then does not change the statement. */
export const isAmong = (column: SQLWrapper, list: SQLWrapper): SQL =>
  sql`${column} in (select value from json_each(${list}))`
