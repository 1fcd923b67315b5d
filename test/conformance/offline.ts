import { VerifyFetchError, type VerifyPorts, verifyProof } from '../../src/openbadges/index.ts'
import { readBytes } from './conformance-data.ts'

export const readText = (name: string): string => new TextDecoder().decode(readBytes(name))

/** An internet that holds these documents and no others. */
export const offline = (documents: Record<string, Uint8Array | object> = {}): VerifyPorts => ({
  now: new Date('2026-05-14T15:00:00Z'),
  verifyProof,
  async resolveDocument(url) {
    const document = documents[url]
    if (!document) throw new VerifyFetchError('unreachable')
    return document instanceof Uint8Array ? document : new TextEncoder().encode(JSON.stringify(document))
  },
})

/**
 * The samples name their keys by their public halves (`https://example.com/issuers/876543#z6Mk…`), and the servers they name
 * are not part of the data. These are the documents such servers would give.
 */
export function keyDocuments(...texts: string[]): Record<string, object> {
  const documents: Record<string, object> = {}
  for (const [, method = ''] of texts.join('\n').matchAll(/"verificationMethod"\s*:\s*"(https:[^"]+)"/g)) {
    const [controller = '', publicKeyMultibase = ''] = method.split('#')
    documents[controller] = { id: method, type: 'Multikey', controller, publicKeyMultibase }
  }
  return documents
}
