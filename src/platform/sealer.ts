import type { KeyEncryptionKey } from './config.ts'
import { fromBase64url, toBase64url } from './encoding.ts'
import type { SealedSecret, Sealer } from './platform.ts'

/** AES-256-GCM by WebCrypto, the same on every runtime. The first key seals; all of them unseal, while keys are being changed. */
export function createSealer(keyEncryptionKeys: readonly KeyEncryptionKey[]): Sealer {
  const [first] = keyEncryptionKeys
  if (!first) throw new Error('There is no key-encryption key. Set KEY_ENCRYPTION_KEYS.')
  const byId = new Map(keyEncryptionKeys.map((key) => [key.id, once(() => importKey(key))]))
  if (byId.size < keyEncryptionKeys.length) throw new Error('Two of the KEY_ENCRYPTION_KEYS have the same id.')

  async function keyNamed(id: string) {
    const key = byId.get(id)
    if (!key) throw new Error(`The key-encryption key ${id} is missing from KEY_ENCRYPTION_KEYS.`)
    return await key()
  }

  return {
    async seal(plaintext, boundTo) {
      const nonce = crypto.getRandomValues(new Uint8Array(12))
      const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: binding(first.id, boundTo) }
      const ciphertext = await crypto.subtle.encrypt(algorithm, await keyNamed(first.id), copied(plaintext))
      return { sealedBy: first.id, nonce: toBase64url(nonce), ciphertext: toBase64url(new Uint8Array(ciphertext)) }
    },
    async unseal(sealed: SealedSecret, boundTo) {
      const algorithm = {
        name: 'AES-GCM',
        iv: fromBase64url(sealed.nonce),
        additionalData: binding(sealed.sealedBy, boundTo),
      }
      const key = await keyNamed(sealed.sealedBy)
      const plaintext = await crypto.subtle.decrypt(algorithm, key, fromBase64url(sealed.ciphertext)).catch((cause) => {
        throw new Error('A sealed key does not open: it was changed, moved, or sealed by another key.', { cause })
      })
      return new Uint8Array(plaintext)
    },
  }
}

/** Authenticated and not secret: a row copied to another issuer or key id does not open. */
const binding = (sealedBy: string, boundTo: readonly string[]) =>
  new TextEncoder().encode(JSON.stringify([1, sealedBy, ...boundTo]))

const importKey = ({ bytes }: KeyEncryptionKey) =>
  crypto.subtle.importKey('raw', copied(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** WebCrypto's types ask for bytes that no other thread shares. */
const copied = (bytes: Uint8Array) => new Uint8Array(bytes)
