import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { generate } from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { issue, verifyCredential } from '@digitalbazaar/vc'
import { created, documents, issuer, seed, verificationMethod } from '../parties.ts'
import { openBadges } from '../product.ts'
import type { Stack } from './stack.ts'

/** The reference: what the W3C's group builds on, as its README shows it, with its contexts at hand. */
export async function createDigitalBazaar(others: ReadonlyMap<string, object> = documents): Promise<Stack> {
  const documentLoader = openBadges.pinnedDocumentLoader(others)
  const keyPair = await generate({ seed, controller: issuer, id: verificationMethod })
  return {
    name: '@digitalbazaar/vc',
    issue: (credential) =>
      issue({
        credential,
        suite: new DataIntegrityProof({ signer: keyPair.signer(), date: created, cryptosuite }),
        documentLoader,
      }),
    async verify(credential) {
      const { verified } = await verifyCredential({
        credential,
        suite: new DataIntegrityProof({ cryptosuite }),
        documentLoader,
        checkStatus: async () => ({ verified: true }),
      })
      return verified
    },
  }
}
