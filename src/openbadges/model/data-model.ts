import * as z from 'zod'
import { contextUrls } from './contexts.ts'
import {
  achievementTypeSchema,
  alignmentTargetTypeSchema,
  compactJwsSchema,
  dateSchema,
  dateTimeZSchema,
  emailAddressSchema,
  identifierTypeSchema,
  languageCodeSchema,
  resultStatusTypeSchema,
  resultTypeSchema,
  uriSchema,
} from './data-types.ts'

// The classes of Open Badges 3.0 as we write them: arrays wherever the model allows several values, nothing empty, no
// member the contexts do not define (a proof over RDF cannot cover one). Both published generations of the JSON schemas
// accept what passes here. What strangers write may differ and is read with more patience.

/** OB 3.0 § Image: a picture, PNG or SVG. */
export const imageSchema = z.strictObject({
  id: uriSchema,
  type: z.literal('Image'),
  caption: z.string().optional(),
})
/** OB 3.0 § Image. */
export type Image = z.infer<typeof imageSchema>

/** OB 3.0 § IdentityObject: who a credential is for, in the clear or hashed. */
export const identityObjectSchema = z.strictObject({
  type: z.literal('IdentityObject'),
  hashed: z.boolean(),
  identityHash: z.string().min(1),
  identityType: identifierTypeSchema,
  salt: z.string().optional(),
})
/** OB 3.0 § IdentityObject. */
export type IdentityObject = z.infer<typeof identityObjectSchema>

/** OB 3.0 § IdentifierEntry: a name in someone else's system. */
export const identifierEntrySchema = z.strictObject({
  type: z.literal('IdentifierEntry'),
  identifier: z.string().min(1),
  identifierType: identifierTypeSchema,
})
/** OB 3.0 § IdentifierEntry. */
export type IdentifierEntry = z.infer<typeof identifierEntrySchema>

