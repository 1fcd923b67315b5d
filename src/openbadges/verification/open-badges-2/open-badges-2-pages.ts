import type { VerifyPorts } from '../../report/verify-ports.ts'
import { VerifyFetchError } from '../../report/verify-ports.ts'
import { hostOf, overHttps } from '../../text/addresses.ts'
import { hasType, idOf, objectOf, stringOf } from '../../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../../text/strict-json.ts'
import { readJsonPage, unreadReason } from '../issuer-keys.ts'
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
  const isWhatItShouldBe = (!url || isAtHome(page.document, url)) && types.some((type) => hasType(page.document, type))
  return isWhatItShouldBe ? page : notADocument
}

/** Whoever serves a page may give it any id of their own host, and none of another's. */
export function isAtHome(document: JsonObject, url: string): boolean {
  const id = overHttps(stringOf(document.id))
  return id !== undefined && hostOf(id) === hostOf(url)
}

export async function load(url: string, ports: VerifyPorts): Promise<Page> {
  try {
    const document = objectOf(readJsonPage(await ports.resolveDocument(url, 'open-badges-2')))
    return document ? { state: 'read', document: withoutNulls(document) } : notADocument
  } catch (error) {
    const code = unreadReason(error)
    if (!(error instanceof VerifyFetchError)) return { state: 'unread', code }
    return { state: error.kind === 'gone' ? 'gone' : 'unread', code, failure: error.kind }
  }
}

/** In JSON-LD a member that is null is not there. */
export function withoutNulls(document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document).flatMap(([member, value]) => (value === null ? [] : [[member, cleaned(value)]])),
  )
}

function cleaned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(cleaned)
  const object = objectOf(value)
  return object ? withoutNulls(object) : value
}
