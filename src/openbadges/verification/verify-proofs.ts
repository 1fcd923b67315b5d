import { isJoseAlgorithm } from '../keys/keys.ts'
import { keyProblems } from '../keys/verification-method.ts'
import type { CredentialDocument } from '../model/shape-guard.ts'
import { isKnownSuite, isOverJson, type ProofOutcome, proofProblems } from '../proofs/data-integrity.ts'
import { headerProblem, tokenProblems, verifyToken } from '../proofs/vc-jwt.ts'
import type { SecuredCredential } from '../reading/secured-credential.ts'
import type { ProofReport } from '../report/verification-report.ts'
import type { VerifyPorts } from '../report/verify-ports.ts'
import type { OpenBadgeErrorCode } from '../text/error.ts'
import { idOf, objectsOf, stringOf } from '../text/json-reading.ts'
import type { JsonObject } from '../text/strict-json.ts'
import { findProofKey, findTokenKey, type KeyOwner, type KeySource } from './issuer-keys.ts'

export interface ProofsResult {
  state: 'passed' | 'failed' | 'not_checked'
  /** Of the proof that decided. */
  code?: string
  /** Why it failed, where it did. */
  failure?: 'missing' | ProofFailure
  /** Whose key the proof that passed was made with. */
  keyOf?: KeyOwner
  /** The values of embedded proofs that passed. */
  passedProofs: string[]
  proofs: ProofReport[]
}

/**
 * `altered`: a signature was computed with the right key, and did not fit. `foreign`: the issuer does not list the key.
 * `key-ended`: the issuer lists it, and does not let it sign credentials, or not any more. `malformed`: there was nothing to
 * compute. `nobody`: the issuer's id is none. `expired`: it was good for a time of its own.
 */
export type ProofFailure = 'unsigned' | 'altered' | 'foreign' | 'nobody' | 'key-ended' | 'malformed' | 'expired'

/**
 * OB 3.0 § OpenBadgeCredential Verification: any one proof is enough. Without one that passes, the first failure decides
 * before anything that could not be checked, so that adding a proof nobody can read never softens the answer.
 */
export async function verifyProofs(secured: SecuredCredential, ports: VerifyPorts): Promise<ProofsResult> {
  const attempts = secured.token
    ? [await verifyWholeToken(secured.credential, secured.token, ports)]
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
  failure?: ProofFailure
  keyOf?: KeyOwner
}

async function verifyEmbedded(secured: SecuredCredential, ports: VerifyPorts): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  // One after the other: each canonicalizes the whole document, and the first that needs the network warms the others.
  for (const proof of objectsOf(secured.credential.proof)) attempts.push(await verifyOne(secured, proof, ports))
  return attempts
}

async function verifyOne(
  { credential: document, digest, unknownContexts }: SecuredCredential,
  proof: JsonObject,
  ports: VerifyPorts,
): Promise<Attempt> {
  const suite = stringOf(proof.cryptosuite) ?? stringOf(proof.type)
  const method = stringOf(proof.verificationMethod)
  const described = { ...(method && { verificationMethod: method }), ...(suite && { cryptosuite: suite }) }
  if (!suite || !isKnownSuite(proof)) return { ...described, ...notChecked('unsupported-suite') }
  if (unknownContexts.length > 0 && !isOverJson(proof)) return { ...described, ...notChecked(unknownContext) }
  // A relative name would be completed by whatever address the file was found at, and no key is found under one of another scheme.
  if (!method || !/^(?:did:|https?:\/\/)/i.test(method))
    return { ...described, ...failed('malformed', proofProblems.verification) }
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

async function verifyWholeToken(
  credential: CredentialDocument,
  { text, header }: { text: string; header: JsonObject },
  ports: VerifyPorts,
): Promise<Attempt> {
  const kid = stringOf(header.kid)
  const algorithm = stringOf(header.alg)
  const described = { ...(kid && { verificationMethod: kid }), ...(algorithm && { cryptosuite: algorithm }) }
  // No algorithm, or one whose secret is shared: there is no such signature, whatever key is named.
  const problem = headerProblem(header)
  if (problem === 'no-signature') return { ...described, ...failed('unsigned', tokenProblems.signature) }
  if (problem) return { ...described, ...failed('malformed', tokenProblems.signature) }
  if (!isJoseAlgorithm(algorithm ?? '')) return { ...described, ...notChecked('unsupported-suite') }
  const source = await findTokenKey(idOf(credential.issuer) ?? '', header, ports)
  if (!('key' in source)) return { ...described, ...withoutKey(source) }
  const outcome = await verifyToken({ token: text, key: source.key, now: ports.now })
  return { ...described, outcome, keyOf: source.state, ...failureOf(outcome) }
}

function failureOf(outcome: ProofOutcome): { failure?: ProofFailure } {
  if (outcome.state !== 'failed') return {}
  return { failure: outcome.isUncompared ? 'malformed' : (failures[outcome.reason] ?? 'foreign') }
}

const failures: Readonly<Record<string, ProofFailure>> = {
  [proofProblems.verification]: 'altered',
  [tokenProblems.signature]: 'altered',
  // Signed as it is, but token and credential tell two stories, or the token leaves a claim out.
  [tokenProblems.claims]: 'malformed',
  [proofProblems.expired]: 'expired',
  [keyProblems.relationship]: 'key-ended',
  [keyProblems.revoked]: 'key-ended',
  [keyProblems.expired]: 'key-ended',
  [keyProblems.compromised]: 'key-ended',
}

const withoutKey = (source: Extract<KeySource, { reason: string }>) => {
  if (source.state === 'nobody') return failed('nobody', source.reason)
  return source.state === 'foreign'
    ? failed(failures[source.reason] ?? 'foreign', source.reason)
    : notChecked(source.reason)
}

const failed = (failure: ProofFailure, reason: string): { outcome: ProofOutcome; failure: typeof failure } => ({
  outcome: { state: 'failed', reason },
  failure,
})
const notChecked = (reason: string): { outcome: ProofOutcome } => ({ outcome: { state: 'not_checked', reason } })

/** The same word as the error of readers that refuse it. */
export const unknownContext = 'unknown-context' satisfies OpenBadgeErrorCode

function unreachable(): never {
  throw new Error('A list that is not empty has a first entry.')
}
