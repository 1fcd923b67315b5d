import type { ProofCheck } from '@digitalbazaar/data-integrity'
import { UnusableKeyError, type VerificationKey, verifyBytes } from '../keys/keys.ts'
import { canonicalize } from '../model/canonicalize.ts'
import type { DocumentLoader } from '../model/contexts.ts'
import { OpenBadgeError } from '../text/error.ts'
import type { JsonObject } from '../text/strict-json.ts'

/** One way of making a proof: what its key and its value look like, and whether a given one is right. */
export interface ProofSuite {
  /** Of the keys it takes. */
  algorithms: readonly VerificationKey['algorithm'][]
  /** The JSON itself is signed: nobody need know what its words mean to find the signature right. */
  isOverJson?: true
  /** What doesn't match is refused before it is decoded. */
  proofValue: RegExp
  /** Throws TransformationError when the document can't be what was signed, OpenBadgeError `too-complex` past the bounds. */
  verify(signed: SignedDocument): Promise<boolean>
}

/** `utf-16`: right for lines sorted by UTF-16 code unit, as most libraries do, and not for those RDFC-1.0 asks for. */
export type VerifiedSignature = boolean | 'utf-16'

export interface SignedDocument {
  /** Without its proofs. */
  document: JsonObject
  proof: JsonObject
  methodId: string
  key: VerificationKey
  loader: DocumentLoader
}

/** Data Integrity § 4.4: data would be lost, or means something we don't know, before anything could be verified. */
export class TransformationError extends Error {
  override readonly name = 'TransformationError'
}

/** RDF canonicalization with the bounds that the libraries don't set by themselves. */
export async function transform(input: object, options: { documentLoader?: DocumentLoader }): Promise<string> {
  try {
    return await canonicalize(input, options.documentLoader)
  } catch (cause) {
    if (isTooComplex(cause)) throw cause
    throw new TransformationError('The document does not canonicalize.', { cause })
  }
}

/** Runs a library's suite with a key that is already known: left alone, it would load the one that the proof asks for. */
export async function verifyWithKey(
  suite: { verifyProof(check: ProofCheck): Promise<{ verified: boolean; error?: unknown }> },
  { document, proof, loader }: SignedDocument,
): Promise<boolean> {
  // Copies, because suites write into what they are given.
  const check = { document: { ...document }, proof: { ...proof }, proofSet: [], documentLoader: loader }
  const { verified, error } = await suite.verifyProof(check)
  if (error instanceof TransformationError || error instanceof UnusableKeyError || isTooComplex(error)) throw error
  return verified
}

function isTooComplex(error: unknown): boolean {
  return error instanceof OpenBadgeError && error.code === 'too-complex'
}

/** WebCrypto instead of the libraries' own arithmetic: it is the same on Node and Workers. */
export function webCryptoVerifier(key: VerificationKey) {
  return {
    algorithm: key.algorithm,
    verify: ({ data, signature }: { data: Uint8Array; signature: Uint8Array }) => verifyBytes(key, data, signature),
  }
}

/** 64 bytes in base58btc with the Multibase prefix. Decoding takes quadratic time, so the length comes first. */
export const base58Signature = /^z[1-9A-HJ-NP-Za-km-z]{64,90}$/
