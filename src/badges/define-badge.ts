import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { getIssuerFor } from '../issuers/issuers-store.ts'
import type { PersonActor } from '../people/actor.ts'
import type { Platform } from '../platform.ts'
import { badgeDefinition } from './badge.ts'
import { type BadgeRow, getBadgeFor, insertBadge, updateDraft } from './badges-store.ts'

/** Starts a badge as a draft that only its issuer's authors see. */
export async function defineBadge(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  issuerId: string,
  definition: z.input<typeof badgeDefinition>,
): Promise<BadgeRow> {
  await getIssuerFor(platform.db, actor, issuerId, 'badge.define')
  const now = platform.now().getTime()
  return insertBadge(platform.db, {
    id: platform.newId(),
    issuerId,
    state: 'draft',
    draft: badgeDefinition.parse(definition),
    createdBy: actor.personId,
    createdAt: now,
    updatedAt: now,
  })
}

/** Changes the words being edited. What was published stays as it is until it is published again. */
export async function editBadge(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  badgeId: string,
  { definition, revision }: { definition: z.input<typeof badgeDefinition>; revision: number },
): Promise<BadgeRow> {
  const badge = await getBadgeFor(platform.db, actor, badgeId, 'badge.define')
  if (badge.state === 'retired') throw new AppError('state-conflict', 'A retired badge is not edited any more.')
  const edit = { draft: badgeDefinition.parse(definition), updatedAt: platform.now().getTime() }
  const edited = await updateDraft(platform.db, { id: badgeId, revision }, edit)
  if (!edited) throw editedMeanwhile()
  return edited
}

export const editedMeanwhile = (cause?: unknown) =>
  new AppError(
    'precondition-failed',
    'Somebody changed this badge after you opened it. Load it again, then make your change.',
    {
      cause,
    },
  )
