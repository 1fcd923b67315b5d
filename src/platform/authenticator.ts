import { createHmac } from 'node:crypto'
import type { KeyEncryptionKey } from './config.ts'
import { toBase64url } from './encoding.ts'
import type { Authenticator } from './platform.ts'

/** The first key makes tags; all of them recognize theirs, while keys are being changed. */
export function createAuthenticator(keyEncryptionKeys: readonly KeyEncryptionKey[]): Authenticator {
  const keys = keyEncryptionKeys.map(({ bytes }) => hmac(bytes, keyPurpose))
  const [first] = keys
  if (!first) throw new Error('There is no key-encryption key. Set KEY_ENCRYPTION_KEYS.')
  const tagUnder = (key: Uint8Array, text: string) => toBase64url(hmac(key, text).subarray(0, tagBytes))
  return {
    tag: (text) => tagUnder(first, text),
    isTagOf: (tag, text) => keys.some((key) => isSame(tag, tagUnder(key, text))),
  }
}

/** Of the runtime's own: WebCrypto answers in promises only. */
const hmac = (key: Uint8Array, text: string | Uint8Array) => createHmac('sha256', key).update(text).digest()

/** HKDF-Expand (RFC 5869 § 2.3), one block: what a key encrypts says nothing about the key that is derived from it here. */
const keyPurpose = Uint8Array.from([...new TextEncoder().encode('signet: words of our own'), 1])
const tagBytes = 16

/** Takes as long for every tag of the right length. */
function isSame(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}
