import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { speakTo } from '../../src/platform/language/speech.ts'
import { readIssues } from '../../src/platform/requests/read-issues.ts'

const areas = ['identity', 'definitions', 'assessment', 'credentials', 'operations']
const files = areas.flatMap((area) =>
  readdirSync(new URL(`../../src/${area}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${area}/${file}`),
)
const exported = await Promise.all(
  files.map(
    async (file): Promise<[string, object]> => [file, await import(new URL(`../../src/${file}`, import.meta.url).href)],
  ),
)
const schemas = exported.flatMap(([file, members]) =>
  Object.entries(members).flatMap(([name, schema]) =>
    schema instanceof z.ZodType ? [[`${file.split('/').at(-1)} ${name}`, schema] as const] : [],
  ),
)
const wrong = [
  undefined,
  null,
  true,
  '',
  ' ',
  'x'.repeat(200_000),
  -1,
  0.5,
  1e15,
  Number.NaN,
  [],
  [1],
  {},
  { unknown: 1 },
]
const wrongLists = wrong.map((item) => new Array(5000).fill(item))

/** The schema within what trims, checks or may be absent. */
function shapeOf(schema: z.ZodType): Record<string, unknown> {
  if (schema instanceof z.ZodObject) return schema.shape
  return schema instanceof z.ZodPipe ? shapeOf(schema.in as z.ZodType) : {}
}

/** Every value in place of all of it, and of each of its members. */
const attempts = (schema: z.ZodType): unknown[] => [
  ...wrong,
  ...wrongLists,
  ...Object.keys(shapeOf(schema)).flatMap((member) => [...wrong, ...wrongLists].map((value) => ({ [member]: value }))),
]

test('there are schemas to be asked', () => {
  expect(schemas.length).toBeGreaterThan(25)
})

test.each(schemas)('%s refuses nothing in the words of a validator', (_, schema) => {
  const issues = attempts(schema).flatMap((attempt) => {
    const result = schema.safeParse(attempt)
    return result.success ? [] : [result.error]
  })
  for (const language of ['en', 'es']) {
    const speech = speakTo({ language, timeZone: null }, 'UTC')
    const said = new Set(issues.flatMap((error) => readIssues(error, speech).map(({ message }) => message)))
    expect(
      [...said].filter((message) =>
        /\b(?:Invalid|Too (?:big|small)|expected|received|Unrecognized)\b|[<>]=/.test(message),
      ),
    ).toEqual([])
    expect([...said].filter((message) => !/[.?!\d]$|:\/\/$/.test(message))).toEqual([])
  }
})
