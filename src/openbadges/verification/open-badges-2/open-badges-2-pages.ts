import { VerifyFetchError, type VerifyPorts } from '../../report/verify-ports.ts'
import { OpenBadgeError } from '../../text/error.ts'
import { hasType, idOf, objectOf, stringOf } from '../../text/json-reading.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../../text/strict-json.ts'
import { interrupted, type Page, type Steps } from './open-badges-2-conclusion.ts'

export interface PathToIssuer {
  badgeClass: JsonObject
  issuer: JsonObject
  /** Where the issuer's profile was found: nobody else can publish there. */
  issuerId: string
}

/** From an assertion over its badge class to the profile of the issuer. */
export async function followToIssuer(assertion: JsonObject, ports: VerifyPorts): Promise<PathToIssuer | Steps> {
  const badgeClass = await loadMember(assertion.badge, ['BadgeClass'], ports)
  if (badgeClass.state !== 'read') return interrupted(assertion, 'schema', badgeClass)
  // Always loaded, even where a copy is enclosed: the profile says who may speak for it.
  const issuerId = overHttps(idOf(badgeClass.document.issuer))
  const documents = { assertion, badgeClass: badgeClass.document }
  if (!issuerId) return { ...interrupted(assertion, 'issuer', notADocument), documents }
  const issuer = await loadMember(issuerId, ['Issuer', 'Profile'], ports)
  if (issuer.state !== 'read') return { ...interrupted(assertion, 'issuer', issuer), documents }
  return { badgeClass: badgeClass.document, issuer: issuer.document, issuerId }
}

export const notADocument = { state: 'malformed' } as const satisfies Page

/** A member given as an object is read as it stands; given as an address, its document must claim no other host's id. */
async function loadMember(value: JsonValue | undefined, types: readonly string[], ports: VerifyPorts): Promise<Page> {
  const enclosed = objectOf(value)
  const url = overHttps(stringOf(value))
  const page: Page = enclosed ? { state: 'read', document: enclosed } : url ? await load(url, ports) : notADocument
  if (page.state !== 'read') return page
  const id = overHttps(stringOf(page.document.id))
  const isAtHome = !url || (id !== undefined && new URL(id).host === new URL(url).host)
  return isAtHome && types.some((type) => hasType(page.document, type)) ? page : notADocument
}

export async function load(url: string, ports: VerifyPorts): Promise<Page> {
  try {
    const document = objectOf(parseStrictJson(await ports.resolveDocument(url, 'open-badges-2')))
    return document ? { state: 'read', document } : notADocument
  } catch (error) {
    if (error instanceof OpenBadgeError) return notADocument
    if (!(error instanceof VerifyFetchError)) throw error
    if (error.kind === 'gone') return { state: 'gone' }
    return { state: error.kind === 'too-large' ? 'malformed' : 'unreachable' }
  }
}

/** Most of these badges were made with http addresses. Only https is asked, which nobody on the way can change. */
export function overHttps(address: string | undefined): string | undefined {
  const url = address?.replace(/^http:\/\//, 'https://')
  return url?.startsWith('https://') && URL.canParse(url) ? url : undefined
}