/** OB 3.0 § GeoCoordinates. */
export const geoCoordinatesSchema = z.strictObject({
  type: z.literal('GeoCoordinates'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
/** OB 3.0 § GeoCoordinates. */
export type GeoCoordinates = z.infer<typeof geoCoordinatesSchema>

/** OB 3.0 § Address. */
export const addressSchema = z.strictObject({
  type: typesWith('Address'),
  addressCountry: z.string().optional(),
  addressCountryCode: z.string().optional(),
  addressRegion: z.string().optional(),
  addressLocality: z.string().optional(),
  streetAddress: z.string().optional(),
  postOfficeBoxNumber: z.string().optional(),
  postalCode: z.string().optional(),
  geo: geoCoordinatesSchema.optional(),
})
/** OB 3.0 § Address. */
export type Address = z.infer<typeof addressSchema>

/** OB 3.0 § Alignment: a link to a node of a framework. */
export const alignmentSchema = z.strictObject({
  type: typesWith('Alignment'),
  targetCode: z.string().optional(),
  targetDescription: z.string().optional(),
  targetName: z.string().min(1),
  targetFramework: z.string().optional(),
  targetType: alignmentTargetTypeSchema.optional(),
  targetUrl: uriSchema,
})
/** OB 3.0 § Alignment. */
export type Alignment = z.infer<typeof alignmentSchema>

/** OB 3.0 § Criteria: what had to be done, on a page, in words, or both. The schemas would let both be absent, validators do not. */
export const criteriaSchema = z
  .strictObject({ id: uriSchema.optional(), narrative: z.string().min(1).optional() })
  .refine(({ id, narrative }) => id !== undefined || narrative !== undefined, 'Neither id nor narrative')
/** OB 3.0 § Criteria. */
export type Criteria = z.infer<typeof criteriaSchema>

/** OB 3.0 § Evidence. It stands on the credential; the contexts give it no meaning on the subject. */
export const evidenceSchema = z.strictObject({
  id: uriSchema.optional(),
  type: typesWith('Evidence'),
  narrative: z.string().optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  genre: z.string().optional(),
  audience: z.string().optional(),
})
/** OB 3.0 § Evidence. */
export type Evidence = z.infer<typeof evidenceSchema>

/** OB 3.0 § RubricCriterionLevel. */
export const rubricCriterionLevelSchema = z.strictObject({
  id: uriSchema,
  type: typesWith('RubricCriterionLevel'),
  name: z.string().min(1),
  description: z.string().optional(),
  alignment: several(alignmentSchema).optional(),
  level: z.string().optional(),
  points: z.string().optional(),
})
/** OB 3.0 § RubricCriterionLevel. */
export type RubricCriterionLevel = z.infer<typeof rubricCriterionLevelSchema>

/** OB 3.0 § ResultDescription: a result that can be achieved. `allowedValue` goes from low to high. */
export const resultDescriptionSchema = z.strictObject({
  id: uriSchema,
  type: typesWith('ResultDescription'),
  name: z.string().min(1),
  resultType: resultTypeSchema,
  alignment: several(alignmentSchema).optional(),
  allowedValue: several(z.string()).optional(),
  requiredLevel: uriSchema.optional(),
  requiredValue: z.string().optional(),
  rubricCriterionLevel: several(rubricCriterionLevelSchema).optional(),
  valueMax: z.string().optional(),
  valueMin: z.string().optional(),
})
/** OB 3.0 § ResultDescription. */
export type ResultDescription = z.infer<typeof resultDescriptionSchema>

/** OB 3.0 § Result: a result that was achieved. Its `value` is text, also when it is a number. */
export const resultSchema = z.strictObject({
  type: typesWith('Result'),
  resultDescription: uriSchema.optional(),
  achievedLevel: uriSchema.optional(),
  status: resultStatusTypeSchema.optional(),
  value: z.string().optional(),
  alignment: several(alignmentSchema).optional(),
})
/** OB 3.0 § Result. */
export type Result = z.infer<typeof resultSchema>

/** OB 3.0 § Related: another version or language of an achievement. */
export const relatedSchema = z.strictObject({
  id: uriSchema,
  type: typesWith('Related'),
  inLanguage: languageCodeSchema.optional(),
  version: z.string().optional(),
})
/** OB 3.0 § Related. */
export type Related = z.infer<typeof relatedSchema>

/** OB 3.0 § Proof. Which members it has is for its cryptosuite to say. */
export const proofSchema = z.looseObject({
  type: z.string().min(1),
  created: dateTimeZSchema.optional(),
  cryptosuite: z.string().optional(),
  challenge: z.string().optional(),
  domain: z.string().optional(),
  nonce: z.string().optional(),
  proofPurpose: z.string().optional(),
  proofValue: z.string().optional(),
  verificationMethod: uriSchema.optional(),
})
/** OB 3.0 § Proof. */
export type Proof = z.infer<typeof proofSchema>

/** OB 3.0 § CredentialSchema, the schema a credential says it follows. */
export const credentialSchemaSchema = z.strictObject({ id: uriSchema, type: z.string().min(1) })
/** OB 3.0 § CredentialSchema. */
export type CredentialSchema = z.infer<typeof credentialSchemaSchema>

/** OB 3.0 § CredentialStatus; its other members depend on its type. The older schema does not let `id` be absent. */
export const credentialStatusSchema = z.looseObject({ id: uriSchema, type: z.string().min(1) })
/** OB 3.0 § CredentialStatus. */
export type CredentialStatus = z.infer<typeof credentialStatusSchema>

/** OB 3.0 § RefreshService. */
export const refreshServiceSchema = z.looseObject({ id: uriSchema, type: z.string().min(1) })
/** OB 3.0 § RefreshService. */
export type RefreshService = z.infer<typeof refreshServiceSchema>

/** OB 3.0 § TermsOfUse. */
export const termsOfUseSchema = z.looseObject({ id: uriSchema.optional(), type: z.string().min(1) })
/** OB 3.0 § TermsOfUse. */
export type TermsOfUse = z.infer<typeof termsOfUseSchema>

/** OB 3.0 § EndorsementSubject: what is endorsed, by its id, and what is said of it. */
export const endorsementSubjectSchema = z.strictObject({
  id: uriSchema,
  type: typesWith('EndorsementSubject'),
  endorsementComment: z.string().optional(),
})
/** OB 3.0 § EndorsementSubject. */
export type EndorsementSubject = z.infer<typeof endorsementSubjectSchema>

/** OB 3.0 § Profile: a person or an organization. */
export const profileSchema = z.strictObject({
  id: uriSchema,
  type: typesWith('Profile'),
  name: z.string().optional(),
  url: uriSchema.optional(),
  phone: z.string().optional(),
  description: z.string().optional(),
  get endorsement(): z.ZodOptional<z.ZodArray<typeof endorsementCredentialSchema>> {
    return several(endorsementCredentialSchema).optional()
  },
  endorsementJwt: several(compactJwsSchema).optional(),
  image: imageSchema.optional(),
  email: emailAddressSchema.optional(),
  address: addressSchema.optional(),
  otherIdentifier: several(identifierEntrySchema).optional(),
  official: z.string().optional(),
  get parentOrg(): z.ZodOptional<typeof profileSchema> {
    return profileSchema.optional()
  },
  familyName: z.string().optional(),
  givenName: z.string().optional(),
  additionalName: z.string().optional(),
  patronymicName: z.string().optional(),
  honorificPrefix: z.string().optional(),
  honorificSuffix: z.string().optional(),
  familyNamePrefix: z.string().optional(),
  dateOfBirth: dateSchema.optional(),
})
/** OB 3.0 § Profile. */
export type Profile = z.infer<typeof profileSchema>

/** What both kinds of credential have (OB 3.0 § AchievementCredential and § EndorsementCredential). */
const credentialMembers = {
  '@context': z.tuple([z.literal(contextUrls.credentialsV2), z.literal(contextUrls.openBadges)], uriSchema),
  id: uriSchema,
  description: z.string().optional(),
  awardedDate: dateTimeZSchema.optional(),
  issuer: z.union([uriSchema, profileSchema]),
  validFrom: dateTimeZSchema,
  validUntil: dateTimeZSchema.optional(),
  proof: several(proofSchema).optional(),
  credentialSchema: several(credentialSchemaSchema).optional(),
  credentialStatus: credentialStatusSchema.optional(),
  refreshService: refreshServiceSchema.optional(),
  termsOfUse: several(termsOfUseSchema).optional(),
}

/** OB 3.0 § EndorsementCredential: a third party's signed statement about a profile, an achievement or a credential. */
export const endorsementCredentialSchema = z
  .strictObject({
    ...credentialMembers,
    type: typesWith('VerifiableCredential', 'EndorsementCredential'),
    name: z.string().min(1),
    credentialSubject: endorsementSubjectSchema,
  })
  .refine(hasContextOfItsTypes, { path: ['@context'], error: 'The extensions of 1EdTech need their context' })
  .refine(startsBeforeItEnds, { path: ['validUntil'], error: 'Ends before it starts' })
/** OB 3.0 § EndorsementCredential. */
export type EndorsementCredential = z.infer<typeof endorsementCredentialSchema>

/** OB 3.0 § Achievement: what can be achieved. */
export const achievementSchema = z.strictObject({
  id: uriSchema,
  type: typesWith('Achievement'),
  alignment: several(alignmentSchema).optional(),
  achievementType: achievementTypeSchema.optional(),
  creator: profileSchema.optional(),
  creditsAvailable: z.number().optional(),
  criteria: criteriaSchema,
  description: z.string().min(1),
  endorsement: several(endorsementCredentialSchema).optional(),
  endorsementJwt: several(compactJwsSchema).optional(),
  fieldOfStudy: z.string().optional(),
  humanCode: z.string().optional(),
  image: imageSchema.optional(),
  inLanguage: languageCodeSchema.optional(),
  name: z.string().min(1),
  otherIdentifier: several(identifierEntrySchema).optional(),
  related: several(relatedSchema).optional(),
  resultDescription: several(resultDescriptionSchema).optional(),
  specialization: z.string().optional(),
  tag: several(z.string().min(1)).optional(),
  version: z.string().optional(),
})
/** OB 3.0 § Achievement. */
export type Achievement = z.infer<typeof achievementSchema>

/** OB 3.0 § AchievementSubject: who achieved what. */
export const achievementSubjectSchema = z
  .strictObject({
    id: uriSchema.optional(),
    type: typesWith('AchievementSubject'),
    activityEndDate: dateTimeZSchema.optional(),
    activityStartDate: dateTimeZSchema.optional(),
    creditsEarned: z.number().optional(),
    achievement: achievementSchema,
    identifier: several(identityObjectSchema).optional(),
    image: imageSchema.optional(),
    licenseNumber: z.string().optional(),
    narrative: z.string().optional(),
    result: several(resultSchema).optional(),
    role: z.string().optional(),
    source: profileSchema.optional(),
    term: z.string().optional(),
  })
  .refine(({ id, identifier }) => id !== undefined || identifier !== undefined, 'Neither id nor identifier')
  .superRefine(({ achievement, result = [] }, issues) => {
    for (const [index, { resultDescription, status }] of result.entries()) {
      if (resultDescription === undefined) continue
      const described = achievement.resultDescription?.find(({ id }) => id === resultDescription)
      const path = ['result', index]
      if (!described)
        issues.addIssue({ code: 'custom', path, message: 'The achievement does not describe this result' })
      if (described?.resultType === 'Status' && status === undefined)
        issues.addIssue({ code: 'custom', path, message: 'A result of type Status has no status' })
    }
  })
/** OB 3.0 § AchievementSubject. */
export type AchievementSubject = z.infer<typeof achievementSubjectSchema>

/** OB 3.0 § AchievementCredential, also called OpenBadgeCredential: an achievement that was awarded. */
export const achievementCredentialSchema = z
  .strictObject({
    ...credentialMembers,
    type: typesWith('VerifiableCredential').refine(
      (types) => types.includes('OpenBadgeCredential') || types.includes('AchievementCredential'),
      'Neither OpenBadgeCredential nor AchievementCredential',
    ),
    name: z.string().min(1),
    image: imageSchema.optional(),
    credentialSubject: achievementSubjectSchema,
    endorsement: several(endorsementCredentialSchema).optional(),
    endorsementJwt: several(compactJwsSchema).optional(),
    evidence: several(evidenceSchema).optional(),
  })
  .refine(hasContextOfItsTypes, { path: ['@context'], error: 'The extensions of 1EdTech need their context' })
  .refine(startsBeforeItEnds, { path: ['validUntil'], error: 'Ends before it starts' })
/** OB 3.0 § AchievementCredential. */
export type AchievementCredential = z.infer<typeof achievementCredentialSchema>

/** An unordered set that has these among its values (OB 3.0 § Serialization: always an array). */
function typesWith(...required: string[]) {
  return z
    .array(z.string().min(1))
    .refine((types) => required.every((type) => types.includes(type)), `Must have ${required.join(' and ')}`)
    .readonly()
}

/** One or more values, as an array; for none the member is left out (OB 3.0 § Serialization). */
function several<T extends z.ZodType>(schema: T) {
  return z.array(schema).min(1)
}

/** Without it the types mean nothing, and a proof fails. */
function hasContextOfItsTypes(credential: {
  '@context': string[]
  credentialSchema?: CredentialSchema[] | undefined
  credentialStatus?: CredentialStatus | undefined
  refreshService?: RefreshService | undefined
}): boolean {
  const { credentialSchema = [], credentialStatus, refreshService } = credential
  const typed = [...credentialSchema, credentialStatus, refreshService]
  return (
    credential['@context'].includes(contextUrls.openBadgesExtensions) ||
    !typed.some((value) => value?.type.startsWith('1EdTech'))
  )
}

/** VCDM 2.0 § Validity Period. */
function startsBeforeItEnds({ validFrom, validUntil }: { validFrom: string; validUntil?: string | undefined }) {
  return validUntil === undefined || Date.parse(validFrom) <= Date.parse(validUntil)
}
