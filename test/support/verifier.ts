import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential as verifyWithDigitalBazaar } from '@digitalbazaar/vc'
import {
  didWebUrl,
  extractCredential,
  pinnedDocumentLoader,
  type VerificationReport,
  VerifyFetchError,
  verifyCredential,
  verifyProof,
} from '../../src/openbadges/index.ts'
import { bodyOf } from './answers.ts'
import type { World } from './world.ts'

/** Verifies as a stranger would who reaches us over the network and has nothing but our public documents. */
export async function verifyAsStranger(
  { visitor, clock, platform }: World,
  file: Uint8Array | string,
): Promise<VerificationReport> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  return verifyCredential(await extractCredential(bytes), {
    now: clock.now(),
    verifyProof,
    async resolveDocument(url) {
      const { origin, pathname } = new URL(url)
      const response = origin === platform.config.origin ? await visitor.get(pathname) : undefined
      if (!response?.ok) throw new VerifyFetchError('unreachable')
      return new Uint8Array(await response.arrayBuffer())
    },
  })
}

/** The same by another implementation, which knows nothing of ours. The status is not part of it. */
export async function verifyElsewhere({ visitor, clock }: World, credential: object): Promise<boolean> {
  const contexts = pinnedDocumentLoader()
  const { verified } = await verifyWithDigitalBazaar({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    now: clock.now(),
    checkStatus: async () => ({ verified: true }),
    async documentLoader(url) {
      if (!url.startsWith('did:web:')) return contexts(url)
      const [did = ''] = url.split('#')
      const document = await bodyOf(await visitor.get(new URL(didWebUrl(did)).pathname))
      const method = document.verificationMethod.find((each: { id: string }) => each.id === url)
      const found = method ? { '@context': 'https://w3id.org/security/multikey/v1', ...method } : document
      return { contextUrl: null, documentUrl: url, document: found, tag: 'static' }
    },
  })
  return verified
}
