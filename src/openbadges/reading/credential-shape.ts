import * as z from 'zod'
import { contextUrls } from '../model/contexts.ts'
import type { CredentialDocument } from '../model/shape-guard.ts'
import type { VerificationReport } from '../report/verification-report.ts'
import { hasType, listOf, objectOf } from '../text/json-reading.ts'
import { escapePointer, type JsonValue } from '../text/strict-json.ts'

export interface ShapeFault {
  /** RFC 6901. */
  pointer: string
}

export function standardOf(credential: CredentialDocument): VerificationReport['standard'] {
  if (hasType(credential, 'ClrCredential')) return 'clr-2.0'
  if (!hasType(credential, 'OpenBadgeCredential') && !hasType(credential, 'AchievementCredential')) return 'credential'
  return credential['@context'][0] === contextUrls.credentialsV1 ? 'open-badges-3.0-vc-1.1' : 'open-badges-3.0'
}

/**
 * The first place where a credential leaves the rules of its standard. Spellings that mean the same in JSON-LD are equal here
 * (one value for a list of one, an address for an object with an id): both published generations of the 1EdTech schemas, and
 * what JSON-LD compaction makes of either, pass.
 */
export function findShapeFault(credential: CredentialDocument): ShapeFault | undefined {
  return firstFault(schemaFor(credential), credential)
}

/** The first place where it is not clear whom or what a credential is about: OB 3.0 § AchievementSubject. */
export function findSubjectFault(credential: CredentialDocument): ShapeFault | undefined {
  return firstFault(subjectSchemaFor(credential), credential)
}

function firstFault(schema: z.ZodType, value: JsonValue): ShapeFault | undefined {
  const parsed = schema.safeParse(value)
  return parsed.success ? undefined : { pointer: pointerTo(value, parsed.error.issues[0]?.path ?? []) }
}

/** RFC 6901, in the document as it is: the schemas see every value of a list of one as a list. */
function pointerTo(value: JsonValue, path: readonly PropertyKey[]): string {
  let at: JsonValue | undefined = value
  let pointer = ''
  for (const step of path) {
    if (typeof step === 'number' && !Array.isArray(at)) continue
    pointer += `/${escapePointer(String(step))}`
    at = Array.isArray(at) ? at[Number(step)] : objectOf(at)?.[String(step)]
  }
  return pointer
}

/** RFC 3986 with a scheme. A relative one has no meaning in a signed document: the base would decide it. */
const iri = z.string().regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/)
const dateTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))
const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema).min(1))
const typed = (type: string) => z.union([z.literal(type), z.array(z.string()).refine((types) => types.includes(type))])
/** VCDM 2.0 § Language and Base Direction. */
const languageValue = z.strictObject({
  '@value': z.string(),
  '@language': z
    .string()
    .regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/)
    .optional(),
  '@direction': z.enum(['ltr', 'rtl']).optional(),
})
const text = z.union([z.string(), languageValue, z.array(languageValue).min(1)])
const link = z.union([iri, z.looseObject({ id: iri })])

const identifierEntry = z.looseObject({ type: typed('IdentifierEntry') })
const identityObject = z.looseObject({
  type: typed('IdentityObject'),
  hashed: z.boolean(),
  identityHash: z.string(),
  identityType: z.string(),
})
const profile = z.looseObject({
  id: iri,
  type: typed('Profile'),
  image: link.optional(),
  otherIdentifier: oneOrMore(identifierEntry).optional(),
  get parentOrg() {
    return z.union([iri, profile]).optional()
  },
})
const alignment = z.looseObject({ type: typed('Alignment'), targetName: text, targetUrl: iri })
const resultDescription = z.looseObject({
  id: iri,
  type: typed('ResultDescription'),
  name: text,
  resultType: z.string(),
})
const achievement = z.looseObject({
  id: iri,
  type: typed('Achievement'),
  name: text,
  description: text,
  criteria: z.union([iri, z.looseObject({ id: iri.optional(), narrative: text.optional() })]),
  image: link.optional(),
  creator: z.union([iri, profile]).optional(),
  alignment: oneOrMore(alignment).optional(),
  resultDescription: oneOrMore(resultDescription).optional(),
})
const result = z.looseObject({
  type: typed('Result'),
  resultDescription: iri.optional(),
  achievedLevel: iri.optional(),
  alignment: oneOrMore(alignment).optional(),
})
const achievementSubject = z.looseObject({
  id: iri.optional(),
  identifier: oneOrMore(identityObject).optional(),
  achievement,
  image: link.optional(),
  result: oneOrMore(result).optional(),
  source: profile.optional(),
})
const clrSubject = z.looseObject({
  id: iri.optional(),
  identifier: oneOrMore(identityObject).optional(),
  verifiableCredential: oneOrMore(z.union([z.string(), z.looseObject({})])),
})
/** Without a claim there is nothing to sign. */
const plainSubject = z
  .looseObject({ id: iri.optional() })
  .refine((subject) => Object.keys(subject).length > 0, 'No claim')

