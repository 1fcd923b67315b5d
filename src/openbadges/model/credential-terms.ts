/**
 * What the pinned contexts let a document say, where it matters to trust. JSON-LD joins everything that is said about
 * one id, wherever it stands: a member that may stand only on a credential cannot be moved out of a reader's sight.
 */

/** Members of a credential (VCDM 1.1 and 2.0 § Basic Concepts, OB 3.0 § AchievementCredential). They stand nowhere else. */
export const credentialMembers: ReadonlySet<string> = new Set([
  'awardedDate',
  'confidenceMethod',
  'credentialSchema',
  'credentialStatus',
  'credentialSubject',
  'evidence',
  'expirationDate',
  'holder',
  'issuanceDate',
  'issued',
  'issuer',
  'proof',
  'refreshService',
  'relatedResource',
  'renderMethod',
  'termsOfUse',
  'validFrom',
  'validUntil',
])

/** Members whose strings are names of nodes (`@type` `@id` or `@vocab`), with `id` and `type` themselves. */
export const iriMembers: ReadonlySet<string> = new Set([
  'address',
  'alignment',
  'assertionMethod',
  'aud',
  'authentication',
  'capabilityDelegation',
  'capabilityInvocation',
  'confidenceMethod',
  'controller',
  'credentialSchema',
  'credentialStatus',
  'credentialSubject',
  'criteria',
  'endorsement',
  'evidence',
  'holder',
  'id',
  'image',
  'iss',
  'issuer',
  'jku',
  'jti',
  'keyAgreement',
  'kid',
  'parentOrg',
  'previousProof',
  'proof',
  'proofPurpose',
  'refreshService',
  'relatedResource',
  'renderMethod',
  'source',
  'statusListCredential',
  'statusReference',
  'sub',
  'termsOfUse',
  'type',
  'verifiableCredential',
  'verificationMethod',
  'x5u',
])

/** Where a node may claim a class that opens terms of consequence: the member it is the value of. */
export const placesOfClass: ReadonlyMap<string, readonly string[]> = new Map([
  ['VerifiablePresentation', []],
  ['AchievementSubject', ['credentialSubject']],
  ['EndorsementSubject', ['credentialSubject']],
  ['ClrSubject', ['credentialSubject']],
  ['BitstringStatusList', ['credentialSubject']],
  ['BitstringStatusListEntry', ['credentialStatus']],
  ['StatusList2021', ['credentialSubject']],
  ['StatusList2021Entry', ['credentialStatus']],
  ['1EdTechRevocationList', ['credentialStatus']],
  ['Achievement', ['achievement']],
  ['DataIntegrityProof', ['proof']],
  ['Ed25519Signature2020', ['proof']],
])

/** Classes that only a credential may claim. */
export const credentialClasses: ReadonlySet<string> = new Set([
  'VerifiableCredential',
  'AchievementCredential',
  'BitstringStatusListCredential',
  'ClrCredential',
  'EndorsementCredential',
  'OpenBadgeCredential',
  'StatusList2021Credential',
])

/** Every class of these has a name in a pinned context; a class written as IRI instead goes unseen by readers. */
export const pinnedVocabularies = [
  'http://schema.org/Course',
  'http://schema.org/EducationalOccupational',
  'http://schema.org/Person',
  'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#',
  'https://purl.imsglobal.org/spec/',
  'https://schema.org/Alignment',
  'https://w3id.org/dcc/v1#',
  'https://w3id.org/openbadges#Issuer',
  'https://w3id.org/security#',
  'https://w3id.org/vc/status-list#',
  'https://www.w3.org/2018/credentials#',
  'https://www.w3.org/ns/credentials/',
] as const

/** Prefixes that some pinned context declares: an IRI written with one is not the IRI a reader sees. */
export const declaredPrefixes: ReadonlySet<string> = new Set(['cred', 'obi', 'sec', 'xsd'])
