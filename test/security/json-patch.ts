import type { JsonValue } from '../../src/openbadges/index.ts'

export interface Operation {
  op: 'add' | 'remove'
  path: string
  value?: JsonValue
}

/** The part of RFC 6902 that the corpus uses. Like RFC 6902 and unlike assignment, a `-` adds to the end of a list. */
export function patch<T extends object>(document: T, operations: readonly Operation[]): T {
  const patched = structuredClone(document)
  for (const { op, path, value } of operations) {
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop() ?? ''
    // Paths of the corpus lead to objects and lists that are there; a wrong one throws here.
    const holder = steps.reduce<Record<string, unknown>>(
      (at, step) => at[step] as Record<string, unknown>,
      patched as Record<string, unknown>,
    )
    if (op === 'remove') delete holder[last]
    else if (Array.isArray(holder) && last === '-') holder.push(value)
    else holder[last] = value
  }
  return patched
}
