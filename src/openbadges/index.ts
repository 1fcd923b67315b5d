export { bakePng } from './baking/bake-png.ts'
export { bakeSvg } from './baking/bake-svg.ts'
export { type Baker, createBaker, type Picture } from './baking/baker.ts'
export { plainPng } from './baking/plain-png.ts'
export {
  type DidDocument,
  didKeyDocument,
  issuerDidDocument,
  multikeyIdOf,
  type VerificationMethod,
} from './keys/did.ts'
export { didWebFor, didWebUrl } from './keys/did-web.ts'
export {
  generateKeyPair,
  importSigningKey,
  type SigningAlgorithm,
  type SigningKey,
  type VerificationKey,
} from './keys/keys.ts'
export { jwkToMultikey, multikeyToJwk } from './keys/multikey.ts'
export { parseDidDocument } from './keys/read-did-document.ts'
export {
  type AchievementCredentialFacts,
  buildAchievementCredential,
  type UnsignedAchievementCredential,
} from './model/achievement-credential.ts'
export { canonicalize } from './model/canonicalize.ts'
export { contextUrls, type DocumentLoader, pinnedDocumentLoader } from './model/contexts.ts'
export {
  type Achievement,
  type AchievementCredential,
  type AchievementSubject,
  type Address,
  type Alignment,
  achievementCredentialSchema,
  achievementSchema,
  achievementSubjectSchema,
  addressSchema,
  alignmentSchema,
  type CredentialSchema,
  type CredentialStatus,
  type Criteria,
  credentialSchemaSchema,
  credentialStatusSchema,
  criteriaSchema,
  type EndorsementCredential,
  type EndorsementSubject,
  type Evidence,
  endorsementCredentialSchema,
  endorsementSubjectSchema,
  evidenceSchema,
  type GeoCoordinates,
  geoCoordinatesSchema,
  type IdentifierEntry,
  type IdentityObject,
  type Image,
  identifierEntrySchema,
  identityObjectSchema,
  imageSchema,
  type Profile,
  type Proof,
  profileSchema,
  proofSchema,
  type RefreshService,
  type Related,
  type Result,
  type ResultDescription,
  type RubricCriterionLevel,
  refreshServiceSchema,
  relatedSchema,
  resultDescriptionSchema,
  resultSchema,
  rubricCriterionLevelSchema,
  type TermsOfUse,
  termsOfUseSchema,
} from './model/data-model.ts'
export { achievementTypeSchema, resultTypeSchema } from './model/data-types.ts'
export { hashedEmailIdentity, hashIdentity, identityMatches, plainNameIdentity } from './model/identity.ts'
export { matchRecipient } from './model/recipient-match.ts'
export { type CredentialDocument, guardCredential, parseCredential } from './model/shape-guard.ts'
export {
  buildStatusListCredential,
  decodeStatusList,
  encodeStatusList,
  type Gzip,
  newStatusList,
  parseStatusEntry,
  readBit,
  reopenStatusList,
  type StatusEntry,
  type StatusListFacts,
  setBit,
  type UnsignedStatusListCredential,
} from './model/status-list.ts'
export {
  type DataIntegrityProof,
  type ProofInput,
  type ProofOutcome,
  type ProofVerifier,
  signCredential,
  verifyProof,
} from './proofs/data-integrity.ts'
export type { GapKind } from './proofs/direct/document-template.ts'
export type { PreparedCredential, Sample } from './proofs/prepared-credential.ts'
export { createProofs, type ProofCryptography, type Proofs, type SignedText, webCryptography } from './proofs/proofs.ts'
export { readVcJwt, signVcJwt, type VcJwtDialect, verifyVcJwt } from './proofs/vc-jwt.ts'
export { type BadgeReader, createBadgeReader, type ReadBadge } from './reading/badge-reader.ts'
export { type Extracted, extractCredential } from './reading/extract.ts'
export {
  type Check,
  type CheckId,
  type CheckState,
  type CredentialSummary,
  checkIds,
  type EndorsementReport,
  type Finding,
  findings,
  type IssuerIdentity,
  type ProofReport,
  type Verdict,
  type VerificationReport,
  verdictOf,
} from './report/verification-report.ts'
export {
  type DocumentKind,
  type IssuedCredential,
  type IssuerStanding,
  VerifyFetchError,
  type VerifyPorts,
} from './report/verify-ports.ts'
export { OpenBadgeError, type OpenBadgeErrorCode } from './text/error.ts'
export { rememberRecent } from './text/recently-used.ts'
export { type JsonObject, type JsonValue, parseStrictJson } from './text/strict-json.ts'
export { decodeUtf8 } from './text/utf-8.ts'
export { verifyOpenBadges2 } from './verification/open-badges-2/open-badges-2.ts'
export { unreadableReport, verifyCredential } from './verification/verify-credential.ts'
