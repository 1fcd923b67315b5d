import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownActions } from '../../src/web/operations/admin/audit-words.ts'

const source = new URL('../../src/', import.meta.url)

test('everything that the log says by name, its page says in words', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const said = files.flatMap((file) =>
    [
      ...readFileSync(new URL(file, source), 'utf8').matchAll(
        /actor: [^}]{1,120}\baction: '([a-z-]+\.[a-z-]+)',\s*subject/g,
      ),
    ].map(([, action = '']) => action),
  )
  expect(said.length).toBeGreaterThan(30)
  expect(said.filter((action) => !knownActions.includes(action))).toEqual([])
})
