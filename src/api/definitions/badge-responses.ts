import { achievementImageUrl, achievementUrl } from '../../definitions/badges/achievement.ts'
import type { BadgeDefinition } from '../../definitions/badges/badge.ts'
import type { BadgeRow, BadgeVersionRow, PublishedBadge } from '../../definitions/badges/badges-store.ts'
import type { ReadableBadge } from '../../definitions/badges/read-badge.ts'
import { snakeCaseKeys } from '../../http/letter-case.ts'

export const toDraftResponse = (badge: BadgeRow) => ({
  id: badge.id,
  issuer: { id: badge.issuerId },
  state: badge.state,
  revision: badge.revision,
  starters: badge.starters,
  issuing: badge.issuing,
  copied_from: badge.copiedFrom,
  draft: toDefinitionResponse(badge.draft),
  created_at: new Date(badge.createdAt).toISOString(),
  updated_at: new Date(badge.updatedAt).toISOString(),
})

export const toVersionResponse = (version: BadgeVersionRow, origin: string) => ({
  version_id: version.id,
  version: version.number,
  definition: toDefinitionResponse(version.definition),
  achievement_url: achievementUrl(origin, version.id),
  image_url: achievementImageUrl(origin, version.id),
  published_at: new Date(version.publishedAt).toISOString(),
})

/** What everybody may see. */
export const toCatalogResponse = ({ badge, version, issuer }: PublishedBadge, origin: string) => ({
  id: badge.id,
  issuer: { id: issuer.id, did: issuer.did, name: issuer.name },
  state: badge.state,
  published: toVersionResponse(version, origin),
})

export const toBadgeResponse = ({ published, draft }: ReadableBadge, origin: string) => ({
  ...(draft && toDraftResponse(draft)),
  ...(published && toCatalogResponse(published, origin)),
})

const toDefinitionResponse = (definition: BadgeDefinition) => snakeCaseKeys(definition)
