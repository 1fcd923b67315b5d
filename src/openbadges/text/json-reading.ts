import type { JsonObject, JsonValue } from './strict-json.ts'

/** Readers for documents of strangers: JSON-LD lets one value stand for a list of one, and any member may be missing. */
export const listOf = (value: JsonValue | undefined): JsonValue[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

export const objectOf = (value: JsonValue | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined

export const objectsOf = (value: JsonValue | undefined): JsonObject[] =>
  listOf(value)
    .map(objectOf)
    .filter((item) => item !== undefined)

export const stringOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

export const hasType = (value: JsonObject, type: string): boolean => listOf(value.type).includes(type)

/** The id of a member that may be written as an object or as the id alone. */
export const idOf = (value: JsonValue | undefined): string | undefined =>
  stringOf(value) ?? stringOf(objectOf(value)?.id)

/** Text in any of the forms VCDM 2.0 allows; of several languages the first. */
export function textOf(value: JsonValue | undefined): string | undefined {
  const first = listOf(value)[0]
  return stringOf(first) ?? stringOf(objectOf(first)?.['@value'])
}
