import type { CredentialDocument } from '../model/shape-guard.ts'
import type { ProofOutcome } from '../proofs/data-integrity.ts'
import type { JsonObject } from '../text/strict-json.ts'

/** The result of one verification: what was looked at, what came out, and the one finding a reader is told first. */
export interface VerificationReport {
  verdict: Verdict
  finding: Finding
  /** One entry for each CheckId, in the order in which they are shown. A check that did not run is never `passed`. */
  checks: Check[]
  proofs: ProofReport[]
  /** The document that was verified: the refreshed one where a refresh was accepted. Undefined for Open Badges 2.0 and for several. */
  credential: CredentialDocument | undefined
  /** The assertion of an Open Badges 2.0 badge with the badge class and the issuer it led to. */
  openBadges2?: OpenBadges2Documents
  /** What the credential says of itself, in the one shape pages need. Nothing in it is proved unless `proof` and `issuer` passed. */
  summary: CredentialSummary
  issuer: IssuerIdentity
  /** The endorsements found inside, each with its own state. They never change the verdict (see verify-endorsements.ts). */
  endorsements: EndorsementReport[]
  /** The reports of the credentials inside a comprehensive learner record, or presented together; empty for all others. */
  contained: VerificationReport[]
  container: 'png' | 'svg' | 'json' | 'jws'
  standard: 'open-badges-3.0' | 'open-badges-3.0-vc-1.1' | 'open-badges-2.0' | 'clr-2.0' | 'credential'
  /** RFC 3339, UTC. */
  checkedAt: string
}

/** All that is checked of a credential, in the order of a report. */
export const checkIds = [
  'format',
  'proof',
  'issuer',
  'refresh',
  'status',
  'validity',
  'schema',
  'subject',
  'evidence',
  'endorsements',
] as const
/** One of `checkIds`. */
export type CheckId = (typeof checkIds)[number]
/** `not_checked`: nobody could or did look, which is neither good nor bad. `not_applicable`: there is nothing to look at. */
export type CheckState = 'passed' | 'failed' | 'not_checked' | 'not_applicable'

/** One line of a report. */
export interface Check {
  id: CheckId
  state: CheckState
  /** A short code, or a W3C problem type's URL where the W3C names one. */
  code?: string
  /** Facts for the words beside the line, such as `validUntil`, `purpose` or `count`. */
  detail?: Record<string, string | number>
}

/** A report in one word, for programs. `indeterminate`: it could not be found out. */
export type Verdict = 'valid' | 'revoked' | 'suspended' | 'expired' | 'invalid' | 'unknown-issuer' | 'indeterminate'

/** What a reader is told, most important first: the first that matches is the finding of a report. */
export const findings = [
  'unreadable',
  'unsigned',
  'altered',
  'foreign-key',
  'key-ended',
  'not-issued',
  'revoked',
  'malformed',
  'issuer-warning',
  'suspended',
  'unfinished',
  'expired',
  'not-yet-valid',
  'nobody-named',
  'unknown-issuer',
  'older-badge',
  'valid-domain',
  'valid-known',
] as const
/** One of `findings`. */
export type Finding = (typeof findings)[number]

/** Which verdict each finding comes to. */
export const verdictOf: Readonly<Record<Finding, Verdict>> = {
  unreadable: 'invalid',
  unsigned: 'invalid',
  altered: 'invalid',
  'foreign-key': 'invalid',
  'key-ended': 'invalid',
  'not-issued': 'invalid',
  revoked: 'revoked',
  malformed: 'invalid',
  'issuer-warning': 'indeterminate',
  suspended: 'suspended',
  unfinished: 'indeterminate',
  expired: 'expired',
  'not-yet-valid': 'invalid',
  'nobody-named': 'indeterminate',
  'unknown-issuer': 'unknown-issuer',
  'older-badge': 'valid',
  'valid-domain': 'valid',
  'valid-known': 'valid',
}

/** What came of one signature, embedded (VC Data Integrity) or around the whole (RFC 7515). */
export interface ProofReport {
  verificationMethod?: string
  /** The cryptosuite, or the proof's type where it has none, or the `alg` of a JWS. */
  cryptosuite?: string
  outcome: ProofOutcome
}

/** Who signed, as far as their key shows it: a name in the file proves nothing. */
export interface IssuerIdentity {
  id: string
  /** The web domain the issuer's key was found at. Absent unless the id names one. */
  domain?: string
  method: 'did:web' | 'did:key' | 'https' | 'none'
  /** Where the issuer is known from; absent when it is not. */
  known?: 'registry' | 'this-server' | 'warning'
}

export interface OpenBadges2Documents {
  assertion: JsonObject
  badgeClass?: JsonObject
  issuer?: JsonObject
}

/** What came of one endorsement (OB 3.0 § EndorsementCredential). It never changes the verdict. */
export interface EndorsementReport {
  id?: string
  /** The endorser's id. Its name inside the document is not proved by anything. */
  issuer?: string
  comment?: string
  state: 'passed' | 'failed' | 'not_checked'
  code?: string
}

/** Texts and addresses as the credential states them; every field may be missing in a stranger's file. */
export interface CredentialSummary {
  id?: string
  name?: string
  description?: string
  criteria?: string
  criteriaUrl?: string
  achievementType?: string
  imageUrl?: string
  issuerName?: string
  recipientName?: string
  recipientId?: string
  /** The credential carries an e-mail address or its hash, so a typed address can be compared. */
  hasRecipientEmail: boolean
  awardedAt?: string
  validFrom?: string
  validUntil?: string
  evidence: { url?: string; name?: string; description?: string; narrative?: string }[]
  alignments: { name: string; url?: string; framework?: string }[]
}
