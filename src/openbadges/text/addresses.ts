import { stringOf } from './json-reading.ts'
import type { JsonValue } from './strict-json.ts'

/** Most of these badges were made with http addresses. Only https is asked, which nobody on the way can change. */
export function overHttps(address: string | undefined): string | undefined {
  const url = address?.replace(/^http:\/\/([^/?#]*?)(?::80)?(?=[/?#]|$)/i, 'https://$1')
  return url && /^https:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}

/**
 * Whether two spellings are one address: a host has no case, a port that says nothing is none, and what is written out and what
 * is percent-encoded are the same (RFC 3986 § 6.2.2, RFC 3987 § 3.1). False where either is missing.
 */
export function isSameAddress(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && comparable(one) === comparable(other)
}

/** Whether an address is under one of these hosts, or whatever else the beginning of an address says. */
export const startsWithAddress = (address: string, beginning: string): boolean =>
  comparable(address).startsWith(comparable(beginning))

export const hostOf = (url: string): string => new URL(url).host

/** A host as the profile of an issuer may name it, with or without the scheme. Undefined for what is more or less than a host. */
export function namedHost(value: JsonValue): string | undefined {
  const name = stringOf(value)?.replace(/^https?:\/\//i, '')
  const url = `https://${name}`
  if (name === undefined || !URL.canParse(url)) return undefined
  const { href, host } = new URL(url)
  return href === `https://${host}/` ? host : undefined
}

function comparable(address: string): string {
  const url = overHttps(address)
  if (url === undefined) return /^urn:uuid:/i.test(address) ? address.toLowerCase() : address
  return new URL(url).href.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase()
  })
}
