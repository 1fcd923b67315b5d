import type { CredentialDocument } from '../model/shape-guard.ts'
import type { ProofOutcome } from '../proofs/data-integrity.ts'
import { verifyVcJwt } from '../proofs/vc-jwt.ts'
import type { SecuredCredential } from '../reading/secured-credential.ts'
import type { ProofReport } from '../report/verification-report.ts'
import type { VerifyPorts } from '../report/verify-ports.ts'
import { idOf, objectsOf, stringOf } from '../text/json-reading.ts'
import type { JsonObject } from '../text/strict-json.ts'
import { findProofKey, findTokenKey, type KeyOwner, type KeySource } from './issuer-keys.ts'

export interface ProofsResult {
  state: 'passed' | 'failed' | 'not_checked'
  /** Of the proof that decided. */
  code?: string
  /** Why it failed, where it did. */
  failure?: 'missing' | 'altered' | 'foreign' | 'malformed'
  /** Whose key the proof that passed was made with. */
  keyOf?: KeyOwner
  /** The values of embedded proofs that passed. */
  passedProofs: string[]
  proofs: ProofReport[]
}

/**
 * OB 3.0 § OpenBadgeCredential Verification: any one proof is enough. Without one that passes, the first failure decides
 * before anything that could not be checked, so that adding a proof nobody can read never softens the answer.
 */
export async function verifyProofs(secured: SecuredCredential, ports: VerifyPorts): Promise<ProofsResult> {
  const attempts = secured.token
    ? [await verifyToken(secured.credential, secured.token, ports)]
    : await verifyEmbedded(secured, ports)
  const proofs = attempts.map(({ failure: _, keyOf: __, value: ___, ...report }) => report)
  const passedProofs = attempts.flatMap(({ outcome, value }) => (outcome.state === 'passed' && value ? [value] : []))
  if (attempts.length === 0) return { state: 'failed', code: 'missing', failure: 'missing', passedProofs, proofs }
  const passed = attempts
    .filter(({ outcome }) => outcome.state === 'passed')
    .sort((a, b) => weakness(a.keyOf) - weakness(b.keyOf))[0]
  if (passed) return { state: 'passed', ...(passed.keyOf && { keyOf: passed.keyOf }), passedProofs, proofs }
  const failed =
    attempts.find(({ failure }) => failure === 'altered') ?? attempts.find(({ outcome }) => outcome.state === 'failed')
  const { outcome, failure } = failed ?? attempts[0] ?? unreachable()
  if (outcome.state === 'passed') unreachable()
  return { state: outcome.state, code: outcome.reason, ...(failure && { failure }), passedProofs, proofs }
}

const weakness = (owner: KeyOwner | undefined) => ['issuer', 'self', 'bare-key'].indexOf(owner ?? 'bare-key')

interface Attempt extends ProofReport {
  value?: string
  failure?: 'altered' | 'foreign' | 'malformed'
  keyOf?: KeyOwner
}

async function verifyEmbedded(secured: SecuredCredential, ports: VerifyPorts): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  // One after the other: each canonicalizes the whole document, and the first that needs the network warms the others.
  for (const proof of objectsOf(secured.credential.proof)) attempts.push(await verifyOne(secured, proof, ports))
  return attempts
}

async function verifyOne(
  { credential: document, digest }: SecuredCredential,
  proof: JsonObject,
  ports: VerifyPorts,
): Promise<Attempt> {
  const suite = stringOf(proof.cryptosuite) ?? stringOf(proof.type)
  const method = stringOf(proof.verificationMethod)
  const described = { ...(method && { verificationMethod: method }), ...(suite && { cryptosuite: suite }) }
  if (!suite || !supportedSuites.has(suite)) return { ...described, ...notChecked('unsupported-suite') }
  if (!method) return { ...described, ...failed('altered', verificationError) }
  const source = await findProofKey(idOf(document.issuer) ?? '', method, ports)
  if (!('document' in source)) return { ...described, ...withoutKey(source) }
  const now = ports.now.toISOString()
  const outcome = await ports.verifyProof({
    document,
    proof,
    controllerDocument: source.document,
    now,
    ...(digest !== undefined && { digest }),
  })
  const value = stringOf(proof.proofValue)
  return { ...described, outcome, keyOf: source.state, ...failureOf(outcome), ...(value && { value }) }
}

async function verifyToken(
  credential: CredentialDocument,
  { text, header }: { text: string; header: JsonObject },
  ports: VerifyPorts,
): Promise<Attempt> {
  const kid = stringOf(header.kid)
  const algorithm = stringOf(header.alg)
  const described = { ...(kid && { verificationMethod: kid }), ...(algorithm && { cryptosuite: algorithm }) }
  // No algorithm, or one whose secret is shared: there is no such signature, whatever key is named.
  if (!algorithm || /^(none|hs\d+)$/i.test(algorithm)) return { ...described, ...failed('altered', cryptographicError) }
  if (kid !== undefined && !/^(did:|https:\/\/)/.test(kid))
    return { ...described, ...failed('altered', cryptographicError) }
  const source = await findTokenKey(idOf(credential.issuer) ?? '', header, ports)
  if (!('jwk' in source)) return { ...described, ...withoutKey(source) }
  const outcome = await verifyVcJwt({ token: text, key: source.jwk, now: ports.now })
  return { ...described, outcome, keyOf: source.state, ...failureOf(outcome) }
}

/** A key that its own document does not let sign any more, or never let, is not the issuer's; all else is the text's fault. */
function failureOf(outcome: ProofOutcome): { failure?: 'altered' | 'foreign' | 'malformed' } {
  if (outcome.state !== 'failed') return {}
  // Signed as it is, but token and credential tell two stories, or the token leaves a claim out.
  if (outcome.reason === 'claims-mismatch') return { failure: 'malformed' }
  return { failure: signatureProblems.includes(outcome.reason) ? 'altered' : 'foreign' }
}

const withoutKey = (source: Extract<KeySource, { reason: string }>) =>
  source.state === 'foreign' ? failed('foreign', source.reason) : notChecked(source.reason)

const failed = (
  failure: 'altered' | 'foreign',
  reason: string,
): { outcome: ProofOutcome; failure: typeof failure } => ({
  outcome: { state: 'failed', reason },
  failure,
})
const notChecked = (reason: string): { outcome: ProofOutcome } => ({ outcome: { state: 'not_checked', reason } })

/** Known before any address in the credential is looked at: a proof that nobody here can check is no reason to fetch. */
const supportedSuites: ReadonlySet<string> = new Set([
  'eddsa-rdfc-2022',
  'eddsa-2022',
  'eddsa-jcs-2022',
  'ecdsa-sd-2023',
  'Ed25519Signature2020',
])

const verificationError = 'https://w3id.org/security#PROOF_VERIFICATION_ERROR'
const cryptographicError = 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR'
const signatureProblems: readonly string[] = [
  verificationError,
  'https://w3id.org/security#PROOF_TRANSFORMATION_ERROR',
  cryptographicError,
]

function unreachable(): never {
  throw new Error('A list that is not empty has a first entry.')
}
