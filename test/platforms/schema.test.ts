import { readdirSync } from 'node:fs'
import Database from 'better-sqlite3'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { expect, onTestFinished, test } from 'vitest'
import { addAuditLinkHash } from '../../src/node/audit-link-hash.ts'
import { migrate } from '../../src/node/migrate.ts'
import { newFolder } from '../support/folder.ts'

const source = new URL('../../src/', import.meta.url)

test('the migrations build exactly the tables that the code names', async () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-tables.ts'))
  const modules = await Promise.all(files.map((file) => import(new URL(file, source).href)))
  const coded = await generateSQLiteDrizzleJson(Object.assign({}, ...modules))
  const byCode = openDatabase()
  for (const statement of await generateSQLiteMigration(await generateSQLiteDrizzleJson({}), coded))
    byCode.exec(statement)
  const migrated = openDatabase()
  migrate(migrated, { backupFolder: newFolder(), now: new Date('2026-05-14T15:00:00Z') })
  expect(files.length).toBeGreaterThan(5)
  expect(describeTables(migrated)).toEqual(describeTables(byCode))
})

function openDatabase() {
  const sqlite = new Database(':memory:')
  onTestFinished(() => void sqlite.close())
  addAuditLinkHash(sqlite)
  return sqlite
}

/** By name; in which order columns and constraints were added makes no difference. */
function describeTables(sqlite: Database.Database) {
  const tables = sqlite
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'd1_migrations'",
    )
    .all()
  return Object.fromEntries(
    tables.map(({ name, sql }) => [
      name,
      {
        columns: sorted(ask(sqlite, `select name, type, "notnull", dflt_value, pk from pragma_table_info('${name}')`)),
        references: sorted(ask(sqlite, `select "table", "from", "to" from pragma_foreign_key_list('${name}')`)),
        indexes: sorted(
          ask(
            sqlite,
            `select found."unique", found.partial, (select group_concat(name) from pragma_index_info(found.name)) as columns
            from pragma_index_list('${name}') found`,
          ),
        ),
        checks: sorted([...sql.matchAll(/CONSTRAINT ["`](\w+)["`] CHECK/gi)].map(([, constraint]) => constraint)),
      },
    ]),
  )
}

const ask = (sqlite: Database.Database, query: string) => sqlite.prepare(query).all()
const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
