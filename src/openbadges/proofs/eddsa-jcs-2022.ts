import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite'
import { base58Signature, type ProofSuite, verifyWithKey, webCryptoVerifier } from './proof-suite.ts'

/** VC-DI-EDDSA § eddsa-jcs-2022: the JSON itself is signed, so every member counts, whatever its context says. */
export const eddsaJcs2022: ProofSuite = {
  algorithms: ['Ed25519'],
  isOverJson: true,
  proofValue: base58Signature,
  verify(signed) {
    const createVerifier = async () => webCryptoVerifier(signed.key)
    const suite = new DataIntegrityProof({ cryptosuite: { ...createVerifyCryptosuite(), createVerifier } })
    suite.getVerificationMethod = async () => ({ id: signed.methodId })
    return verifyWithKey(suite, signed)
  },
}
