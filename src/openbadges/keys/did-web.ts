import { OpenBadgeError } from '../text/error.ts'
import { rememberRecent } from '../text/recently-used.ts'

/**
 * The https URL of the document of a did:web. Throws OpenBadgeError `schema` on everything that could lead elsewhere than it
 * says: addresses instead of names, user names, encoded slashes, dots that climb, ports.
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
  const host = options.allowPort ? authority.replace(/%3A(?=[1-9]\d{0,4}$)/, ':') : authority
  const name = options.allowPort ? host.replace(/:\d+$/, '') : host
  if (!isPublicHostName(name) && !(options.allowPort && name === 'localhost')) throw notDidWeb()
  if (!path.every(isPathSegment)) throw notDidWeb()
  const url = `https://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`
  // The last word belongs to the parser that will be used: what it reads must be what was checked.
  if (!URL.canParse(url) || new URL(url).href !== url.replace(/:443\//, '/')) throw notDidWeb()
  return url
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

function isPathSegment(segment: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(segment)
}

function notDidWeb(): OpenBadgeError {
  return new OpenBadgeError(
    'schema',
    'This is not a did:web that we resolve: a public host name and plain path segments.',
  )
}
