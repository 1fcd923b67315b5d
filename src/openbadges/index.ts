export {
  type AchievementCredentialFacts,
  buildAchievementCredential,
  type UnsignedAchievementCredential,
} from './achievement-credential.ts'
export { type BadgeReader, createBadgeReader, type ReadBadge } from './badge-reader.ts'
export { bakePng } from './bake-png.ts'
export { bakeSvg } from './bake-svg.ts'
export { type Baker, createBaker, type Picture } from './baker.ts'
export { canonicalize } from './canonicalize.ts'
export { contextUrls, type DocumentLoader, pinnedDocumentLoader } from './contexts.ts'
export {
  type DataIntegrityProof,
  type ProofInput,
  type ProofOutcome,
  type ProofVerifier,
  signCredential,
  verifyProof,
} from './data-integrity.ts'
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
} from './data-model.ts'
export { achievementTypeSchema, resultTypeSchema } from './data-types.ts'
export {
  type DidDocument,
  didKeyDocument,
  issuerDidDocument,
  parseDidDocument,
  type VerificationMethod,
} from './did.ts'
export { didWebFor, didWebUrl } from './did-web.ts'
export type { GapKind } from './direct/document-template.ts'
export { OpenBadgeError, type OpenBadgeErrorCode } from './error.ts'
export { type Extracted, extractCredential } from './extract.ts'
export { hashedEmailIdentity, hashIdentity, identityMatches, plainNameIdentity } from './identity.ts'
export {
  generateKeyPair,
  importSigningKey,
  type SigningAlgorithm,
  type SigningKey,
  type VerificationKey,
} from './keys.ts'
export { jwkToMultikey, multikeyToJwk } from './multikey.ts'
export { verifyOpenBadges2 } from './open-badges-2.ts'
export { plainPng } from './plain-png.ts'
export type { PreparedCredential, Sample } from './prepared-credential.ts'
export { createProofs, type ProofCryptography, type Proofs, type SignedText, webCryptography } from './proofs.ts'
export { recentlyUsed, rememberRecent } from './recently-used.ts'
export { matchRecipient } from './recipient-match.ts'
export { type CredentialDocument, guardCredential, parseCredential } from './shape-guard.ts'
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
} from './status-list.ts'
export { type JsonObject, type JsonValue, parseStrictJson } from './strict-json.ts'
export { readVcJwt, signVcJwt, type VcJwtDialect, verifyVcJwt } from './vc-jwt.ts'
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
} from './verification-report.ts'
export { unreadableReport, verifyCredential } from './verify-credential.ts'
export {
  type DocumentKind,
  type IssuedCredential,
  type IssuerStanding,
  VerifyFetchError,
  type VerifyPorts,
} from './verify-ports.ts'
