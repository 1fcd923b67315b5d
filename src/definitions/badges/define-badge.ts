import type * as z from 'zod'
import { getIssuerFor } from '../../identity/issuers/issuers-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { badgeDefinition } from './badge.ts'
import { type BadgeRow, changeBadge, getBadgeFor, insertBadge } from './badges-store.ts'

/** Starts a badge as a draft that only its issuer's authors see. */
export async function defineBadge(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  issuerId: string,
  definition: z.input<typeof badgeDefinition>,
): Promise<BadgeRow> {
  await getIssuerFor(platform.db, actor, issuerId, 'badge.define')
  const now = platform.now().getTime()
  const badge: BadgeRow = {
    id: platform.newId(),
    issuerId,
    state: 'draft',
    starters: 'below',
    issuing: 'approver',
    draft: badgeDefinition.parse(definition),
    revision: 1,
    createdBy: actor.personId,
    createdAt: now,
    updatedAt: now,
    copiedFrom: null,
  }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'badge.defined',
    subject: badge.id,
    details: { issuer: issuerId },
  }
  await commit(platform, event, [insertBadge(platform.db, badge)])
  return badge
}

/** Changes the words being edited. What was published stays as it is until it is published again. */
export async function editBadge(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  badgeId: string,
  { definition, revision }: { definition: z.input<typeof badgeDefinition>; revision: number },
): Promise<BadgeRow> {
  const badge = await getBadgeFor(platform.db, actor, badgeId, 'badge.define')
  if (badge.state === 'retired') throw new AppError('state-conflict', 'refused.retiredNotEdited')
  if (badge.revision !== revision) throw editedMeanwhile()
  const edit = {
    draft: badgeDefinition.parse(definition),
    revision: revision + 1,
    updatedAt: platform.now().getTime(),
  }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'badge.edited',
    subject: badgeId,
    details: { revision: edit.revision },
  }
  await commit(platform, event, changeBadge(platform.db, badge, edit), { overtaken: editedMeanwhile })
  return { ...badge, ...edit }
}

export const editedMeanwhile = (cause?: unknown) =>
  new AppError(
    'precondition-failed',
    'refused.badgeChanged',
    {},
    {
      cause,
    },
  )
