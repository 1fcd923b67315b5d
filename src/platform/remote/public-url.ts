import { AppError } from '../errors.ts'

/** Names that never belong to a public web server (RFC 6761, RFC 8375, RFC 7686). */
const reservedNames = /(^|\.)(localhost|local|internal|intranet|home\.arpa|onion|test|invalid|example|alt)$/

/** Host names end in letters or an internationalised label; IPv4 in any spelling becomes digits in the URL parser. */
const publicHost = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/** One answer for every refusal, so that it can't be used to look around. */
export const urlNotAllowed = () => new AppError('url-not-allowed', 'refused.publicHttpsOnly')

/**
 * The first gate before any request goes out: https, the default port, no user name, a dotted public host name and never
 * an IP literal, because literals don't pass through name resolution where addresses are checked.
 */
export function assertPublicUrl(text: string): URL {
  if (text.length > 2048 || !URL.canParse(text)) throw urlNotAllowed()
  const url = new URL(text)
  const isPublic =
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    publicHost.test(url.hostname) &&
    !reservedNames.test(url.hostname)
  if (!isPublic) throw urlNotAllowed()
  return url
}
