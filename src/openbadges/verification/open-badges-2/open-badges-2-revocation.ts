import { isSameAddress } from '../../text/addresses.ts'
import { listOf, objectOf, stringOf } from '../../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../../text/strict-json.ts'

/**
 * What an assertion says of itself: the context of Open Badges 2.0 makes `revoked` an xsd:boolean, so text and numbers say it too,
 * and JSON-LD has other names for it, with a prefix or in full. `unclear` is whatever is neither yes nor no.
 */
export function revocationOf(assertion: JsonObject): 'revoked' | 'standing' | 'unclear' {
  const spoken = Object.entries(assertion).flatMap(([member, value]) => (isRevoked(member) ? [value] : []))
  // A reason for what is not said to have happened.
  if (spoken.length === 0) return assertion.revocationReason === undefined ? 'standing' : 'unclear'
  const words = spoken.flatMap(listOf).map((word) => String(objectOf(word)?.['@value'] ?? word).trim())
  if (words.some((word) => /^(?:true|1)$/i.test(word))) return 'revoked'
  return words.length > 0 && words.every((word) => /^(?:false|0)$/i.test(word)) ? 'standing' : 'unclear'
}

const isRevoked = (member: string) => /^(?:.*[:#/])?revoked$/.test(member)

/** What one entry of a list says: the assertion it takes back, or nothing that can be read. */
export type ListedRevocation = 'this' | 'another' | 'unreadable'

/** Open Badges 2.0 § RevocationList: an entry is an id, or an object with an id or, from before, with a uid. */
export function listedRevocation(entry: JsonValue, assertion: JsonObject): ListedRevocation {
  const named = [objectOf(entry)?.id, objectOf(entry)?.uid, entry].flatMap((name) => textOf(name) ?? [])
  if (named.length === 0) return 'unreadable'
  const own = [stringOf(assertion.id), textOf(assertion.uid)]
  return named.some((name) => own.some((each) => isSameAddress(name, each))) ? 'this' : 'another'
}

/** A uid is text, and some programs write a number. */
const textOf = (name: JsonValue | undefined) =>
  typeof name === 'number' ? String(name) : stringOf(name) === '' ? undefined : stringOf(name)
