import { getIssuerFor } from '../../identity/issuers/issuers-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { isUniqueViolation } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { renderArtwork, shapeArtwork } from './artwork.ts'
import type { BadgeDefinition } from './badge.ts'
import { type BadgeVersionRow, changeBadge, findLatestVersion, getBadgeFor, insertVersion } from './badges-store.ts'
import { editedMeanwhile } from './define-badge.ts'
import { searchTextOf } from './search-text.ts'

/** Side of the PNG in pixels. */
const artworkSize = 600
const artworkLimit = { maxBytes: 4 * 1024 * 1024 }

/** Makes the draft public as the next version, which never changes again. `revision` is what the author saw, if it is known. */
export async function publishBadge(
  platform: Pick<Platform, 'db' | 'files' | 'images' | 'now' | 'newId'>,
  actor: PersonActor,
  badgeId: string,
  { revision }: { revision?: number | undefined } = {},
): Promise<BadgeVersionRow> {
  const badge = await getBadgeFor(platform.db, actor, badgeId, 'badge.publish')
  if (badge.state === 'retired') throw new AppError('state-conflict', 'refused.retiredNotPublished')
  if (revision !== undefined && revision !== badge.revision) throw editedMeanwhile()
  const latest = await findLatestVersion(platform.db, badgeId)
  if (latest && isSameDefinition(latest.definition, badge.draft)) {
    throw new AppError('state-conflict', 'refused.publishedAsVersion', { number: latest.number })
  }
  const now = platform.now()
  const id = platform.newId()
  const issuer = await getIssuerFor(platform.db, actor, badge.issuerId, 'badge.publish')
  const version: BadgeVersionRow = {
    id,
    badgeId,
    number: (latest?.number ?? 0) + 1,
    definition: badge.draft,
    searchText: searchTextOf(badge.draft),
    ...(await storeArtwork(platform, id, badge.draft, { issuerName: issuer.name, year: now.getUTCFullYear() })),
    publishedBy: actor.personId,
    publishedAt: now.getTime(),
  }
  const details = { version: id, number: version.number }
  await commit(
    platform,
    { actor: actor.personId, action: 'badge.published', subject: badgeId, details },
    [
      ...changeBadge(platform.db, badge, { state: 'published', updatedAt: now.getTime() }),
      insertVersion(platform.db, version),
    ],
    { overtaken: (cause) => (isUniqueViolation(cause) ? publishedMeanwhile(cause) : editedMeanwhile(cause)) },
  )
  return version
}

const publishedMeanwhile = (cause: unknown) =>
  new AppError('state-conflict', 'refused.publishedByAnother', {}, { cause })

/** Bytes first: a version is never written before its pictures are. Pictures without a version are swept up later. */
async function storeArtwork(
  platform: Pick<Platform, 'files' | 'images'>,
  versionId: string,
  definition: BadgeDefinition,
  context: { issuerName: string; year: number },
) {
  const shaped = await shapeArtwork(platform.images, definition, context.issuerName)
  const { svg, compactSvg } = renderArtwork(definition, context, shaped)
  const png = await platform.images.renderArtwork({ svg, template: definition.artwork.template }, artworkSize)
  const folder = `artwork/${versionId}`
  const encoder = new TextEncoder()
  const [stored, compact, picture] = [`${folder}/badge.svg`, `${folder}/compact.svg`, `${folder}/badge.png`]
  await platform.files.put(stored, encoder.encode(svg), artworkLimit)
  await platform.files.put(compact, encoder.encode(compactSvg), artworkLimit)
  await platform.files.put(picture, png, artworkLimit)
  return { artworkSvg: stored, artworkCompactSvg: compact, artworkPng: picture }
}

const isSameDefinition = (one: BadgeDefinition, other: BadgeDefinition) => JSON.stringify(one) === JSON.stringify(other)
