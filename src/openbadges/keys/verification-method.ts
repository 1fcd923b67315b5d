import { OpenBadgeError } from '../text/error.ts'
import { objectOf, stringOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import { type DidDocument, parseDidDocument, type VerificationMethod } from './did.ts'
import { parseMultikey, parsePublicJwk, type VerificationKey } from './keys.ts'

export type FoundKey = { key: VerificationKey } | { problem: string }

/** CID 1.0 § 3.5 Processing Errors, and our own words where it has none that say enough. */
export const keyProblems = {
  document: 'https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT',
  method: 'https://w3id.org/security#INVALID_VERIFICATION_METHOD',
  relationship: 'https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD',
  controller: 'controller-mismatch',
  revoked: 'key-revoked',
  expired: 'key-expired',
} as const

/**
 * CID 1.0 § 3.3 Retrieve Verification Method, in a document that was fetched before: the key may be used for credentials
 * only if the document is its controller's, names it in `assertionMethod`, and its time has neither ended nor been ended.
 */
export function findAssertionKey(search: {
  controllerDocument: DidDocument | JsonObject
  methodId: string
  issuerId: string | undefined
  now: string
}): FoundKey {
  // A DidDocument is made of JSON values; only its optional members keep TypeScript from seeing it.
  const document = search.controllerDocument as JsonObject
  if (document.verificationMethod === undefined) return findLoneKey(document, search)
  let controller: DidDocument
  try {
    controller = parseDidDocument(document, stringOf(document.id) ?? '')
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return { problem: keyProblems.document }
  }
  if (search.methodId.split('#', 1)[0] !== controller.id) return { problem: keyProblems.controller }
  const method = findMethod(controller, search.methodId)
  if (!method) return { problem: keyProblems.method }
  if (method.controller !== controller.id) return { problem: keyProblems.controller }
  if (!controller.assertionMethod.includes(method.id)) return { problem: keyProblems.relationship }
  return usableKey(method, search.now)
}

function findMethod(controller: DidDocument, methodId: string): VerificationMethod | undefined {
  const method = controller.verificationMethod.find(({ id }) => id === methodId)
  // A did:key has one key only; proofs made before its DID URLs were settled name it without a fragment.
  if (!method && methodId === controller.id && methodId.startsWith('did:key:')) return controller.verificationMethod[0]
  return method
}

/**
 * OB 3.0 § Dereferencing the Public Key: the key's URL may answer with the key alone. Nobody else's word stands between the
 * key and the issuer then, so it must be the issuer it names; that its URL is the issuer's was decided when it was fetched.
 */
function findLoneKey(
  document: JsonObject,
  search: { methodId: string; issuerId: string | undefined; now: string },
): FoundKey {
  const { id, controller, publicKeyMultibase, publicKeyJwk, revoked, expires } = document
  if (id !== search.methodId || typeof controller !== 'string') return { problem: keyProblems.method }
  if (controller !== search.issuerId) return { problem: keyProblems.controller }
  return usableKey({ publicKeyMultibase, publicKeyJwk, revoked, expires }, search.now)
}

function usableKey(
  method: { [member in 'publicKeyMultibase' | 'publicKeyJwk' | 'revoked' | 'expires']?: JsonValue | undefined },
  now: string,
): FoundKey {
  if (hasPassed(method.revoked, now)) return { problem: keyProblems.revoked }
  if (hasPassed(method.expires, now)) return { problem: keyProblems.expired }
  const multikey = stringOf(method.publicKeyMultibase)
  const jwk = objectOf(method.publicKeyJwk)
  // Two keys under one name: whoever reads the other one sees another result.
  if ((multikey === undefined) === (jwk === undefined)) return { problem: keyProblems.method }
  try {
    return { key: multikey === undefined ? parsePublicJwk(jwk) : parseMultikey(multikey) }
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return { problem: keyProblems.method }
  }
}

/** What isn't a time is taken as past: the document wanted to say that the key ends. */
function hasPassed(time: JsonValue | undefined, now: string): boolean {
  return time !== undefined && !(Date.parse(String(time)) > Date.parse(now))
}
