import { createHash, createPublicKey, hash, KeyObject, sign, verify, type webcrypto } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ProofCryptography, SigningKey, VerificationKey } from '../openbadges/index.ts'

/**
 * OpenSSL. Signing takes less time than the way to another thread and back, so it is done in this one; verifying takes three
 * times as long, and is done in another while this one goes on.
 */
export function createNodeCryptography(): ProofCryptography {
  const privateKeys = new WeakMap<object, KeyObject>()
  const publicKeys = new LRUCache<string, KeyObject>({ max: 1000 })

  function privateKeyOf({ privateKey }: SigningKey): KeyObject {
    const known = privateKeys.get(privateKey)
    if (known) return known
    // WebCrypto here is Node's own; only its declaration is another.
    const key = KeyObject.from(privateKey as webcrypto.CryptoKey)
    privateKeys.set(privateKey, key)
    return key
  }

  function publicKeyOf({ jwk }: VerificationKey): KeyObject {
    const name = String(jwk.x)
    const known = publicKeys.get(name)
    if (known) return known
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    publicKeys.set(name, key)
    return key
  }

  return {
    hashText: (text) => hash('sha256', text),
    hashBehind(start) {
      const begun = createHash('sha256').update(start)
      return (rest) => begun.copy().update(rest).digest('hex')
    },
    sign: (key, data) => sign(null, data, privateKeyOf(key)),
    verify: (key, data, signature) =>
      new Promise((answer) => {
        verify(null, data, publicKeyOf(key), signature, (error, isRight) => answer(error === null && isRight))
      }),
  }
}
