import type { AuditAction } from '../../platform/audit/audit-actions.ts'
import { type AuditEvent, commit, type Overtaken } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed } from '../../platform/db/db.ts'
import { invalidField } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import { keepRefusal } from '../../platform/language/kept-refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { localDate } from '../organizations/local-date.ts'
import { insertOrganization } from '../organizations/organizations-store.ts'
import { requireRole } from '../organizations/role-conditions-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { applyStatements } from './apply-roster-store.ts'
import type { RosterState } from './roster.ts'
import {
  countRosterRows,
  deleteRosterRows,
  findEndOfChunk,
  findRoster,
  forgetWordsOfRows,
  listOrganizationRows,
  listRostersSince,
  markRowApplied,
  type RosterImport,
  type RosterRow,
  renameByRoster,
  requireRosterIn,
  updateRoster,
} from './rosters-store.ts'
import { getRosterFor, movedOn } from './start-roster.ts'

/** Lets a roster that was looked at come into force; one that would end too many only with their number. */
export async function startApplying(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  rosterId: string,
  { ends }: { ends?: number | undefined } = {},
): Promise<void> {
  const { db } = platform
  const roster = await getRosterFor(platform, actor, rosterId)
  const { organizationId } = roster
  if (roster.state === 'held') await assertMeant(platform, roster, ends)
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'roster.approved',
    subject: organizationId,
    details: { roster: rosterId },
  }
  await commit(
    platform,
    event,
    [
      requireRosterIn(db, rosterId, [roster.state === 'held' ? 'held' : 'ready']),
      requireRole(db, actor.personId, 'people.manage', organizationId),
      updateRoster(db, rosterId, { state: 'applying' }),
      outboxEntry(platform, 'roster.apply', { roster: rosterId, actor: actor.personId }),
    ],
    { overtaken: movedOn },
  )
  platform.wakeJobs()
}

/** Whoever types how many end has seen it. */
async function assertMeant(platform: Pick<Platform, 'config' | 'db' | 'now'>, roster: RosterImport, ends?: number) {
  const today = await localDate(platform, roster.organizationId)
  const { positions } = await countRosterRows(platform.db, roster, today)
  if (ends !== positions.end) throw invalidField('/ends', 'number', 'refused.endsNumber')
}

/** Also what has begun to be applied: what is done by then stays. */
export async function cancelRoster(
  platform: Pick<Platform, 'db' | 'files' | 'now'>,
  actor: PersonActor,
  rosterId: string,
): Promise<void> {
  const roster = await getRosterFor(platform, actor, rosterId)
  await cancel(platform, actor.personId, roster, [...waitingStates, ...workingStates], { overtaken: movedOn })
}

/** What waits for somebody who does not come, or was given up, goes with its names and addresses. */
export async function endAbandonedRosters(platform: Pick<Platform, 'db' | 'files' | 'now'>): Promise<void> {
  for (const { states, days } of [
    { states: waitingStates, days: mostDaysWaiting },
    // Whoever came at the last moment has had a day by then: what is not done was given up.
    { states: workingStates, days: mostDaysWaiting + 1 },
  ]) {
    const before = platform.now().getTime() - days * 24 * 60 * 60_000
    for (const roster of await listRostersSince(platform.db, states, before)) {
      await cancel(platform, 'system', roster, states).catch((error: unknown) => {
        // Somebody has come after all, or it was done.
        if (!isPreconditionFailed(error)) throw error
      })
    }
  }
}

const waitingStates = ['mapping', 'ready', 'held'] as const
const workingStates = ['reading', 'applying'] as const
/** As an erasure waits. */
const mostDaysWaiting = 7

async function cancel(
  platform: Pick<Platform, 'db' | 'files' | 'now'>,
  actor: string,
  { id, organizationId, fileKey }: RosterImport,
  states: readonly RosterState[],
  { overtaken }: { overtaken?: Overtaken } = {},
): Promise<void> {
  const { db } = platform
  const event: AuditEvent = { actor, action: 'roster.canceled', subject: organizationId, details: { roster: id } }
  await commit(
    platform,
    event,
    [
      requireRosterIn(db, id, states),
      updateRoster(db, id, { state: 'canceled', columns: null, endedAt: platform.now().getTime() }),
      deleteRosterRows(db, id),
    ],
    { overtaken },
  )
  await platform.files.delete(fileKey)
}

