import { criterionUrl, levelUrl, toAchievement } from '../../definitions/badges/achievement.ts'
import type { BadgeDefinition } from '../../definitions/badges/badge.ts'
import { type IssuerProfile, toProfile } from '../../identity/issuers/issuer-profile.ts'
import {
  buildAchievementCredential,
  hashedEmailIdentity,
  plainNameIdentity,
  type UnsignedAchievementCredential,
} from '../../openbadges/index.ts'
import { speakTo } from '../../platform/language/speech.ts'
import type { Platform } from '../../platform/platform.ts'
import { beforeClocksDiffer } from './before-clocks-differ.ts'

/** Everything an award says, before it is said in the words of the standard. */
export interface AwardFacts {
  origin: string
  awardId: string
  issuer: IssuerProfile & { did: string }
  version: { id: string; number: number; definition: BadgeDefinition }
  recipient: { name: string; email: string; did: string | null }
  /** Of this award alone, so that two badges of a person can't be matched by their hashes. */
  salt: string
  scores: readonly { criterionId: string; levelId: string }[]
  evidence: readonly SharableEvidence[]
  submittedAt: Date
  issuedAt: Date
  validUntil: Date | undefined
  status: { listUrl: string; position: number }
}
export interface SharableEvidence {
  kind: 'file' | 'link' | 'text'
  name: string
  description: string
  visibility: 'private' | 'shared'
}

export async function toAchievementCredential(
  facts: AwardFacts,
  { sha256 }: Pick<Platform, 'sha256'>,
): Promise<UnsignedAchievementCredential> {
  const { origin, awardId, issuer, version, recipient } = facts
  const { definition } = version
  const achievement = toAchievement(version, issuer, origin)
  return buildAchievementCredential({
    id: credentialUrl(origin, awardId),
    issuer: toProfile(issuer),
    validFrom: beforeClocksDiffer(facts.issuedAt),
    ...(facts.validUntil && { validUntil: facts.validUntil }),
    awardedDate: facts.issuedAt,
    name: definition.name,
    description: definition.description,
    image: { id: `${credentialUrl(origin, awardId)}.png`, type: 'Image', caption: definition.name },
    subject: {
      ...(recipient.did !== null && { id: recipient.did }),
      identifiers: [await hashedEmailIdentity(recipient.email, facts.salt, sha256), plainNameIdentity(recipient.name)],
      activityEndDate: facts.submittedAt,
      ...(definition.hours !== undefined && { creditsEarned: definition.hours }),
      results: facts.scores.map(({ criterionId, levelId }) => ({
        type: ['Result'],
        resultDescription: criterionUrl(achievement.id, criterionId),
        achievedLevel: levelUrl(achievement.id, criterionId, levelId),
      })),
    },
    achievement,
    evidence: toEvidence(facts.evidence, definition.language),
    status: { ...facts.status, purpose: 'revocation' },
  })
}

export const credentialUrl = (origin: string, awardId: string): string => `${origin}/c/${awardId}`

/** The same day of the month, that many months on, or the last of a month that has no such day. */
export function addMonths(from: Date, months: number): Date {
  const until = new Date(from)
  until.setUTCMonth(until.getUTCMonth() + months)
  // setUTCMonth runs over into the next month when the day does not exist.
  if (until.getUTCDate() !== from.getUTCDate()) until.setUTCDate(0)
  return until
}

/**
 * What is signed can't be taken back, so only what the learner shares is named, in words; the rest is counted. A file of
 * ours is never linked: whether it may be seen has to stay the learner's to change.
 */
function toEvidence(evidence: readonly SharableEvidence[], language: string) {
  const shared = evidence.filter(({ visibility }) => visibility === 'shared')
  const privateCount = evidence.length - shared.length
  // In the language of the badge, as all else that is signed.
  const speech = speakTo({ language, timeZone: null }, 'UTC')
  return [
    ...shared.map(({ name, description }) => ({
      type: ['Evidence'] as const,
      name,
      ...(description !== '' && { narrative: description }),
    })),
    ...(privateCount > 0
      ? [{ type: ['Evidence'] as const, narrative: speech.t('award.keptPrivate', { count: privateCount }) }]
      : []),
  ]
}
