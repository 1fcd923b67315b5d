import * as z from 'zod'
import { listOtherIssuers } from '../../identity/issuers/issuers-store.ts'
import {
  listOrganizations,
  noOrganization,
  type OrganizationInTree,
} from '../../identity/organizations/organizations-store.ts'
import { requireRole } from '../../identity/organizations/role-conditions-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { shareModes } from './badge-share-tables.ts'
import {
  type BadgeShare,
  deleteShare,
  findCopyable,
  findUnpublishedCopy,
  insertShare,
  isKnownOrganization,
  listSharesOf,
  requireNoUnpublishedCopy,
  requireSharedToCopy,
} from './badge-shares-store.ts'
import { type BadgeRow, getBadgeFor, insertBadge } from './badges-store.ts'

export const badgeSharing = z.strictObject({ organizationId: z.string().max(64), mode: z.enum(shareModes) })
export const badgeCopying = z.strictObject({ badgeId: z.string().max(64) })

/** Lets people elsewhere award a badge in its issuer's name, or copy it. Twice is once. */
export async function shareBadge(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  badgeId: string,
  details: z.input<typeof badgeSharing>,
): Promise<void> {
  const { db } = platform
  const badge = await getBadgeFor(db, actor, badgeId, 'badge.share')
  const { organizationId, mode } = badgeSharing.parse(details)
  if (badge.state === 'draft') throw new AppError('state-conflict', 'refused.publishBeforeSharing')
  if (!(await isKnownOrganization(db, actor.personId, organizationId))) throw noOrganization()
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'badge.shared',
    subject: badgeId,
    details: { organization: organizationId, mode },
  }
  await commitSharing(platform, event, [
    requireRole(db, actor.personId, 'badge.share', badge.issuerId),
    insertShare(db, {
      badgeId,
      organizationId,
      mode,
      sharedBy: actor.personId,
      createdAt: platform.now().getTime(),
    }),
  ])
}

/** What was awarded or copied meanwhile stays. */
export async function unshareBadge(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  badgeId: string,
  details: z.input<typeof badgeSharing>,
): Promise<void> {
  const { db } = platform
  const badge = await getBadgeFor(db, actor, badgeId, 'badge.share')
  const { organizationId, mode } = badgeSharing.parse(details)
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'badge.unshared',
    subject: badgeId,
    details: { organization: organizationId, mode },
  }
  await commitSharing(platform, event, [
    requireRole(db, actor.personId, 'badge.share', badge.issuerId),
    ...deleteShare(db, { badgeId, organizationId, mode }),
  ])
}

export async function listShares(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  badgeId: string,
): Promise<BadgeShare[]> {
  await getBadgeFor(platform.db, actor, badgeId, 'badge.share')
  return await listSharesOf(platform.db, badgeId)
}

/** What was shared, and with whom it could be: organizations they know, and then other issuers. */
export async function readSharing(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  badgeId: string,
): Promise<{
  badge: BadgeRow
  shares: BadgeShare[]
  known: OrganizationInTree[]
  others: { id: string; name: string }[]
}> {
  const { db } = platform
  const badge = await getBadgeFor(db, actor, badgeId, 'badge.share')
  const [shares, known, others] = await Promise.all([
    listSharesOf(db, badge.id),
    listOrganizations(db, actor, { limit: mostChoices }),
    listOtherIssuers(db, actor, mostChoices),
  ])
  return { badge, shares, known, others }
}

/** More than fit into a list to choose from are reached with the API. */
const mostChoices = 200

/**
 * A draft of one's own that says where it comes from. Asked for again, it is the draft that was begun before, by whomever at
 * that issuer, until that is published or retired.
 */
export async function copyBadge(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  issuerId: string,
  details: z.input<typeof badgeCopying>,
): Promise<{ badge: BadgeRow; isNew: boolean }> {
  const { db } = platform
  const { badgeId } = badgeCopying.parse(details)
  const origin = await findCopyable(db, actor.personId, { badgeId, issuerId })
  if (!origin) throw new AppError('not-found', 'refused.noBadgeToCopy')
  const copied = { issuerId, versionId: origin.id }
  const begun = await findUnpublishedCopy(db, actor.personId, copied)
  if (begun) return { badge: begun, isNew: false }
  const now = platform.now().getTime()
  const copy: BadgeRow = {
    id: platform.newId(),
    issuerId,
    state: 'draft',
    starters: 'below',
    issuing: 'approver',
    draft: origin.definition,
    revision: 1,
    createdBy: actor.personId,
    createdAt: now,
    updatedAt: now,
    copiedFrom: origin.id,
  }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'badge.copied',
    subject: copy.id,
    details: { issuer: issuerId, from: origin.id },
  }
  try {
    await commitSharing(platform, event, [
      requireRole(db, actor.personId, 'badge.define', issuerId),
      requireSharedToCopy(db, badgeId, issuerId),
      requireNoUnpublishedCopy(db, copied),
      insertBadge(db, copy),
    ])
  } catch (error) {
    const meanwhile = error instanceof AppError ? await findUnpublishedCopy(db, actor.personId, copied) : undefined
    if (!meanwhile) throw error
    return { badge: meanwhile, isNew: false }
  }
  return { badge: copy, isNew: true }
}

async function commitSharing(platform: Pick<Platform, 'db' | 'now'>, event: AuditEvent, statements: Statement[]) {
  await commit(platform, event, statements, { overtaken: 'refused.changedByAnother' })
}
