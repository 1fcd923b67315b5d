import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { contextUrls, pinnedDocumentLoader } from '../../src/openbadges/index.ts'
import { type Issuer, now } from './lakeside.ts'

/** The verdict of @digitalbazaar/vc as most verifiers use it: known contexts only, no guard before it. */
export async function libraryAccepts(credential: object, issuer: Issuer): Promise<boolean> {
  const [method] = issuer.document.verificationMethod
  if (!method) throw new Error('The issuer has no key.')
  const documents = new Map<string, object>([
    [issuer.document.id, issuer.document],
    [method.id, { '@context': contextUrls.multikeyV1, ...method }],
  ])
  const result = await verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: pinnedDocumentLoader(documents),
    now: new Date(now),
    checkStatus: async () => ({ verified: true }),
  })
  return result.verified
}
