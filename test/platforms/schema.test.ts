import { readdirSync, readFileSync } from 'node:fs'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { expect, test } from 'vitest'

const source = new URL('../../src/', import.meta.url)
const meta = new URL('../../drizzle/meta/', import.meta.url)

test('the migrations build exactly the tables that the code names', async () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-tables.ts'))
  const modules = await Promise.all(files.map((file) => import(new URL(file, source).href)))
  const [newest = ''] = readdirSync(meta)
    .filter((file) => file.endsWith('_snapshot.json'))
    .sort()
    .reverse()
  const migrated = JSON.parse(readFileSync(new URL(newest, meta), 'utf8'))
  const coded = await generateSQLiteDrizzleJson(Object.assign({}, ...modules), migrated.id)
  expect(files.length).toBeGreaterThan(5)
  expect(await generateSQLiteMigration(migrated, coded)).toEqual([])
})
