import type { IssuerProfile } from '../../identity/issuers/issuer-profile.ts'
import type { Achievement } from '../../openbadges/index.ts'
import type { BadgeDefinition, RubricCriterion } from './badge.ts'

/** A version of a badge in the words of the standard. Each version is an Achievement of its own, since its words are what an award was judged by. */
export function toAchievement(
  version: { id: string; number: number; definition: BadgeDefinition },
  issuer: IssuerProfile & { did: string },
  origin: string,
): Achievement {
  const { definition } = version
  const id = achievementUrl(origin, version.id)
  return {
    id,
    type: ['Achievement'],
    achievementType: definition.achievementType,
    name: definition.name,
    description: definition.description,
    criteria: { id, narrative: definition.criteria },
    image: { id: achievementImageUrl(origin, version.id), type: 'Image', caption: definition.name },
    creator: { id: issuer.did, type: ['Profile'], name: issuer.name, url: issuer.url },
    inLanguage: definition.language,
    ...(definition.alignments.length > 0 && { alignment: definition.alignments.map(toAlignment) }),
    ...(definition.tags.length > 0 && { tag: definition.tags }),
    version: String(version.number),
    ...(definition.hours !== undefined && { creditsAvailable: definition.hours }),
    resultDescription: definition.rubric.map((criterion) => toResultDescription(criterion, id)),
  }
}

export const achievementUrl = (origin: string, versionId: string) => `${origin}/achievements/${versionId}`
export const achievementImageUrl = (origin: string, versionId: string) =>
  `${achievementUrl(origin, versionId)}/image.png`

/** Id of a rubric row, which a Result names as its `resultDescription`. */
export const criterionUrl = (achievement: string, criterionId: string) => `${achievement}#${criterionId}`
/** Id of a rubric level, which a Result names as its `achievedLevel`. */
export const levelUrl = (achievement: string, criterionId: string, levelId: string) =>
  `${criterionUrl(achievement, criterionId)}/${levelId}`

function toResultDescription(criterion: RubricCriterion, achievement: string) {
  return {
    id: criterionUrl(achievement, criterion.id),
    type: ['ResultDescription'] as const,
    name: criterion.name,
    resultType: 'RubricCriterionLevel' as const,
    requiredLevel: levelUrl(achievement, criterion.id, criterion.requiredLevelId),
    rubricCriterionLevel: criterion.levels.map((level) => ({
      id: levelUrl(achievement, criterion.id, level.id),
      type: ['RubricCriterionLevel'] as const,
      name: level.name,
      description: level.description,
    })),
  }
}

function toAlignment({ name, url, framework, code }: BadgeDefinition['alignments'][number]) {
  return {
    type: ['Alignment'] as const,
    targetName: name,
    targetUrl: url,
    ...(framework && { targetFramework: framework }),
    ...(code && { targetCode: code }),
  }
}
