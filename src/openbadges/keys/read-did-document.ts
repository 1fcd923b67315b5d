import { decodeBase58, encodeBase58 } from '../text/base58.ts'
import { OpenBadgeError } from '../text/error.ts'
import { idOf, listOf, objectOf, objectsOf, stringOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import type { DidDocument, VerificationMethod } from './did.ts'
import { comparableDid } from './did-web.ts'

/**
 * Reads a fetched document that must be the one of `did`, as DID Core § 5.2 and 5.3 have it: methods stand in a list of their
 * own or where they are used, under absolute ids or relative ones, and one value may stand for a list of one. What comes back
 * holds only known members and absolute ids as they compare (comparableDid). A method that can't be read leaves the others as
 * they are. Throws OpenBadgeError `schema` when it is no such document.
 */
export function parseDidDocument(value: JsonValue, did: string): DidDocument {
  const document = objectOf(value)
  if (!document) throw notDidDocument('it is not an object', '')
  const id = comparableDid(did)
  if (typeof document.id !== 'string' || comparableDid(document.id) !== id)
    throw notDidDocument('its id is not the one it was found under', '/id')
  const absolute = (name: string | undefined) => absoluteName(name, id)
  const own = listOf(document.verificationMethod)
  const listed = listOf(document.assertionMethod)
  const used = otherUses.flatMap((use) => objectsOf(document[use]))
  const embedded = [...listed.filter((entry) => typeof entry !== 'string'), ...used].filter(
    (entry) => !isReference(entry),
  )
  const methods = [...own, ...embedded].map((entry) => readVerificationMethod(entry, absolute, id))
  const names = listed.map((entry) => absolute(idOf(entry)))
  const hasUnreadKeys = [...methods, ...names].includes(undefined) || document.hasUnreadKeys === true
  return {
    id,
    verificationMethod: methods.filter((method) => method !== undefined),
    assertionMethod: names.filter((name) => name !== undefined),
    ...(hasUnreadKeys && { hasUnreadKeys }),
  }
}

/** Where a method may stand as well, to be named in `assertionMethod`; `publicKey` is what drafts of 2019 called the list of all. */
const otherUses = [
  'publicKey',
  'authentication',
  'keyAgreement',
  'capabilityInvocation',
  'capabilityDelegation',
] as const

/** A name alone, written as an object. */
const isReference = (entry: JsonValue) => Object.keys(objectOf(entry) ?? {}).join() === 'id'

/** Undefined for what is neither an address nor a fragment: nobody can say whose name that is. */
function absoluteName(name: string | undefined, did: string): string | undefined {
  if (name?.startsWith('#')) return comparableDid(did + name)
  return name !== undefined && isAbsolute(name) ? comparableDid(name) : undefined
}

const isAbsolute = (name: string) => /^[a-z][a-z0-9+.-]*:./i.test(name)

/** Undefined for what has no name: whatever key is looked for, this could have been it. */
function readVerificationMethod(
  value: JsonValue,
  absolute: (name: string | undefined) => string | undefined,
  documentId: string,
): VerificationMethod | undefined {
  const method = objectOf(value)
  const id = absolute(stringOf(method?.id))
  if (!method || id === undefined) return undefined
  const controller = stringOf(method.controller)
  const multikey = stringOf(method.publicKeyMultibase) ?? multikeyOfBase58(method)
  const publicKeyJwk = objectOf(method.publicKeyJwk)
  return {
    id,
    type: stringOf(method.type) ?? '',
    ...(controller !== undefined &&
      isControllerIn(documentId, controller) && { controller: comparableDid(controller) }),
    ...(multikey !== undefined && { publicKeyMultibase: multikey }),
    ...(publicKeyJwk && { publicKeyJwk }),
    ...endOf('revoked', method),
    ...endOf('expires', method),
  }
}

/** DID Core § 5.2: a DID. What else stands there in a DID document, such as a fragment or a web page, names no controller. */
const isControllerIn = (documentId: string, controller: string) =>
  controller.startsWith('did:') || (!documentId.startsWith('did:') && isAbsolute(controller))

/** Ed25519VerificationKey2018 has the bare key in base58. */
function multikeyOfBase58({ type, publicKeyBase58 }: JsonObject): string | undefined {
  if (type !== 'Ed25519VerificationKey2018' || typeof publicKeyBase58 !== 'string') return undefined
  const key = publicKeyBase58.length <= 50 ? decodeBase58(publicKeyBase58) : undefined
  return key && `z${encodeBase58(Uint8Array.from([0xed, 0x01, ...key]))}`
}

/** A member that is there but isn't text must not look as if it were absent: `revoked: true` means something. */
function endOf(name: 'revoked' | 'expires', method: JsonObject): Partial<VerificationMethod> {
  const value = method[name]
  return value === undefined || value === null || value === false ? {} : { [name]: String(value) }
}

function notDidDocument(why: string, pointer: string): OpenBadgeError {
  return new OpenBadgeError('schema', `This document can't tell us the issuer's keys: ${why}.`, { pointer })
}
