import { v7 } from 'uuid'
import { createSigningKeyCache } from '../identity/issuers/signing-key-cache.ts'
import { createProviderDocuments } from '../identity/sign-in/provider-documents.ts'
import type { Proofs, ProofVerifier } from '../openbadges/index.ts'
import { createAuthenticator } from '../platform/authenticator.ts'
import { gzip } from '../platform/compression.ts'
import type { Config, KeyEncryptionKey } from '../platform/config.ts'
import type { Exchange, FetchDocument, Platform } from '../platform/platform.ts'
import { withDocumentCache } from '../platform/remote/document-cache.ts'
import { createSealer } from '../platform/sealer.ts'

/** What every home makes in the same way of what it has. */
export function createCommonPlatform({
  config,
  keyEncryptionKeys,
  fetchDocument,
  proofs,
  verifyApart,
  now,
  newId,
}: Home) {
  return {
    config,
    fetchDocument: withDocumentCache(fetchDocument, now),
    exchange: fetchDocument.exchange,
    sealer: createSealer(keyEncryptionKeys),
    authenticator: createAuthenticator(keyEncryptionKeys),
    signingKeys: createSigningKeyCache(now),
    providerDocuments: createProviderDocuments(now),
    proofs,
    // What the direct path takes upon itself is bounded, and most badges are within it.
    verifyProof: async (input) => (await proofs.verifyDirectly(input)) ?? (await verifyApart(input)),
    now,
    gzip,
    newId: newId ?? (() => v7()),
  } satisfies Partial<Platform>
}

interface Home {
  config: Config
  keyEncryptionKeys: readonly KeyEncryptionKey[]
  fetchDocument: FetchDocument & { exchange: Exchange }
  proofs: Proofs
  /** For the proofs of strangers that take more than a moment. */
  verifyApart: ProofVerifier
  now: () => Date
  newId?: (() => string) | undefined
}
