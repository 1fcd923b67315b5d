import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { contextUrls } from '../model/contexts.ts'
import { listOf } from '../text/json-reading.ts'
import { base58Signature, type ProofSuite, transform, verifyWithKey, webCryptoVerifier } from './proof-suite.ts'

/** What Open Badges 3.0 asks for, and what we sign with (VC-DI-EDDSA § eddsa-rdfc-2022). */
export const eddsaRdfc2022 = suiteNamed('eddsa-rdfc-2022')

/** The name of the same suite in drafts of 2023. */
export const eddsa2022 = suiteNamed('eddsa-2022')

/** The library's cryptosuite with our canonicalization. */
export const boundedCryptosuite = { ...cryptosuite, canonize: transform }

function suiteNamed(name: string): ProofSuite {
  return {
    algorithms: ['Ed25519'],
    proofValue: base58Signature,
    verify(signed) {
      const suite = new DataIntegrityProof({
        cryptosuite: { ...boundedCryptosuite, name, createVerifier: async () => webCryptoVerifier(signed.key) },
        // Otherwise the second version would be added to a document of the first, and both define the same terms.
        legacyContext: listOf(signed.document['@context']).includes(contextUrls.dataIntegrityV1),
      })
      suite.getVerificationMethod = async () => ({ id: signed.methodId })
      return verifyWithKey(suite, signed)
    },
  }
}