type ApplyingPlatform = Pick<Platform, 'config' | 'db' | 'files' | 'now'>

/** Goes on where it was, chunk by chunk: what a chunk changes and that it did are written together. */
export async function applyRoster(platform: ApplyingPlatform, rosterId: string, actorId: string): Promise<void> {
  const { db } = platform
  const roster = await findRoster(db, rosterId)
  if (roster?.state !== 'applying') return
  try {
    await applyOrganizations(platform, roster, actorId)
    const today = await localDate(platform, roster.organizationId)
    for (let from = 0; ; ) {
      const to = await findEndOfChunk(db, rosterId, rowsPerChunk)
      if (to === undefined) break
      const chunk = { roster, from, to, today, at: platform.now().getTime() }
      const details = { roster: rosterId, from, to }
      await write(platform, roster, { actorId, action: 'roster.applied', details }, applyStatements(db, chunk))
      from = to + 1
    }
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    // Canceled meanwhile, or whoever let it begin may not any more.
    const now = await findRoster(db, rosterId)
    if (now?.state !== 'applying') return
    const problem = keepRefusal({ key: 'refused.rosterRights' })
    await end(platform, roster, { state: 'failed', problem })
    return
  }
  await end(platform, roster, { state: 'done' })
}

const rowsPerChunk = 500

/** Each after the one that it is below. */
async function applyOrganizations(platform: ApplyingPlatform, roster: RosterImport, actorId: string) {
  const rows = await listOrganizationRows(platform.db, roster.id)
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const done = new Set<string>()
  const apply = async (row: RosterRow): Promise<void> => {
    if (done.has(row.key)) return
    done.add(row.key)
    const parent = row.parentKey === null ? undefined : byKey.get(row.parentKey)
    if (parent) await apply(parent)
    if (row.appliedAt === null && row.action !== 'same') await applyOrganization(platform, roster, actorId, row, parent)
  }
  for (const row of rows) await apply(row)
}

async function applyOrganization(
  platform: ApplyingPlatform,
  roster: RosterImport,
  actorId: string,
  row: RosterRow,
  parent: RosterRow | undefined,
) {
  const { db } = platform
  const { organizationId, name, type } = row
  if (organizationId === null || name === null || type === null) return
  const createdAt = platform.now().getTime()
  const sourcedId = roster.format === 'csv' ? null : row.key
  const parentId = parent?.organizationId ?? roster.organizationId
  const isNew = row.action === 'add'
  const action = isNew ? 'organization.created' : 'organization.edited'
  await write(platform, roster, { actorId, action, subject: organizationId, details: { roster: roster.id } }, [
    ...(isNew
      ? insertOrganization(db, { id: organizationId, parentId, type, name, sourcedId, createdAt })
      : [renameByRoster(db, organizationId, { name, sourcedId: row.key })]),
    markRowApplied(db, row, createdAt),
  ])
}

async function write(
  platform: ApplyingPlatform,
  roster: RosterImport,
  { actorId, action, subject = roster.organizationId, details }: RosterEvent,
  statements: Parameters<typeof commit>[2],
) {
  const { db } = platform
  await commit(platform, { actor: actorId, action, subject, details }, [
    requireRosterIn(db, roster.id, ['applying']),
    requireRole(db, actorId, 'people.manage', roster.organizationId),
    ...statements,
  ])
}
interface RosterEvent {
  actorId: string
  action: AuditAction
  subject?: string
  details: Record<string, string | number>
}

async function end(
  platform: ApplyingPlatform,
  { id, fileKey, organizationId }: RosterImport,
  { state, problem = null }: { state: 'done' | 'failed'; problem?: string | null },
) {
  const { db } = platform
  const event: AuditEvent = {
    actor: 'system',
    action: `roster.${state}`,
    subject: organizationId,
    details: { roster: id },
  }
  await commit(platform, event, [
    requireRosterIn(db, id, ['applying']),
    updateRoster(db, id, { state, problem, endedAt: platform.now().getTime() }),
    forgetWordsOfRows(db, id),
  ]).catch((error: unknown) => {
    // Canceled meanwhile.
    if (!isPreconditionFailed(error)) throw error
  })
  await platform.files.delete(fileKey)
}
