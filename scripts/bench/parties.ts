import { createPrivateKey, createPublicKey } from 'node:crypto'
import { openBadges } from './product.ts'

/** Whoever signs in the benchmark: one key for all stacks, whose public half is its name. */
export const seed = new Uint8Array(32).fill(7)

const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
export const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
export const publicKey = createPublicKey(privateKey)

const { kty = '', crv = '', x = '' } = publicKey.export({ format: 'jwk' })
export const multikey = openBadges.jwkToMultikey({ kty, crv, x })
export const issuer = `did:key:${multikey}`
export const verificationMethod = `${issuer}#${multikey}`
export const controllerDocument = openBadges.didKeyDocument(issuer)
export const signingKey = await openBadges.importSigningKey({
  id: verificationMethod,
  controller: issuer,
  algorithm: 'Ed25519',
  privateKey: new Uint8Array(pkcs8),
})

/** Documents that libraries ask for by name, beside the contexts. */
export const documents = new Map<string, object>([
  [issuer, controllerDocument],
  [
    verificationMethod,
    {
      '@context': 'https://w3id.org/security/multikey/v1',
      id: verificationMethod,
      type: 'Multikey',
      controller: issuer,
      publicKeyMultibase: multikey,
    },
  ],
])
/** The moment of every signature here, and the one they are verified at. */
export const created = new Date('2026-03-14T09:26:53Z')
