import { OpenBadgeError } from '../text/error.ts'
import { objectOf, stringOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import type { DidDocument, VerificationMethod } from './did.ts'
import { comparableDid } from './did-web.ts'
import {
  CompromisedKeyError,
  parseMultikey,
  parsePublicJwk,
  UnsupportedKeyError,
  type VerificationKey,
} from './keys.ts'
import { parseDidDocument } from './read-did-document.ts'

export type FoundKey =
  | { key: VerificationKey }
  /** `isUnread`: nothing was found out about the key, neither that it is the issuer's nor that it isn't. */
  | { problem: string; isUnread?: true }

/** CID 1.0 § 3.5 Processing Errors, and our own words where it has none that say enough. */
export const keyProblems = {
  document: 'https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT',
  method: 'https://w3id.org/security#INVALID_VERIFICATION_METHOD',
  relationship: 'https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD',
  controller: 'controller-mismatch',
  revoked: 'key-revoked',
  expired: 'key-expired',
  compromised: 'key-compromised',
  unreadable: 'key-unreadable',
  ambiguous: 'key-ambiguous',
  /** It is not said which key, or in a way of its maker's own. */
  notNamed: 'key-not-named',
  unsupported: 'unsupported-key-type',
} as const

interface KeySearch {
  methodId: string
  issuerId: string | undefined
  now: string
}

/**
 * CID 1.0 § 3.3 Retrieve Verification Method, in a document that was fetched before: the key may be used for credentials
 * only if the document is its controller's, names it in `assertionMethod`, and its time has neither ended nor been ended.
 */
export function findAssertionKey({
  controllerDocument,
  ...search
}: KeySearch & { controllerDocument: DidDocument | JsonObject }): FoundKey {
  // A DidDocument is made of JSON values; only its optional members keep TypeScript from seeing it.
  const document = controllerDocument as JsonObject
  if (document.verificationMethod === undefined && document.assertionMethod === undefined)
    return findLoneKey(document, search)
  let controller: DidDocument
  try {
    controller = parseDidDocument(document, stringOf(document.id) ?? '')
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return unread(keyProblems.document)
  }
  const methodId = comparableDid(search.methodId)
  if (methodId.split('#', 1)[0] !== controller.id) return { problem: keyProblems.controller }
  const methods = methodsNamed(controller, methodId)
  const [method] = methods
  if (!method) return missing(controller, methodId)
  // Two keys under one name: whoever reads the other one sees another result.
  if (methods.some((other) => keyOf(other) !== keyOf(method))) return unread(keyProblems.ambiguous)
  if (method.controller === undefined) return unread(keyProblems.unreadable)
  if (method.controller !== controller.id) return { problem: keyProblems.controller }
  if (!controller.assertionMethod.includes(method.id))
    return controller.hasUnreadKeys ? unread(keyProblems.unreadable) : { problem: keyProblems.relationship }
  return usableKey(merged(methods), search.now)
}

/** Named for credentials and found nowhere, or not named at all, it is no key that the document does not list. */
function missing(controller: DidDocument, methodId: string): FoundKey {
  if (methodId === controller.id) return unread(keyProblems.notNamed)
  const isListed = controller.hasUnreadKeys || controller.assertionMethod.includes(methodId)
  return isListed ? unread(keyProblems.unreadable) : { problem: keyProblems.method }
}

const unread = (problem: string): FoundKey => ({ problem, isUnread: true })

function methodsNamed(controller: DidDocument, methodId: string): VerificationMethod[] {
  const methods = controller.verificationMethod.filter(({ id }) => id === methodId)
  // A did:key has one key only; proofs made before its DID URLs were settled name it without a fragment.
  const isWholeKey = methodId === controller.id && methodId.startsWith('did:key:')
  return methods.length === 0 && isWholeKey ? controller.verificationMethod.slice(0, 1) : methods
}

const keyOf = ({ publicKeyMultibase, publicKeyJwk, controller }: VerificationMethod) =>
  JSON.stringify([publicKeyMultibase, publicKeyJwk, controller])

/** One method given twice ends when either says so. */
const merged = (methods: VerificationMethod[]): VerificationMethod => Object.assign({}, ...methods)

/**
 * OB 3.0 § Dereferencing the Public Key: the key's URL may answer with the key alone. Nobody else's word stands between the
 * key and the issuer then, so it must be the issuer it names; that its URL is the issuer's was decided when it was fetched.
 */
function findLoneKey(document: JsonObject, search: KeySearch): FoundKey {
  const { id, controller, publicKeyMultibase, publicKeyJwk, revoked, expires } = document
  if (typeof id !== 'string' || typeof controller !== 'string') return unread(keyProblems.document)
  if (id !== search.methodId) return { problem: keyProblems.method }
  if (controller !== search.issuerId) return { problem: keyProblems.controller }
  return usableKey({ publicKeyMultibase, publicKeyJwk, revoked, expires }, search.now)
}

/** The key of a method, while it may be used. */
function usableKey(
  method: { [member in 'publicKeyMultibase' | 'publicKeyJwk' | 'revoked' | 'expires']?: JsonValue | undefined },
  now: string,
): FoundKey {
  if (hasPassed(method.revoked, now)) return { problem: keyProblems.revoked }
  if (hasPassed(method.expires, now)) return { problem: keyProblems.expired }
  const multikey = stringOf(method.publicKeyMultibase)
  const jwk = objectOf(method.publicKeyJwk)
  if (multikey === undefined && jwk === undefined) return unread(keyProblems.unsupported)
  const found = readKey(() => (multikey === undefined ? parsePublicJwk(jwk) : parseMultikey(multikey)))
  if (multikey === undefined || jwk === undefined || !('key' in found)) return found
  const other = readKey(() => parsePublicJwk(jwk))
  if (!('key' in other)) return other
  return JSON.stringify(other.key.jwk) === JSON.stringify(found.key.jwk) ? other : unread(keyProblems.ambiguous)
}

/** What `read` gives, or why there is no such key. */
export function readKey(read: () => VerificationKey): FoundKey {
  try {
    return { key: read() }
  } catch (error) {
    if (error instanceof CompromisedKeyError) return { problem: keyProblems.compromised }
    if (error instanceof UnsupportedKeyError) return unread(keyProblems.unsupported)
    if (error instanceof OpenBadgeError) return unread(keyProblems.unreadable)
    throw error
  }
}

/** What isn't a time is taken as past: the document wanted to say that the key ends. */
function hasPassed(time: JsonValue | undefined, now: string): boolean {
  return time !== undefined && time !== null && !(Date.parse(String(time)) > Date.parse(now))
}
