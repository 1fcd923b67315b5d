import type { JsonValue } from '../openbadges/index.ts'
import { invalidField } from '../platform/errors.ts'

/** What the API takes is written in snake_case; the schemas behind it in camelCase. Any other spelling is refused. */
export function camelCaseKeys(value: JsonValue, pointer = ''): JsonValue {
  if (Array.isArray(value)) return value.map((item, index) => camelCaseKeys(item, `${pointer}/${index}`))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (!/^[a-z][a-z0-9_]*$/.test(key)) throw unknownField(`${pointer}/${key}`)
      return [toCamelCase(key), camelCaseKeys(item, `${pointer}/${key}`)]
    }),
  )
}

/** The same on the way out. */
export function snakeCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCaseKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [toSnakeCase(key), snakeCaseKeys(item)]))
}

export const toSnakeCase = (text: string) => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
export const toCamelCase = (text: string) => text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const unknownField = (pointer: string) => invalidField(pointer, 'unknown-field', 'refused.snakeCase')
