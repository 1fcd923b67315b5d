import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import { contextUrls } from './contexts.ts'
import { jwkToMultikey } from './multikey.ts'
import { type ProofSuite, transform, verifyWithKey } from './proof-suite.ts'

/**
 * VC-DI-ECDSA § ecdsa-sd-2023, derived proofs only. A base proof belongs in the recipient's hands: it opens everything that
 * was meant to be disclosed by choice, so whoever shows one is told that it is not a proof to show.
 */
export const ecdsaSd2023: ProofSuite = {
  algorithm: 'P-256',
  // CBOR tag 0x5d01 of a derived proof; that of a base proof, 0x5d00, would be `u2V0A`.
  proofValue: /^u2V0B[A-Za-z0-9_-]{100,65536}$/,
  async verify(signed) {
    const { document, proof, loader } = signed
    // The library canonicalizes by itself and without bounds, so the same work is first done within them.
    const { proofValue: _, ...proofConfig } = proof
    await transform(document, { documentLoader: loader })
    await transform({ '@context': document['@context'], ...proofConfig }, { documentLoader: loader })
    const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() })
    suite.getVerificationMethod = async () => ({
      '@context': contextUrls.multikeyV1,
      id: signed.methodId,
      type: 'Multikey',
      publicKeyMultibase: jwkToMultikey(signed.key.jwk),
    })
    return verifyWithKey(suite, signed)
  },
}
