import { contextUrls } from '../model/contexts.ts'
import { listOf } from '../text/json-reading.ts'
import {
  base58Signature,
  type ProofSuite,
  TransformationError,
  transform,
  verifyWithKey,
  webCryptoVerifier,
} from './proof-suite.ts'

/** The proof of most VCDM 1.1 badges (VC-DI-EDDSA § Ed25519Signature2020). Read, never written. */
export const ed25519Signature2020: ProofSuite = {
  algorithms: ['Ed25519'],
  proofValue: base58Signature,
  async verify(signed) {
    if (!listOf(signed.document['@context']).includes(contextUrls.ed25519Signature2020)) {
      throw new TransformationError('The document lacks the context of its proof.')
    }
    const { Ed25519Signature2020 } = await import('@digitalbazaar/ed25519-signature-2020')
    const suite = new Ed25519Signature2020({ verifier: webCryptoVerifier(signed.key) })
    suite.canonize = transform
    suite.getVerificationMethod = async () => ({ id: signed.methodId })
    return verifyWithKey(suite, signed)
  },
}
