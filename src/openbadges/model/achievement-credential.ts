import { toDateTimeStamp } from '../text/date-time-stamp.ts'
import { OpenBadgeError } from '../text/error.ts'
import { escapePointer } from '../text/strict-json.ts'
import { contextUrls } from './contexts.ts'
import {
  type Achievement,
  type AchievementCredential,
  achievementCredentialSchema,
  type Evidence,
  type IdentityObject,
  type Image,
  type Profile,
  type Result,
} from './data-model.ts'

/** What an award is made of, before it has the form of the standard. */
export interface AchievementCredentialFacts {
  /** An https URL or a urn:uuid; it names the credential for ever. */
  id: string
  issuer: Profile
  validFrom: Date
  validUntil?: Date | undefined
  awardedDate?: Date | undefined
  name: string
  description?: string | undefined
  image?: Image | undefined
  subject: {
    /** A DID or another URI of the recipient. Without it there must be an identifier. */
    id?: string | undefined
    identifiers: readonly IdentityObject[]
    activityEndDate?: Date | undefined
    creditsEarned?: number | undefined
    narrative?: string | undefined
    results?: readonly Result[] | undefined
    image?: Image | undefined
  }
  achievement: Achievement
  evidence?: readonly Evidence[] | undefined
  /** Where its revocation or suspension will be found; the schemas have room for one. */
  status?: { listUrl: string; position: number; purpose: 'revocation' | 'suspension' } | undefined
}

/** An AchievementCredential that has no proof yet (OB 3.0 § AchievementCredential). */
export type UnsignedAchievementCredential = Omit<AchievementCredential, 'issuer' | 'proof'> & { issuer: Profile }

/**
 * The one form in which we write a credential: what every verifier we know accepts. The issuer is an object, dates are in
 * whole seconds of UTC, sets are arrays, there is one status entry with a text as index, and nothing is empty.
 */
export function buildAchievementCredential(facts: AchievementCredentialFacts): UnsignedAchievementCredential {
  const credential = withoutEmptyMembers({
    '@context': [contextUrls.credentialsV2, contextUrls.openBadges, contextUrls.openBadgesExtensions],
    id: facts.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: facts.name,
    description: facts.description,
    image: facts.image,
    awardedDate: facts.awardedDate && toDateTimeStamp(facts.awardedDate),
    issuer: facts.issuer,
    validFrom: toDateTimeStamp(facts.validFrom),
    validUntil: facts.validUntil && toDateTimeStamp(facts.validUntil),
    credentialSubject: toSubject(facts),
    evidence: facts.evidence,
    credentialSchema: [{ id: schemaUrl, type: '1EdTechJsonSchemaValidator2019' }],
    credentialStatus: facts.status && toStatusEntry(facts.status),
  })
  assertAchievementCredential(credential)
  return credential
}

const schemaUrl = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json'

function toSubject({ subject, achievement }: AchievementCredentialFacts) {
  return {
    id: subject.id,
    type: ['AchievementSubject'],
    identifier: subject.identifiers,
    activityEndDate: subject.activityEndDate && toDateTimeStamp(subject.activityEndDate),
    creditsEarned: subject.creditsEarned,
    narrative: subject.narrative,
    image: subject.image,
    achievement,
    result: subject.results,
  }
}

/** Bitstring Status List v1.0 § BitstringStatusListEntry. */
function toStatusEntry({ listUrl, position, purpose }: NonNullable<AchievementCredentialFacts['status']>) {
  return {
    id: `${listUrl}#${position}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(position),
    statusListCredential: listUrl,
  }
}

/** A copy without members that are absent, null or empty lists (OB 3.0 § Serialization). */
function withoutEmptyMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyMembers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !isEmpty(member))
      .map(([key, member]) => [key, withoutEmptyMembers(member)]),
  )
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

function assertAchievementCredential(credential: unknown): asserts credential is UnsignedAchievementCredential {
  const [issue] = achievementCredentialSchema.safeParse(credential).error?.issues ?? []
  if (!issue) return
  const pointer = issue.path.map((step) => `/${escapePointer(String(step))}`).join('')
  throw new OpenBadgeError('schema', `${issue.message}.`, { pointer })
}
