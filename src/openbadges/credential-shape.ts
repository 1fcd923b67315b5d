import { z } from 'zod'
import { hasType, listOf } from './json-reading.ts'
import type { CredentialDocument } from './shape-guard.ts'
import type { JsonValue } from './strict-json.ts'
import type { VerificationReport } from './verification-report.ts'

export interface ShapeFault {
  /** RFC 6901. */
  pointer: string
}

export function standardOf(credential: CredentialDocument): VerificationReport['standard'] {
  if (hasType(credential, 'ClrCredential')) return 'clr-2.0'
  if (!hasType(credential, 'OpenBadgeCredential') && !hasType(credential, 'AchievementCredential')) return 'credential'
  return credential['@context'][0] === 'https://www.w3.org/2018/credentials/v1'
    ? 'open-badges-3.0-vc-1.1'
    : 'open-badges-3.0'
}

/**
 * The first place, the subject aside, where a credential leaves the rules of its standard. Spellings that mean the same in
 * JSON-LD are equal here (one value for a list of one, an address for an object with an id): both published generations of
 * the 1EdTech schemas, and what JSON-LD compaction makes of either, pass.
 */
export function findShapeFault(credential: CredentialDocument): ShapeFault | undefined {
  return firstFault(schemaFor(credential), credential)
}

/** The same for the subject: who it is about and what was achieved. */
export function findSubjectFault(credential: CredentialDocument): ShapeFault | undefined {
  const subjects = listOf(credential.credentialSubject)
  // § AchievementCredential: one subject. Several would let a page show one person and a reader another.
  if (subjects.length !== 1 && standardOf(credential) !== 'credential') return { pointer: '/credentialSubject' }
  return firstFault(z.object({ credentialSubject: z.array(subjectSchemaFor(credential)).min(1) }), {
    credentialSubject: subjects,
  })
}

function firstFault(schema: z.ZodType, value: unknown): ShapeFault | undefined {
  const parsed = schema.safeParse(value)
  if (parsed.success) return undefined
  const path = parsed.error.issues[0]?.path ?? []
  return { pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') }
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
const languageValue = z.looseObject({ '@value': z.string() })
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
const identified = (subject: Record<string, unknown>) => subject.id !== undefined || subject.identifier !== undefined
const achievementSubject = z
  .looseObject({
    id: iri.optional(),
    type: typed('AchievementSubject'),
    identifier: oneOrMore(identityObject).optional(),
    achievement,
    image: link.optional(),
    result: oneOrMore(result).optional(),
    source: profile.optional(),
  })
  .refine(identified)
const clrSubject = z
  .looseObject({
    id: iri.optional(),
    type: typed('ClrSubject'),
    identifier: oneOrMore(identityObject).optional(),
    verifiableCredential: oneOrMore(z.union([z.string(), z.looseObject({})])),
  })
  .refine(identified)
const endorsementSubject = z.looseObject({ id: iri, type: typed('EndorsementSubject') })
const plainSubject = z.looseObject({ id: iri.optional() })

function subjectSchemaFor(credential: CredentialDocument): z.ZodType {
  if (hasType(credential, 'ClrCredential')) return clrSubject
  if (hasType(credential, 'EndorsementCredential')) return endorsementSubject
  return standardOf(credential) === 'credential' ? plainSubject : achievementSubject
}

const plainCredential = z.looseObject({
  id: iri.optional(),
  issuer: link,
  credentialStatus: oneOrMore(z.looseObject({ type: z.union([z.string(), z.array(z.string())]) })).optional(),
  evidence: oneOrMore(z.looseObject({})).optional(),
})
const openBadge = plainCredential.extend({
  id: iri,
  issuer: z.union([iri, profile]),
  awardedDate: dateTime.optional(),
  image: link.optional(),
  evidence: oneOrMore(z.looseObject({ id: iri.optional(), type: typed('Evidence') })).optional(),
})

function schemaFor(credential: CredentialDocument): z.ZodType {
  const standard = standardOf(credential)
  const base = standard === 'credential' && !hasType(credential, 'EndorsementCredential') ? plainCredential : openBadge
  const startsAt = credential['@context'][0] === 'https://www.w3.org/2018/credentials/v1' ? 'issuanceDate' : 'validFrom'
  return base === openBadge ? base.refine((value) => has(value, startsAt), { path: [startsAt] }) : base
}

const has = (value: Record<string, unknown>, name: string) => (value as Record<string, JsonValue>)[name] !== undefined
