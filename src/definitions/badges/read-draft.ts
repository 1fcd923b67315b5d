import { getIssuer, type IssuerRow } from '../../identity/issuers/issuers-store.ts'
import { listHeldRoleNames } from '../../identity/organizations/organizations-store.ts'
import { mayWith } from '../../identity/organizations/permissions.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import type { Platform } from '../../platform/platform.ts'
import { type BadgeWarning, listWarnings } from './badge-warnings.ts'
import {
  type BadgeRow,
  type BadgeVersionRow,
  findBadgeVersion,
  findLatestVersion,
  getBadgeFor,
  type PublishedBadge,
} from './badges-store.ts'

export interface Draft {
  badge: BadgeRow
  issuer: IssuerRow
}

export interface DraftInContext extends Draft {
  latest: BadgeVersionRow | undefined
  /** The badge of another issuer that it was begun with. */
  origin: PublishedBadge | undefined
  /** Whether the draft says something that the latest version does not. */
  hasChanges: boolean
  /** Of the draft, before it is published. */
  warnings: BadgeWarning[]
  mayShare: boolean
}

/** A badge as it is being written, for who may write it. */
export async function getDraft({ db }: Pick<Platform, 'db'>, actor: PersonActor, badgeId: string): Promise<Draft> {
  const badge = await getBadgeFor(db, actor, badgeId, 'badge.define')
  return { badge, issuer: await getIssuer(db, badge.issuerId) }
}

/** The same with all that has to be known before the next step. */
export async function readDraft(
  platform: Pick<Platform, 'config' | 'db' | 'proofs' | 'images'>,
  actor: PersonActor,
  badgeId: string,
): Promise<DraftInContext> {
  const { db } = platform
  const { badge, issuer } = await getDraft(platform, actor, badgeId)
  const [latest, roles, origin] = await Promise.all([
    findLatestVersion(db, badge.id),
    listHeldRoleNames(db, actor, badge.issuerId),
    badge.copiedFrom === null ? undefined : findBadgeVersion(db, badge.copiedFrom),
  ])
  const next = { id: badge.id, number: (latest?.number ?? 0) + 1, definition: badge.draft }
  return {
    badge,
    issuer,
    latest,
    origin,
    hasChanges: JSON.stringify(latest?.definition) !== JSON.stringify(badge.draft),
    warnings: await listWarnings(platform, next),
    mayShare: mayWith(roles, 'badge.share'),
  }
}
