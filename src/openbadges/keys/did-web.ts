import { OpenBadgeError } from '../text/error.ts'
import { rememberRecent } from '../text/recently-used.ts'

/**
 * The https URL of the document of a did:web. Throws OpenBadgeError `schema` on everything that could lead elsewhere than it
 * says: addresses instead of names, user names, encoded slashes, dots that climb, ports other than that of https.
 */
export function didWebUrl(did: string, { allowPort = false }: { allowPort?: boolean } = {}): string {
  return allowPort ? urlWithPort(did) : urlWithoutPort(did)
}

const mostRemembered = 500
const urlWithPort = rememberRecent(mostRemembered, (did) => readDidWeb(did, { allowPort: true }))
const urlWithoutPort = rememberRecent(mostRemembered, (did) => readDidWeb(did, { allowPort: false }))

function readDidWeb(did: string, options: { allowPort: boolean }): string {
  const [scheme, method, authority = '', ...path] = did.split(':')
  if (did.length > 512 || scheme !== 'did' || method !== 'web') throw notDidWeb()
  const [, name = '', port] = /^(.*?)(?:%3A([1-9]\d{0,4}))?$/i.exec(authority) ?? []
  const isOtherPort = port !== undefined && port !== '443'
  const host = asciiHost(name)
  if (isOtherPort && !options.allowPort) throw notDidWeb()
  if (!isPublicHostName(host) && !(options.allowPort && host === 'localhost')) throw notDidWeb()
  if (!path.every(isEncodedSegment)) throw notDidWeb()
  const origin = `https://${host}${isOtherPort ? `:${port}` : ''}`
  const url = `${origin}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`
  // The last word belongs to the parser that will be used: what it reads must be what was checked.
  if (!URL.canParse(url) || new URL(url).href !== url) throw notDidWeb()
  return url
}

/** A well-formed did:web of a server at another port than that of https, where no stranger's document is asked for. */
export function namesOtherPort(did: string): boolean {
  return /^did:web:[^:]+%3A[1-9]\d{0,4}(?::|$)/i.test(did) && canRead(() => didWebUrl(did, { allowPort: true }))
}

/**
 * A DID, or a URL with one, as it compares: the name of a host has no case, nor have the digits of percent-encoding, and a
 * port that says nothing is left out.
 */
export function comparableDid(did: string): string {
  if (!did.startsWith('did:web:')) return did
  const [, authority = '', rest = ''] = /^did:web:([^:/?#]*)(.*)$/s.exec(did) ?? []
  const host = authority.toLowerCase().replace(/%3a443$/, '')
  return `did:web:${upperCaseEscapes(host)}${upperCaseEscapes(rest)}`
}

const upperCaseEscapes = (text: string) => text.replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase())

function canRead(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof OpenBadgeError) return false
    throw error
  }
}

/** The DID of something we publish ourselves under an origin. A development origin may name localhost and a port. */
export function didWebFor(origin: string, path: string[]): string {
  const { protocol, host, pathname, search, hash } = new URL(origin)
  if (!/^https?:$/.test(protocol) || pathname !== '/' || search || hash || !path.every(isPathSegment)) {
    throw notDidWeb()
  }
  const did = ['did', 'web', host.replace(':', '%3A'), ...path].join(':')
  didWebUrl(did, { allowPort: true })
  return did
}

/** Lower case, with a dot; a last label that starts with a letter can't be any spelling of an IPv4 address. */
function isPublicHostName(name: string): boolean {
  return (
    name.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
  )
}

/** A name in the letters that the network uses. Letters of other alphabets can only be percent-encoded in a DID. */
function asciiHost(name: string): string {
  if (!name.includes('%')) return name.toLowerCase()
  const decoded = percentDecoded(name)
  const isName = decoded !== undefined && /^[\p{L}\p{M}\p{N}.-]+$/u.test(decoded)
  return isName && URL.canParse(`https://${decoded}/`) ? new URL(`https://${decoded}/`).hostname : ''
}

/** Of a stranger's DID: escapes stand for letters, never for what divides an address. */
function isEncodedSegment(segment: string): boolean {
  if (isPathSegment(segment)) return true
  if (!/^(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+$/.test(segment)) return false
  const decoded = percentDecoded(segment)
  return decoded !== undefined && /^[\p{L}\p{M}\p{N} _~@+-][\p{L}\p{M}\p{N} ._~@+-]*$/u.test(decoded)
}

/** Undefined for escapes that are no UTF-8. */
function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function isPathSegment(segment: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(segment)
}

function notDidWeb(): OpenBadgeError {
  return new OpenBadgeError(
    'schema',
    'This is not a did:web that we resolve: a public host name and plain path segments.',
  )
}