/** Exactly one: of several, a page could show one and a program read another. */
const onlyOne = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema).length(1))
const ofType = (type: string) => onlyOne(z.looseObject({ type: typed(type) }))

// Made once: to make a schema takes several times as long as to hold a credential to it.
const withSubject = (subject: z.ZodType) => z.looseObject({ credentialSubject: subject })
const subjectOf = {
  clr: withSubject(ofType('ClrSubject')),
  endorsement: withSubject(onlyOne(z.looseObject({ id: iri, type: typed('EndorsementSubject') }))),
  credential: withSubject(oneOrMore(z.looseObject({}))),
  badge: withSubject(ofType('AchievementSubject')),
}

/**
 * Whether a badge says for whom it is, by an id or an identifier, as OB 3.0 § AchievementSubject demands. Many issuers leave both
 * out, to be known by what stands beside the badge; their signature is as good as any.
 */
export function namesSomebody(credential: CredentialDocument): boolean {
  if (subjectSchemaFor(credential) !== subjectOf.badge && subjectSchemaFor(credential) !== subjectOf.clr) return true
  const subject = objectOf(listOf(credential.credentialSubject)[0])
  return subject?.id !== undefined || subject?.identifier !== undefined
}

function subjectSchemaFor(credential: CredentialDocument): z.ZodType {
  if (hasType(credential, 'ClrCredential')) return subjectOf.clr
  if (hasType(credential, 'EndorsementCredential')) return subjectOf.endorsement
  return standardOf(credential) === 'credential' ? subjectOf.credential : subjectOf.badge
}

/** VCDM 2.0 § Types: each of these objects says what it is; where it has a name, that is a URL. */
const anyType = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const typedObject = z.looseObject({ id: iri.optional(), type: anyType })
/** VCDM 2.0 § Integrity of Related Resources: it names one thing, and the digest that thing must have. */
const relatedResources = oneOrMore(
  z
    .looseObject({ id: iri, digestSRI: z.string().optional(), digestMultibase: z.string().optional() })
    .refine((resource) => (resource.digestSRI ?? resource.digestMultibase) !== undefined, 'No digest'),
).refine((resources) => new Set(resources.map(({ id }) => id)).size === resources.length, 'Named twice')

const plainCredential = z.looseObject({
  id: iri.optional(),
  type: anyType,
  name: text.optional(),
  description: text.optional(),
  issuer: z.union([iri, z.looseObject({ id: iri, name: text.optional(), description: text.optional() })]),
  credentialSubject: oneOrMore(plainSubject),
  credentialStatus: oneOrMore(typedObject).optional(),
  credentialSchema: oneOrMore(typedObject.extend({ id: iri })).optional(),
  refreshService: oneOrMore(typedObject).optional(),
  termsOfUse: oneOrMore(typedObject).optional(),
  evidence: oneOrMore(typedObject).optional(),
  relatedResource: relatedResources.optional(),
  proof: oneOrMore(typedObject).optional(),
})
const openBadge = plainCredential.extend({
  id: iri,
  issuer: z.union([iri, profile]),
  awardedDate: dateTime.optional(),
  image: link.optional(),
  evidence: oneOrMore(z.looseObject({ id: iri.optional(), type: typed('Evidence') })).optional(),
})

/** VCDM 2.0 § Validity Period. The guard has seen that both are moments. */
const startsBeforeItEnds = ({ validFrom, validUntil }: Record<string, unknown>) =>
  !(Date.parse(String(validFrom)) > Date.parse(String(validUntil)))

const startingAt = (member: 'issuanceDate' | 'validFrom', subject: z.ZodType) =>
  openBadge
    .extend({ credentialSubject: oneOrMore(subject) })
    .refine((value) => value[member] !== undefined, { path: [member] })
    .refine(startsBeforeItEnds, { path: ['validUntil'] })
const inBothVersions = (subject: z.ZodType) => ({
  1: startingAt('issuanceDate', subject),
  2: startingAt('validFrom', subject),
})
const anyCredential = plainCredential.refine(startsBeforeItEnds, { path: ['validUntil'] })
const shapeOf = {
  clr: inBothVersions(clrSubject),
  endorsement: inBothVersions(plainSubject),
  badge: inBothVersions(achievementSubject),
}

function schemaFor(credential: CredentialDocument): z.ZodType {
  const standard = standardOf(credential)
  if (standard === 'credential' && !hasType(credential, 'EndorsementCredential')) return anyCredential
  const version = credential['@context'][0] === contextUrls.credentialsV1 ? 1 : 2
  return shapeOf[standard === 'clr-2.0' ? 'clr' : standard === 'credential' ? 'endorsement' : 'badge'][version]
}
