import { DataIntegrityProof as DataIntegrityProofSuite } from '@digitalbazaar/data-integrity'
import { issue } from '@digitalbazaar/vc'
import type { DidDocument } from '../keys/did.ts'
import { type SigningKey, signatureLengthOf, signBytes, UnusableKeyError, type VerificationKey } from '../keys/keys.ts'
import { findAssertionKey, keyProblems } from '../keys/verification-method.ts'
import { type DocumentLoader, pinnedDocumentLoader } from '../model/contexts.ts'
import type { CredentialDocument } from '../model/shape-guard.ts'
import { decodeBase58 } from '../text/base58.ts'
import { isDateTimeStamp } from '../text/date-time-stamp.ts'
import { OpenBadgeError } from '../text/error.ts'
import { idOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import { ecdsaJcs2019, ecdsaRdfc2019 } from './ecdsa-2019.ts'
import { ecdsaSd2023 } from './ecdsa-sd-2023.ts'
import { ed25519Signature2020 } from './ed25519-signature-2020.ts'
import { eddsaJcs2022 } from './eddsa-jcs-2022.ts'
import { boundedCryptosuite, eddsa2022, eddsaRdfc2022 } from './eddsa-rdfc-2022.ts'
import { type ProofSuite, TransformationError, type VerifiedSignature } from './proof-suite.ts'

/** An eddsa-rdfc-2022 proof as we write it. */
export interface DataIntegrityProof {
  type: 'DataIntegrityProof'
  cryptosuite: 'eddsa-rdfc-2022'
  created: string
  verificationMethod: string
  proofPurpose: 'assertionMethod'
  proofValue: string
}

/** What came of one proof. Only `passed` says anything in the credential's favor. */
export type ProofOutcome =
  /** `order`: present where it holds for lines in the order most libraries sort them in, and not for RDFC-1.0's own. */
  /** `ignored`: members of a token's header that were not followed. */
  | { state: 'passed'; verificationMethod: string; order?: 'utf-16'; ignored?: string }
  /**
   * `reason`: a short code, or a W3C problem type's URL where the W3C names one. `isUncompared`: no signature was computed,
   * because there is none that could be.
   */
  | { state: 'failed' | 'not_checked'; reason: string; isUncompared?: true }

/** Verifies one proof. The input can be cloned into a worker thread. */
export type ProofVerifier = (input: ProofInput) => Promise<ProofOutcome>
/** What verifying one proof takes (VC Data Integrity § 4.3). */
export interface ProofInput {
  /** The whole secured document, as it came from the guard. */
  document: CredentialDocument
  /** One of its proofs. */
  proof: JsonObject
  /** Where the proof's key must be. That it is the document of the credential's issuer is for the caller to see to. */
  controllerDocument: DidDocument | JsonObject
  /** RFC 3339. */
  now: string
  /** SHA-256 of the bytes that the document was read from, for who remembers what came of it. */
  digest?: string
}

/**
 * Adds an eddsa-rdfc-2022 proof, as an array because that is what Open Badges 3.0 has. `created` is given, so that signing
 * the same facts again gives the same bytes. Throws when the credential has data that JSON-LD would lose.
 */
export async function signCredential<T extends object>(
  credential: T,
  key: SigningKey,
  options: { created: Date },
): Promise<T & { proof: [DataIntegrityProof] }> {
  return signCredentialWith(pinnedDocumentLoader(), credential, key, options)
}

/** signCredential with a choice of contexts, which only test vectors need. */
export async function signCredentialWith<T extends object>(
  loader: DocumentLoader,
  credential: T,
  key: SigningKey,
  options: { created: Date },
): Promise<T & { proof: [DataIntegrityProof] }> {
  if ('proof' in credential)
    throw new OpenBadgeError('schema', 'This credential is signed already.', { pointer: '/proof' })
  const signer = {
    id: key.id,
    algorithm: key.algorithm,
    sign: ({ data }: { data: Uint8Array }) => signBytes(key, data),
  }
  const suite = new DataIntegrityProofSuite({ signer, date: options.created, cryptosuite: boundedCryptosuite })
  // The library writes into what it signs.
  const unsigned = structuredClone(credential)
  const { proof } = await issue({ credential: unsigned, suite, documentLoader: loader })
  // The suite has just made it, with these members and no others.
  return { ...credential, proof: [proof as DataIntegrityProof] }
}

/**
 * Verifies one proof of a credential, status list or endorsement against a document that was fetched before, and nothing
 * else: neither the dates nor the status of the credential. Does no I/O. Throws OpenBadgeError `too-complex` for documents
 * that would take too long to canonicalize.
 */
export const verifyProof: ProofVerifier = (input) => verifyProofWith(pinnedDocumentLoader(), input)

/** verifyProof with a choice of contexts, which only test vectors need. */
export async function verifyProofWith(loader: DocumentLoader, input: ProofInput): Promise<ProofOutcome> {
  const examined = examineProof(input)
  if ('outcome' in examined) return examined.outcome
  try {
    return concludeProof(examined, await examined.suite.verify({ ...examined, loader }))
  } catch (error) {
    if (error instanceof TransformationError) return uncompared(proofProblems.transformation)
    if (error instanceof UnusableKeyError) return { state: 'not_checked', reason: keyProblems.unreadable }
    throw error
  }
}

/** A proof of which only its signature is still to be verified. */
export interface ExaminedProof {
  suite: ProofSuite
  /** Without its proofs. */
  document: JsonObject
  proof: JsonObject
  methodId: string
  key: VerificationKey
  /** Its own end has passed. Whoever reads it is told so only of a proof that was good. */
  isExpired: boolean
}

/** Everything about a proof but its signature: an outcome where that is not needed any more. */
export function examineProof(input: ProofInput): ExaminedProof | { outcome: ProofOutcome } {
  const { document, proof, controllerDocument, now } = input
  const name = suiteName(proof)
  if (name === undefined) return { outcome: uncompared(proofProblems.verification) }
  const suite = suites.get(name)
  if (!suite) return { outcome: { state: 'not_checked', reason: 'unsupported-suite' } }
  // A chained proof holds only with the proofs before it, and one proof is all that is looked at here.
  if (proof.previousProof !== undefined) return { outcome: { state: 'not_checked', reason: 'unsupported-proof-chain' } }
  const { verificationMethod: methodId } = proof
  if (typeof methodId !== 'string' || !isWellFormed(proof, document, suite))
    return { outcome: uncompared(proofProblems.verification) }
  const found = findAssertionKey({ controllerDocument, methodId, issuerId: idOf(document.issuer), now })
  if ('problem' in found) {
    const { problem, isUnread } = found
    return { outcome: isUnread ? { state: 'not_checked', reason: problem } : failed(problem) }
  }
  if (!suite.algorithms.includes(found.key.algorithm)) return { outcome: uncompared(keyProblems.method) }
  const { proof: _, ...unsecured } = document
  const isExpired = proof.expires !== undefined && timeOf(proof.expires) <= Date.parse(now)
  return { suite, document: unsecured, proof, methodId, key: found.key, isExpired }
}

export function concludeProof(examined: ExaminedProof, verified: VerifiedSignature): ProofOutcome {
  const { methodId, isExpired } = examined
  if (verified === false)
    return isWhole(examined) ? failed(proofProblems.verification) : uncompared(proofProblems.verification)
  if (isExpired) return failed(proofProblems.expired)
  return { state: 'passed', verificationMethod: methodId, ...(verified === 'utf-16' && { order: verified }) }
}

/** Whether the signature has the length of one. One that was cut off fits nothing, whatever became of the document. */
function isWhole({ proof: { proofValue }, key }: ExaminedProof): boolean {
  if (typeof proofValue !== 'string' || !proofValue.startsWith('z')) return true
  return decodeBase58(proofValue.slice(1))?.length === signatureLengthOf(key)
}

/** Data Integrity § 4.7 Processing Errors, and our own words for what it does not tell apart. */
export const proofProblems = {
  verification: 'https://w3id.org/security#PROOF_VERIFICATION_ERROR',
  transformation: 'https://w3id.org/security#PROOF_TRANSFORMATION_ERROR',
  expired: 'proof-expired',
} as const

const suites: ReadonlyMap<string, ProofSuite> = new Map([
  ['DataIntegrityProof eddsa-rdfc-2022', eddsaRdfc2022],
  ['DataIntegrityProof eddsa-2022', eddsa2022],
  ['DataIntegrityProof eddsa-jcs-2022', eddsaJcs2022],
  ['DataIntegrityProof ecdsa-sd-2023', ecdsaSd2023],
  ['DataIntegrityProof ecdsa-rdfc-2019', ecdsaRdfc2019],
  // The name of the same suite in drafts of 2023.
  ['DataIntegrityProof ecdsa-2019', ecdsaRdfc2019],
  ['DataIntegrityProof ecdsa-jcs-2019', ecdsaJcs2019],
  ['Ed25519Signature2020', ed25519Signature2020],
])

/** Whether proofs of this kind can be verified here. Known before any address in a credential is looked at. */
export const isKnownSuite = (proof: JsonObject): boolean => {
  const name = suiteName(proof)
  return name === undefined || suites.has(name)
}

/** Whether a proof of this kind can be verified in a document whose words nobody here knows. */
export const isOverJson = (proof: JsonObject): boolean => suites.get(suiteName(proof) ?? '')?.isOverJson === true

/** Undefined when the proof doesn't say what it is. */
function suiteName({ type, cryptosuite }: JsonObject): string | undefined {
  if (typeof type !== 'string') return undefined
  if (type !== 'DataIntegrityProof') return type
  return typeof cryptosuite === 'string' ? `${type} ${cryptosuite}` : undefined
}

/** Data Integrity § 4.5 Verify Proof, before any cryptography. */
function isWellFormed(proof: JsonObject, document: CredentialDocument, suite: ProofSuite): boolean {
  if (proof.proofPurpose !== 'assertionMethod') return false
  if (typeof proof.proofValue !== 'string' || !suite.proofValue.test(proof.proofValue)) return false
  if (proof.created !== undefined && Number.isNaN(timeOf(proof.created))) return false
  if (proof.expires !== undefined && Number.isNaN(timeOf(proof.expires))) return false
  // With a context of its own a proof could mean something else than it says; eddsa-jcs-2022 repeats the document's.
  return proof['@context'] === undefined || isSameJson(proof['@context'], document['@context'])
}

/** Not a number unless it is a moment with its zone. */
function timeOf(value: JsonValue): number {
  return typeof value === 'string' && isDateTimeStamp(value) ? Date.parse(value) : Number.NaN
}

function isSameJson(one: JsonValue, other: JsonValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function failed(reason: string): ProofOutcome {
  return { state: 'failed', reason }
}

export function uncompared(reason: string): ProofOutcome {
  return { state: 'failed', reason, isUncompared: true }
}
