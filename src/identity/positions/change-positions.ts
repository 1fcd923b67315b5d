import type * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getOrganizationFor } from '../organizations/organizations-store.ts'
import { requireRole } from '../organizations/role-conditions-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { requirePresent } from '../people/people-store.ts'
import { newPosition, positionChange } from './position.ts'
import {
  findPositionFor,
  insertPosition,
  isManagedBy,
  listPositions,
  type PositionRow,
  type PositionWithPlace,
  requirePosition,
  updatePosition,
} from './positions-store.ts'

/** For somebody whose people the actor manages, at an organization of theirs. */
export async function addPosition(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof newPosition>,
): Promise<PositionRow> {
  const { db } = platform
  await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const { personId, title, lane = null, startsOn, endsOn = null } = newPosition.parse(details)
  if (!(await isManagedBy(db, actor.personId, personId))) throw noSuchPerson()
  const row: PositionRow = {
    id: platform.newId(),
    personId,
    organizationId,
    title,
    lane,
    startsOn,
    endsOn,
    sourcedId: null,
    source: 'hand',
    createdAt: platform.now().getTime(),
  }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'position.added',
    subject: personId,
    details: { organization: organizationId, position: row.id },
  }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'people.manage', organizationId),
      requirePresent(db, personId),
      insertPosition(db, row),
    ],
    { overtaken: noSuchPerson },
  )
  return row
}

export async function editPosition(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  positionId: string,
  details: z.input<typeof positionChange>,
): Promise<PositionRow> {
  const { db } = platform
  const seen = await findPositionFor(db, actor.personId, positionId)
  if (!seen) throw new AppError('not-found', 'refused.noPosition')
  const change = defined(positionChange.parse(details))
  const row = { ...seen, ...change }
  if (row.endsOn !== null && row.endsOn < row.startsOn)
    throw invalidField('/ends_on', 'too-early', 'refused.endsBeforeItBegins')
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'position.edited',
    subject: seen.personId,
    details: {
      organization: seen.organizationId,
      position: seen.id,
      fields: Object.keys(change).sort().join(' '),
    },
  }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'people.manage', seen.organizationId),
      requirePosition(db, seen),
      ...(Object.keys(change).length > 0 ? [updatePosition(db, seen.id, change)] : []),
    ],
    { overtaken: 'refused.positionChanged' },
  )
  return row
}

/** One's own, wherever they are held. */
export const listOwnPositions = ({ db }: Pick<Platform, 'db'>, actor: PersonActor): Promise<PositionWithPlace[]> =>
  listPositions(db, actor.personId)

/** Somebody's, as far as they are held where the actor manages the people. */
export const listPositionsOf = (
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  personId: string,
): Promise<PositionWithPlace[]> => listPositions(db, personId, { managedBy: actor.personId })

const defined = (change: z.output<typeof positionChange>) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

const noSuchPerson = (cause?: unknown) => new AppError('not-found', 'refused.noManagedPerson', {}, { cause })
